#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "importers/html_flow.h"
#include "importers/html_tree.h"
#include "importers/text_columns.h"
#include "importers/text_dialects.h"
#include "importers/text_limits.h"
#include "importers/word_boxes.h"
#include "text/characters.h"

namespace jixiao {
namespace {

struct Words {
    std::vector<Word> words;
    bool spaced = false;  // a space stood between two words of a line: true for pdftotext, not for Tesseract
    std::uint64_t most = Limits().words;
    bool too_many = false;
    std::vector<int> turned;  // pages that an engine took for upside down

    void add(Word word) {
        if (trimmed(word.text).empty() || !(word.box.x1 > word.box.x0) || !(word.box.y1 > word.box.y0)) return;
        if (words.size() >= most)
            too_many = true;
        else
            words.push_back(std::move(word));
    }
};

std::optional<double> number(std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    // Coordinates of a page; a metre of 600 dpi pixels is 23,622.
    if (error != std::errc() || end != text.data() + text.size() || !(std::abs(value) < 1e6)) return std::nullopt;
    return value;
}

std::vector<std::string_view> split(std::string_view text, char delimiter) {
    std::vector<std::string_view> out;
    for (std::size_t from = 0; from <= text.size();) {
        const std::size_t end = std::min(text.find(delimiter, from), text.size());
        out.push_back(text.substr(from, end - from));
        from = end + 1;
    }
    return out;
}

// ---- Tesseract's TSV, and pdftotext -tsv -----------------------------------------------------

struct TsvColumns {
    std::size_t level = 0, page = 0, left = 0, top = 0, width = 0, height = 0, confidence = 0, text = 0;
};

std::optional<TsvColumns> tsv_columns(std::string_view header) {
    const auto names = split(trimmed(header), '\t');
    const auto column = [&](std::string_view name) {
        return static_cast<std::size_t>(std::ranges::find(names, name) - names.begin());
    };
    const TsvColumns found{column("level"), column("page_num"), column("left"), column("top"),
                           column("width"), column("height"),   column("conf"), column("text")};
    const std::size_t most = std::max(
        {found.level, found.page, found.left, found.top, found.width, found.height, found.confidence, found.text});
    return most < names.size() ? std::optional(found) : std::nullopt;
}

Words words_of_tsv(std::span<const TextLine> lines, std::uint64_t most) {
    Words out;
    out.most = most;
    const TsvColumns columns = *tsv_columns(lines[0].text);
    const std::size_t needed =
        std::max({columns.left, columns.top, columns.width, columns.height, columns.confidence}) + 1;
    WordBox line_box{0, 0, 0, -1};   // none yet: nothing lies inside
    std::vector<std::vector<Word>> readings;
    for (const TextLine& line : lines.subspan(1)) {
        if (line.text == lines[0].text) {   // one file behind the other
            readings.push_back(std::exchange(out.words, {}));
            line_box = {0, 0, 0, -1};
            continue;
        }
        const auto fields = split(line.text, '\t');
        if (fields.size() < needed) continue;
        const auto left = number(fields[columns.left]), top = number(fields[columns.top]);
        const auto width = number(fields[columns.width]), height = number(fields[columns.height]);
        const auto page = number(fields[columns.page]);
        if (!left || !top || !width || !height || !page) continue;
        WordBox box{*left, *top, *left + *width, *top + *height};
        // Levels: 1 page, 2 block, 3 paragraph, 4 line, 5 word.
        if (fields[columns.level] == "4") line_box = box;
        if (fields[columns.level] != "5" || fields.size() <= columns.text) continue;
        if (readings.empty() && line_box.y0 <= box.y0 && box.y1 <= line_box.y1) box.y0 = line_box.y0, box.y1 = line_box.y1;
        // 0..100; pdftotext writes 100, and -1 stands for what is no word.
        const double confidence = number(fields[columns.confidence]).value_or(-1);
        if (confidence < 0) continue;
        std::string text(fields[columns.text]);
        out.add(
            {static_cast<int>(*page), box, std::move(text), static_cast<float>(std::min(confidence, 100.0) / 100)});
    }
    readings.push_back(std::move(out.words));
    out.turned = leave_out_turned(readings);
    out.words = merge_readings(std::move(readings));
    return out;
}

// ---- pdftotext -bbox and -bbox-layout, hOCR --------------------------------------------------

// "bbox 10 20 30 40; x_wconf 95": the properties of hOCR 1.2.
struct HocrTitle {
    std::optional<WordBox> box;
    std::optional<double> confidence;
};

HocrTitle hocr_title(std::string_view title) {
    HocrTitle out;
    for (std::string_view property : split(title, ';')) {
        property = trimmed(property);
        const auto parts = split(property, ' ');
        if (parts[0] == "bbox" && parts.size() >= 5) {
            const auto x0 = number(parts[1]), y0 = number(parts[2]), x1 = number(parts[3]), y1 = number(parts[4]);
            if (x0 && y0 && x1 && y1) out.box = WordBox{*x0, *y0, *x1, *y1};
        } else if (parts[0] == "x_wconf" && parts.size() >= 2) {
            out.confidence = number(parts[1]);
        }
    }
    return out;
}

std::optional<WordBox> bbox_attributes(const GumboNode& element) {
    const auto x0 = number(attribute(element, "xmin")), y0 = number(attribute(element, "ymin"));
    const auto x1 = number(attribute(element, "xmax")), y1 = number(attribute(element, "ymax"));
    if (!x0 || !y0 || !x1 || !y1) return std::nullopt;
    return WordBox{*x0, *y0, *x1, *y1};
}

// Of the recursion below; the parser's own bound is lower (Limits::html_depth).
constexpr int kMaxRecursion = 2000;

void collect_text(const GumboNode& node, std::string& out, int depth) {
    if (node.type == GUMBO_NODE_TEXT) out += node.v.text.text;
    if (node.type != GUMBO_NODE_ELEMENT || depth > kMaxRecursion) return;
    const GumboVector& children = node.v.element.children;
    for (unsigned i = 0; i < children.length; ++i)
        collect_text(*static_cast<const GumboNode*>(children.data[i]), out, depth + 1);
}

// An engine that does not tell how sure it is (hOCR may leave x_wconf out) may be wrong anywhere.
constexpr double kUngraded = 50;

struct Walk {
    Words words;
    int page = 0;
    std::optional<WordBox> line;

    void element(const GumboNode& node, int depth) {
        if (node.type != GUMBO_NODE_ELEMENT || depth > kMaxRecursion) return;
        GumboStringPiece name = node.v.element.original_tag;
        gumbo_tag_from_original_text(&name);
        const std::string_view tag = name.data ? std::string_view(name.data, name.length) : std::string_view();
        const std::string_view kind = attribute(node, "class");
        if (tag == "page" || kind == "ocr_page") ++page, line.reset();
        if (kind == "ocr_line" || kind == "ocr_header" || kind == "ocr_textfloat" || kind == "ocr_caption")
            line = hocr_title(attribute(node, "title")).box;
        if (tag == "word" || kind == "ocrx_word") {
            Word word{page, {}, "", 1};
            collect_text(node, word.text, depth);
            word.text = trimmed(word.text);
            if (tag == "word") {
                word.box = bbox_attributes(node).value_or(WordBox());
            } else {
                const HocrTitle title = hocr_title(attribute(node, "title"));
                word.box = title.box.value_or(WordBox());
                if (line && title.box) word.box.y0 = line->y0, word.box.y1 = line->y1;
                word.confidence = static_cast<float>(std::clamp(title.confidence.value_or(kUngraded), 0.0, 100.0) / 100);
            }
            words.add(std::move(word));
            return;
        }
        const GumboVector& children = node.v.element.children;
        for (unsigned i = 0; i < children.length; ++i)
            element(*static_cast<const GumboNode*>(children.data[i]), depth + 1);
    }
};

// ---- From boxes to rows ----------------------------------------------------------------------

double middle(const Word& word) {
    return (word.box.y0 + word.box.y1) / 2;
}

// Words whose middles are nearer than half a line stand on one row.
std::vector<std::vector<Word>> rows_of(std::vector<Word> words, double height) {
    std::ranges::stable_sort(words, {}, middle);
    std::vector<std::vector<Word>> rows;
    double sum = 0;
    for (Word& word : words) {
        if (rows.empty() || middle(word) - sum / static_cast<double>(rows.back().size()) > height / 2) {
            rows.emplace_back();
            sum = 0;
        }
        sum += middle(word);
        rows.back().push_back(std::move(word));
    }
    for (auto& row : rows) std::ranges::stable_sort(row, {}, [](const Word& word) { return word.box.x0; });
    return rows;
}

struct Segment {
    std::vector<const Word*> words;
    Interval at;
};

// Tesseract ends a word between any two Chinese characters; only between Latin words is that a space.
std::string joined(const Segment& segment, double size, bool spaced) {
    std::string out;
    const Word* before = nullptr;
    for (const Word* word : segment.words) {
        if (before) {
            const bool latin = static_cast<unsigned char>(before->text.back()) < 0x80 &&
                               static_cast<unsigned char>(word->text.front()) < 0x80;
            if (spaced)
                out += ' ';
            else if (latin && word->box.x0 - before->box.x1 > size / 10)
                out += ' ';
        }
        out += word->text;
        before = word;
    }
    return out;
}

// 〈一期): an engine reads brackets as other ones; the one that closes tells.
std::string with_brackets_matched(std::string text) {
    std::u32string out = to_code_points(text);
    std::size_t open = out.npos;
    for (std::size_t i = 0; i < out.size(); ++i) {
        if (out[i] == U'〈' || out[i] == U'(' || out[i] == U'（') open = i;
        const bool round = out[i] == U')' || out[i] == U'）';
        if (open != out.npos && round && out[open] == U'〈') out[open] = out[i] == U')' ? U'(' : U'（';
        if (open != out.npos && out[i] == U'〉' && out[open] != U'〈') out[i] = out[open] == U'(' ? U')' : U'）';
        if (round || out[i] == U'〉') open = out.npos;
    }
    return to_utf8(out);
}

Interval interval_of(const Word& word, double unit) {
    return {static_cast<int>(std::floor(word.box.x0 / unit)), static_cast<int>(std::ceil(word.box.x1 / unit))};
}

bool is_between_ideographs(const Word& left, const Word& right) {
    return is_ideograph(to_code_points(left.text).back()) && is_ideograph(to_code_points(right.text).front());
}

// A value behind a name: a sign or a digit, wider apart than a blank inside a text.
bool is_value_behind_text(const Word& left, const Word& right, double size) {
    constexpr double kWiderThanBlank = 0.55;
    const char32_t first = to_code_points(right.text).front();
    const bool figure = (first >= U'0' && first <= U'9') || std::u32string_view(U"≥≤=<>＞＜＝").find(first) != std::u32string_view::npos;
    return figure && is_ideograph(to_code_points(left.text).back()) && right.box.x0 - left.box.x1 > kWiderThanBlank * size;
}

// A row's words into segments: a gap of `apart` parts them; where a column ends, `apart_at_boundary` does; so does standing
// `lower` or higher than the word before (cells centred beside each other share a row by chance).
std::vector<Segment> segments_of(const std::vector<Word>& row, double unit, double apart, double apart_at_boundary, double lower,
                                 std::span<const int> boundaries) {
    constexpr int kTolerance = 2;  // units
    std::vector<Segment> out;
    for (const Word& word : row) {
        const Interval at = interval_of(word, unit);
        bool begins = out.empty();
        if (!begins) {
            const Word& before = *out.back().words.back();
            const double gap = word.box.x0 - before.box.x1;
            const auto next = std::ranges::lower_bound(boundaries, out.back().at.end - kTolerance);
            const bool at_boundary = next != boundaries.end() && *next <= at.begin + kTolerance;
            begins = gap > apart || before.alone || word.alone || std::abs(middle(word) - middle(before)) > lower || (at_boundary && gap > apart_at_boundary && (is_between_ideographs(before, word) || is_value_behind_text(before, word, 20 * unit)));
        }
        if (begins) out.push_back({{}, at});
        out.back().words.push_back(&word);
        out.back().at.end = std::max(out.back().at.end, at.end);
    }
    return out;
}

int place_page(std::vector<Word> words, bool spaced, int first_row, TextGrid& grid) {
    const int page = words.front().page + 1;  // counted from 0 or 1; 0 stands for none
    const double size = usual_size(words, spaced), height = spaced ? usual_height(words) : size;
    const double unit = size / 20;
    // A blank between cells; a space inside text is 0.25 to 0.5 of a character. Two full cells stand nearer:
    // pdftotext ends a word there from 0.1 on; Tesseract's words end anywhere, so the gap must be seen.
    const double apart = 0.9 * size, apart_at_boundary = (spaced ? 0.1 : 0.4) * size;
    const double lower = spaced ? 0.25 * height : std::numeric_limits<double>::infinity();   // an engine's boxes are as high as the ink
    auto rows = rows_of(std::move(words), height);
    if (!spaced)
        for (auto& row : rows) set_rule_marks_apart(row, size);
    std::vector<Line> lines, word_lines;
    for (const auto& row : rows) {
        Line& line_words = word_lines.emplace_back();
        for (const Word& word : row) line_words.push_back(interval_of(word, unit));
        Line& line = lines.emplace_back();
        int end = std::numeric_limits<int>::min();
        for (const Segment& segment : segments_of(row, unit, apart, apart_at_boundary, lower, {})) {
            // Boxes of neighbours may touch by a pixel; intervals are disjoint.
            line.push_back({std::max(segment.at.begin, end), std::max(segment.at.end, end + 1)});
            end = line.back().end;
        }
    }
    const std::vector<int> boundaries = column_boundaries(lines, word_lines);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto segments = segments_of(rows[i], unit, apart, apart_at_boundary, lower, boundaries);
        Line line;
        for (const Segment& segment : segments) line.push_back(segment.at);
        const std::vector<int> columns = columns_of(line, boundaries);
        for (std::size_t k = 0; k < segments.size() && !grid.refused(); ++k) {
            float confidence = 1;
            for (const Word* word : segments[k].words) confidence = std::min(confidence, word->confidence);
            double y = 0;
            for (const Word* word : segments[k].words) y += middle(*word) / static_cast<double>(segments[k].words.size());
            // Across in half characters, as wide as a Latin letter; down in heights of a line's boxes.
            const PagePlace place{page, static_cast<float>(segments[k].words.front()->box.x0 / size * 2),
                                  static_cast<float>(segments[k].words.back()->box.x1 / size * 2), static_cast<float>(y / height)};
            grid.add({first_row + static_cast<int>(i), columns[k]}, Extent(), joined(segments[k], size, true),
                     visible_plain_text(spaced ? joined(segments[k], size, true) : with_brackets_matched(joined(segments[k], size, false))), confidence, false, place);
        }
    }
    return first_row + static_cast<int>(rows.size());
}

bool is_hocr_or_bbox(std::string_view utf8) {
    return utf8.find("<word xMin=") != utf8.npos || utf8.find("ocrx_word") != utf8.npos;
}

}  // namespace

bool is_words(std::string_view utf8, std::span<const TextLine> lines) {
    return (!lines.empty() && tsv_columns(lines[0].text)) || (utf8.find('<') != utf8.npos && is_hocr_or_bbox(utf8));
}

void read_words(std::string_view utf8, std::span<const TextLine> lines, TextGrid& grid) {
    Words found;
    if (!lines.empty() && tsv_columns(lines[0].text)) {
        found = words_of_tsv(lines, grid.limits().words);
        found.spaced = std::ranges::all_of(found.words, [](const Word& word) { return word.confidence == 1; });
    } else {
        const auto tree = HtmlTree::parse(grid.origin().input, utf8, grid.limits());
        if (!tree) return grid.refuse(tree.error());
        Walk walk;
        walk.words.most = grid.limits().words;
        walk.element(tree->root(), 0);
        found = std::move(walk.words);
        found.spaced = utf8.find("ocrx_word") == utf8.npos;
        if (!found.spaced) found.turned = pages_turned(found.words);
    }
    if (found.too_many) return grid.refuse(limit_failure(grid.origin(), "words", found.most, found.most + 1));
    if (!found.turned.empty())
        return grid.refuse(fail(grid.origin(),
                                message("第 {} 页被识别软件认倒了：每行的文字从右往左排，读出的不是纸面上的字",
                                        "the engine took page {} for upside down: its lines run from right to left, and what it read is not what is printed",
                                        found.turned.front()),
                                message("把这一页的图片转正；已是正的，就用 tesseract --psm 4 再识别一遍，接在这一份后面",
                                        "turn the picture of this page; where it stands upright, read it again with tesseract --psm 4 and append that"))
                               .error());
    std::ranges::stable_sort(found.words, {}, &Word::page);
    int row = 0;
    for (auto first = found.words.begin(); first != found.words.end();) {
        const auto last = std::ranges::find_if(first, found.words.end(),
                                               [&](const Word& word) { return word.page != first->page; });
        if (row > 0) ++row;  // a blank row, as text has at a page break
        row = place_page({std::make_move_iterator(first), std::make_move_iterator(last)}, found.spaced, row, grid);
        first = last;
    }
}

}  // namespace jixiao
