// Markup inside the cells of a text: what a person would see of it.
//
// Knows: HTML tags and entities, Markdown headings and emphasis, invisible characters.
// Does not know: how cells are found in a text.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace jixiao {

struct Visible {
    std::string text;               // '\n' where a line ended; no blank lines, no white space at line ends
    std::vector<char32_t> dropped;  // control and bidirectional characters a person cannot see, each once
    std::vector<char32_t> silent;   // characters without width that mean nothing, likewise left out, each once
    bool unreadable = false;        // holds U+FFFD
};

// Tags, entities and Markdown marks out, line ends where paragraphs end. Only tags that HTML (or Word's
// HTML) has are tags: `<5%`, `<10家` and `a<b` stay. Zero-width spaces, soft hyphens, word joiners and byte
// order marks mean nothing in a table.
Visible visible_text(std::string_view raw);

// The text of a workbook's cell that was copied out of a page, tags and all; nothing where no tag in it ends a line (<p>, <br>,
// <li> …): a lone `<b>` may be what the writer meant. Entities count only beside such tags; stars and underscores are the writer's.
std::optional<std::string> without_tags(std::string_view raw);

// The same for a text that has no tags or entities of its own any more (from an HTML parser, a word box).
Visible visible_plain_text(std::string_view text);
Visible visible_markdown_text(std::string_view text);

// Only the characters nobody can see are left out, white space and lines stay as they are; nothing where there are none
// and the text holds no U+FFFD. For texts of which a file says exactly what is shown.
std::optional<Visible> without_unseen(std::string_view text);

// The characters a named or numeric reference stands for ("&ge;" -> "≥"); nothing for what is no reference.
std::string decode_entity(std::string_view reference);

}  // namespace jixiao
