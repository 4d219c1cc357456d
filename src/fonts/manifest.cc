#include "fonts/manifest.h"

#include <algorithm>
#include <bitset>
#include <optional>

#include <pugixml.hpp>

namespace jixiao {

namespace {

constexpr std::array<std::string_view, kFontRoles> kRoleNames = {"song", "hei", "fangsong", "kai", "latin"};

// Reads one manifest; the first mistake ends the reading.
struct Reader {
    const std::string& name;
    const Bytes& xml;
    std::optional<Failure> failure;

    bool wrong(pugi::xml_node node, const Message& what) { return wrong(node.offset_debug(), what); }

    bool wrong(std::ptrdiff_t offset, const Message& what) {
        const auto end = xml.begin() + std::clamp<std::ptrdiff_t>(offset, 0, std::ssize(xml));
        const int line = static_cast<int>(std::count(xml.begin(), end, '\n'));
        failure = Failure{{name, "", {line, 0}}, what, {}};
        return false;
    }

    bool text(pugi::xml_node node, const char* attribute, std::string& out) {
        out = node.attribute(attribute).value();
        if (!out.empty()) return true;
        return wrong(node, message("字体清单的 <{}> 缺少属性 {}", "<{}> of the font manifest lacks the attribute {}",
                                   node.name(), attribute));
    }

    bool unknown(pugi::xml_node node) {
        return wrong(node, message("字体清单不认识 <{}>", "the font manifest has no <{}>", node.name()));
    }

    bool role_of(pugi::xml_node node, std::string_view role, FontRole& out) {
        const auto found = find_font_role(role);
        if (!found) return wrong(node, message("不认识的字体角色 {}", "there is no font role {}", role));
        out = *found;
        return true;
    }

    bool face(pugi::xml_node node, std::vector<FaceEntry>& out) {
        FaceEntry entry;
        std::string file;
        if (!text(node, "name", entry.postscript_name) || !text(node, "file", file)) return false;
        entry.file = file;
        const bool leaves = entry.file.is_absolute() || std::ranges::find(entry.file, "..") != entry.file.end();
        if (leaves) {
            return wrong(node, message("字体文件须在字体目录之下：{}",
                                       "a font file must lie below a font directory: {}", file));
        }
        out.push_back(std::move(entry));
        return true;
    }

    bool family(pugi::xml_node node, RoleEntry& role) {
        FontFamily family;
        if (!text(node, "name", family.name) || !text(node, "package", family.package) ||
            !text(node, "licence", family.licence)) {
            return false;
        }
        for (const pugi::xml_node child : node.children()) {
            const std::string_view element = child.name();
            if (element == "regular") {
                if (!face(child, family.regular)) return false;
            } else if (element == "bold") {
                if (!face(child, family.bold)) return false;
            } else {
                return unknown(child);
            }
        }
        role.families.push_back(std::move(family));
        return true;
    }

    bool role(pugi::xml_node node, FontManifest& out, std::bitset<kFontRoles>& seen) {
        std::string role_name;
        FontRole id{};
        if (!text(node, "name", role_name) || !role_of(node, role_name, id)) return false;
        const auto index = static_cast<std::size_t>(id);
        if (seen[index]) return wrong(node, message("字体角色 {} 出现两次", "font role {} occurs twice", role_name));
        seen.set(index);
        RoleEntry& entry = out.roles[index];
        entry.office = node.attribute("office").value();
        std::string_view fallback = node.attribute("fallback").value();
        while (!fallback.empty()) {
            const std::size_t space = fallback.find(' ');
            const std::string_view word = fallback.substr(0, space);
            fallback = space == std::string_view::npos ? std::string_view() : fallback.substr(space + 1);
            if (word.empty()) continue;
            FontRole other{};
            if (!role_of(node, word, other)) return false;
            entry.fallback.push_back(other);
        }
        for (const pugi::xml_node child : node.children()) {
            if (std::string_view(child.name()) != "family") return unknown(child);
            if (!family(child, entry)) return false;
        }
        return true;
    }

    bool manifest(pugi::xml_node root, FontManifest& out) {
        if (std::string_view(root.name()) != "fonts") return unknown(root);
        std::bitset<kFontRoles> seen;
        for (const pugi::xml_node child : root.children()) {
            const std::string_view element = child.name();
            if (element == "directory") {
                std::string path;
                if (!text(child, "path", path)) return false;
                out.directories.emplace_back(path);
            } else if (element == "role") {
                if (!role(child, out, seen)) return false;
            } else {
                return unknown(child);
            }
        }
        for (std::size_t i = 0; i < seen.size(); ++i) {
            if (!seen[i]) {
                return wrong(root, message("字体清单缺少角色 {}", "the font manifest lacks role {}", kRoleNames[i]));
            }
        }
        return true;
    }
};

}  // namespace

std::optional<FontRole> find_font_role(std::string_view name) {
    for (std::size_t i = 0; i < kRoleNames.size(); ++i) {
        if (kRoleNames[i] == name) return static_cast<FontRole>(i);
    }
    return std::nullopt;
}

std::string_view font_role_name(FontRole role) {
    return kRoleNames[static_cast<std::size_t>(role)];
}

Result<FontManifest> parse_font_manifest(const std::string& name, const Bytes& xml) {
    pugi::xml_document document;
    const pugi::xml_parse_result parsed = document.load_buffer(xml.data(), xml.size());
    Reader reader{name, xml, std::nullopt};
    FontManifest manifest;
    if (!parsed) {
        reader.wrong(parsed.offset, message("字体清单不是合格的 XML：{}",
                                            "the font manifest is not well-formed XML: {}", parsed.description()));
    } else {
        reader.manifest(document.document_element(), manifest);
    }
    if (reader.failure) return std::unexpected(std::move(*reader.failure));
    return manifest;
}

}  // namespace jixiao
