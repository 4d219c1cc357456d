#include <algorithm>

#include "importers/import.h"
#include "base/limits.h"
#include "importers/text_dialects.h"
#include "importers/text_limits.h"
#include "text/characters.h"

namespace jixiao {
namespace {

struct DialectName {
    TextDialect dialect;
    std::string_view name;
};

constexpr DialectName kNames[] = {{TextDialect::Tabs, "tabs"},         {TextDialect::Csv, "csv"},
                                  {TextDialect::Markdown, "markdown"}, {TextDialect::Html, "html"},
                                  {TextDialect::Aligned, "aligned"},   {TextDialect::Lines, "lines"},
                                  {TextDialect::Words, "words"}};

Place place_of(std::string_view text, std::size_t at) {
    const auto before = text.substr(0, at);
    return {static_cast<int>(std::min<std::ptrdiff_t>(std::ranges::count(before, '\n'), Grid::kMaxRows - 1)), 0};
}

// Why NUL is fatal and other controls are not: no program writes NUL into text, all binary formats have it.
std::optional<Failure> not_text(const Input& input, const Decoded& decoded) {
    const std::string_view text = decoded.utf8;
    if (const std::size_t nul = text.find('\0'); nul != text.npos)
        return Failure{{input.name, "", place_of(text, nul)},
                       message("含有 NUL 字符，不是文本文件（按 {} 读）",
                               "there is a NUL character: this is no text (read as {})", decoded.charset),
                       {}};
    std::size_t characters = 0, controls = 0;
    for (const char byte : text) {
        const auto c = static_cast<unsigned char>(byte);
        characters += (c & 0xC0) != 0x80;
        controls += (c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f') || c == 0x7F;
    }
    const auto unreadable = static_cast<std::size_t>(decoded.replaced) + controls;
    if (static_cast<double>(unreadable) > kMaxUnreadable * static_cast<double>(characters))
        return Failure{{input.name, "", {}},
                       message("{} 个字符中有 {} 个无法按任何已知编码读出（最接近 {}）",
                               "{1} of {0} characters cannot be read in any known encoding (nearest: {2})",
                               characters, unreadable, decoded.charset),
                       message("如是文本，请另存为 UTF-8 后再试", "if this is text, save it as UTF-8 and try again")};
    return std::nullopt;
}

}  // namespace

std::string_view dialect_name(TextDialect dialect) {
    return std::ranges::find(kNames, dialect, &DialectName::dialect)->name;
}

std::optional<TextDialect> find_dialect(std::string_view name) {
    const auto found = std::ranges::find(kNames, name, &DialectName::name);
    if (found == std::end(kNames)) return std::nullopt;
    return found->dialect;
}

Result<Imported> import_text(const Input& input, const ImportOptions& options) {
    const Limits& limits = options.limits;
    if (input.bytes.size() > limits.input_bytes)
        return std::unexpected(
            limit_failure({input.name, "", {}}, "input_bytes", limits.input_bytes, input.bytes.size()));
    const Decoded decoded = decode(input.bytes, options.probe);
    if (auto failure = not_text(input, decoded)) return std::unexpected(std::move(*failure));
    const auto lines = split_lines(input.name, decoded.utf8, limits);
    if (!lines) return std::unexpected(lines.error());
    const TextDialect dialect = options.dialect.value_or(text_dialect(decoded.utf8, *lines));
    const bool by_line = dialect != TextDialect::Html && dialect != TextDialect::Words;
    for (const TextLine& line : *lines)
        if (by_line && line.text.size() > limits.text_line_bytes)
            return std::unexpected(limit_failure({input.name, "", {line.number, 0}}, "text_line_bytes",
                                                 limits.text_line_bytes,
                                                 line.text.size()));
    TextGrid grid(input.name, limits);
    switch (dialect) {
        case TextDialect::Tabs: read_tabs(*lines, grid); break;
        case TextDialect::Csv: read_csv(*lines, grid); break;
        case TextDialect::Markdown: read_markdown(*lines, grid); break;
        case TextDialect::Html: read_html(decoded.utf8, grid); break;
        case TextDialect::Aligned: read_aligned(*lines, grid); break;
        case TextDialect::Lines: read_lines(*lines, grid); break;
        case TextDialect::Words: read_words(decoded.utf8, *lines, grid); break;
    }
    auto imported = std::move(grid).finish();
    if (!imported) return imported;
    imported->dialect = dialect;
    for (Grid& page : imported->grids)
        page.page_lines = dialect == TextDialect::Aligned || dialect == TextDialect::Lines || dialect == TextDialect::Words;
    return imported;
}

}  // namespace jixiao
