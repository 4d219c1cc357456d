#include "importers/xml_events.h"

#include <charconv>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include <expat.h>

#include "importers/xml_elements.h"

namespace jixiao {
namespace {

constexpr std::size_t kChunk = 64 * 1024;
constexpr char kSeparator = '\n';  // between namespace and name: never part of either

// The parser's memory, counted: one limit for whatever a hostile part makes it keep (long tokens, many names,
// many prefixes). Why thread_local: expat's allocation functions carry no argument of ours.
struct Ledger {
    std::uint64_t used = 0, limit = 0;
    bool exceeded = false;
};
thread_local Ledger ledger;
constexpr std::size_t kHeader = alignof(std::max_align_t);

bool ledger_take(std::size_t size) {
    if (size > ledger.limit - ledger.used) {
        ledger.exceeded = true;
        return false;
    }
    ledger.used += size;
    return true;
}

std::size_t block_size(const char* block) {
    std::size_t size = 0;
    std::memcpy(&size, block, sizeof size);
    return size;
}

void* counted_malloc(std::size_t size) {
    if (!ledger_take(size)) return nullptr;
    char* block = static_cast<char*>(std::malloc(size + kHeader));
    if (!block) return nullptr;
    std::memcpy(block, &size, sizeof size);
    return block + kHeader;
}

void counted_free(void* memory) {
    if (!memory) return;
    char* block = static_cast<char*>(memory) - kHeader;
    ledger.used -= block_size(block);
    std::free(block);
}

void* counted_realloc(void* memory, std::size_t size) {
    if (!memory) return counted_malloc(size);
    char* block = static_cast<char*>(memory) - kHeader;
    const std::size_t before = block_size(block);
    if (size > before && !ledger_take(size - before)) return nullptr;
    char* moved = static_cast<char*>(std::realloc(block, size + kHeader));
    if (!moved) return nullptr;
    if (size < before) ledger.used -= before - size;
    std::memcpy(moved, &size, sizeof size);
    return moved + kHeader;
}

// Names as expat expands them: namespace, separator, local name.
XmlName split(const char* expanded) {
    const std::string_view text(expanded);
    const std::size_t cut = text.rfind(kSeparator);
    if (cut == text.npos) return {XmlNamespace::None, text};
    return {known_namespace(text.substr(0, cut)), text.substr(cut + 1)};
}

struct Reader {
    XML_Parser parser = nullptr;
    XmlElements elements;
    std::vector<XmlAttribute> attributes;

    void start(const char* expanded, const char** pairs) {
        const auto count = static_cast<std::size_t>(XML_GetSpecifiedAttributeCount(parser)) / 2;
        if (elements.enter(count)) {
            attributes.clear();
            for (; *pairs; pairs += 2) {
                const XmlName name = split(pairs[0]);
                attributes.push_back({name.ns, name.local, pairs[1]});
            }
            elements.start(split(expanded), attributes);
        }
        obey();
    }
    void end(const char* expanded) {
        elements.end(split(expanded));
        obey();
    }
    void text(std::string_view piece) {
        elements.text(piece);
        obey();
    }
    void obey() {
        if (elements.stopped()) XML_StopParser(parser, XML_FALSE);
    }
};

Reader& reader(void* data) {
    return *static_cast<Reader*>(data);
}

void on_start(void* data, const char* name, const char** pairs) {
    reader(data).start(name, pairs);
}
void on_end(void* data, const char* name) {
    reader(data).end(name);
}
void on_text(void* data, const char* text, int size) {
    reader(data).text(std::string_view(text, static_cast<std::size_t>(size)));
}
void on_doctype(void* data, const char*, const char*, const char*, int) {
    Reader& self = reader(data);
    // ECMA-376-2 9.1.4: a part shall hold no DTD.
    self.elements.stop({self.elements.at(), message("XML 中有 DTD，拒绝读取", "its XML has a DTD, which is refused"),
               message("用 Excel 或 WPS 打开并另存为 .xlsx 后重试",
                       "open it in Excel or WPS, save it as .xlsx and try again")});
    self.obey();
}

// ECMA-376-2 9.1.4 allows UTF-8 and UTF-16 only. What the bytes are outweighs what the declaration says: a part
// converted by a tool that left the declaration alone is still readable.
const char* encoding_of(std::string_view head) {
    if (head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF")) return "UTF-16";
    if (head.size() >= 2 && head[0] == '<' && head[1] == '\0') return "UTF-16LE";
    if (head.size() >= 2 && head[0] == '\0' && head[1] == '<') return "UTF-16BE";
    return "UTF-8";
}

}  // namespace

std::optional<std::string_view> attribute(XmlAttributes attributes, std::string_view name) {
    for (const auto& one : attributes)
        if (one.ns == XmlNamespace::None && one.name == name) return one.value;
    return std::nullopt;
}

bool is_true(std::string_view value) {
    return value == "1" || value == "true" || value == "on";
}

bool flag(XmlAttributes attributes, std::string_view name, bool otherwise) {
    const auto value = attribute(attributes, name);
    return value ? is_true(*value) : otherwise;
}

std::optional<int> whole_number(std::string_view text) {
    int value = 0;
    if (text.size() > 9) return std::nullopt;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < 0) return std::nullopt;
    return value;
}

Result<void> read_xml(const XmlSource& source, const Origin& at, const Limits& limits, XmlHandler& handler) {
    const auto chunk = std::make_unique_for_overwrite<char[]>(kChunk);
    auto got = source(chunk.get(), kChunk);
    if (!got) return std::unexpected(std::move(got.error()));

    ledger = {0, limits.xml_memory, false};
    const XML_Memory_Handling_Suite memory{counted_malloc, counted_realloc, counted_free};
    const char separator[] = {kSeparator, '\0'};
    const std::unique_ptr<XML_ParserStruct, void (*)(XML_Parser)> parser(
        XML_ParserCreate_MM(encoding_of({chunk.get(), *got}), &memory, separator), XML_ParserFree);
    if (!parser) return std::unexpected(limit_failure(at, "xml_memory", limits.xml_memory, limits.xml_memory));
    Reader self{parser.get(), XmlElements(handler, limits, at), {}};
    XML_SetUserData(parser.get(), &self);
    XML_SetElementHandler(parser.get(), on_start, on_end);
    XML_SetCharacterDataHandler(parser.get(), on_text);
    XML_SetStartDoctypeDeclHandler(parser.get(), on_doctype);

    while (true) {
        const bool last = *got == 0;
        const auto status = XML_Parse(parser.get(), chunk.get(), static_cast<int>(*got), last);
        if (handler.stop) return std::unexpected(std::move(*handler.stop));
        if (status == XML_STATUS_ERROR && ledger.exceeded)
            return std::unexpected(limit_failure(at, "xml_memory", limits.xml_memory, limits.xml_memory + 1));
        if (status == XML_STATUS_ERROR)
            return fail(
                at,
                message("XML 有误（第 {0} 行）：{1}", "its XML is not well-formed (line {0}): {1}",
                        XML_GetCurrentLineNumber(parser.get()), XML_ErrorString(XML_GetErrorCode(parser.get()))),
                message("用 Excel 或 WPS 打开并另存为 .xlsx 后重试",
                        "open it in Excel or WPS, save it as .xlsx and try again"));
        if (last) return {};
        got = source(chunk.get(), kChunk);
        if (!got) return std::unexpected(std::move(got.error()));
    }
}

Result<void> read_xml(std::string_view part, const Origin& at, const Limits& limits, XmlHandler& handler) {
    if (auto done = read_xml_tree(part, at, limits, handler)) return std::move(*done);
    return read_xml(
        [&](char* to, std::size_t size) -> Result<std::size_t> {
            size = part.copy(to, size);
            part.remove_prefix(size);
            return size;
        },
        at, limits, handler);
}

}  // namespace jixiao
