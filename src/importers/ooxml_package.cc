#include "importers/ooxml_package.h"

#include <algorithm>
#include <cctype>

namespace jixiao {
namespace {

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

std::string unescaped(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 && hex_digit(text[i + 2]) >= 0) {
            out.push_back(static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2])));
            i += 2;
        } else {
            out.push_back(text[i] == '\\' ? '/' : text[i]);
        }
    }
    return out;
}

// "/a/./b/../c" -> "/a/c"
std::string without_dots(std::string_view path) {
    std::vector<std::string_view> segments;
    while (!path.empty()) {
        const std::size_t slash = path.find('/');
        const std::string_view segment = path.substr(0, slash);
        path.remove_prefix(slash == path.npos ? path.size() : slash + 1);
        if (segment == "..") {
            if (!segments.empty()) segments.pop_back();
        } else if (!segment.empty() && segment != ".") {
            segments.push_back(segment);
        }
    }
    std::string out;
    for (const auto segment : segments) (out += '/') += segment;
    return out.empty() ? "/" : out;
}

bool leaves_package(std::string_view name) {
    const std::string path = unescaped(name);
    return (path.size() > 1 && path[1] == ':') || path.starts_with("//") || path == ".." || path.starts_with("../") ||
           path.find("/../") != path.npos || path.ends_with("/..");
}

std::string relationships_part(std::string_view part) {
    const std::size_t slash = part.rfind('/');
    return std::string(part.substr(0, slash + 1)) + "_rels/" + std::string(part.substr(slash + 1)) + ".rels";
}

class RelationshipHandler : public XmlHandler {
public:
    RelationshipHandler(std::string_view source, const Origin& at, const Limits& limits)
        : source_(source), at_(at), limits_(limits) {}

    bool start(XmlNamespace, std::string_view name, XmlAttributes attributes) override {
        if (name != "Relationship") return name == "Relationships";
        Relationship one;
        one.id = attribute(attributes, "Id").value_or("");
        const std::string_view type = attribute(attributes, "Type").value_or("");
        one.type = type.substr(type.rfind('/') + 1);
        one.external = lower(attribute(attributes, "TargetMode").value_or("")) == "external";
        const std::string_view target = attribute(attributes, "Target").value_or("");
        // A scheme makes it external whatever the mode says.
        one.external = one.external || target.find("://") != target.npos;
        one.target = one.external ? std::string(target) : resolve_target(source_, target);
        found.push_back(std::move(one));
        if (found.size() > limits_.relationships)
            stop = limit_failure(at_, "relationships", limits_.relationships, found.size());
        return false;
    }

    std::vector<Relationship> found;

private:
    std::string_view source_;
    const Origin& at_;
    const Limits& limits_;
};

class ContentTypeHandler : public XmlHandler {
public:
    explicit ContentTypeHandler(std::map<std::string, std::string, std::less<>>& types) : types_(types) {}
    bool start(XmlNamespace, std::string_view name, XmlAttributes attributes) override {
        const std::string type(attribute(attributes, "ContentType").value_or(""));
        if (name == "Default") types_["." + lower(attribute(attributes, "Extension").value_or(""))] = type;
        if (name == "Override")
            types_[lower(resolve_target("/", attribute(attributes, "PartName").value_or("")))] = type;
        return name == "Types";
    }

private:
    std::map<std::string, std::string, std::less<>>& types_;
};

}  // namespace

std::string resolve_target(std::string_view source, std::string_view target) {
    target = target.substr(0, target.find('#'));
    const std::string path = unescaped(target);
    if (path.starts_with('/')) return without_dots(path);
    return without_dots(std::string(source.substr(0, source.rfind('/') + 1)) + path);
}

Result<OoxmlPackage> OoxmlPackage::open(const std::string& input, std::string_view bytes, const Limits& limits,
                                        FindingList& findings) {
    auto zip = ZipPackage::open(input, bytes, limits);
    if (!zip) return std::unexpected(std::move(zip.error()));
    OoxmlPackage package(std::move(*zip), limits);
    for (std::size_t i = 0; i < package.entries().size(); ++i) {
        const std::string& name = package.entries()[i].name;
        if (leaves_package(name)) {
            Finding finding =
                Finding::of(Code::source_damaged,
                            message("压缩包中的条目名指向包外，未使用：{}",
                                    "an entry's name points out of the package; it was not used: {}", name));
            finding.at = Origin{input, "", {}};
            finding.got = name;
            findings.add(std::move(finding));
            continue;
        }
        package.parts_[lower(without_dots(unescaped(name)))].push_back(i);
    }
    return package;
}

bool OoxmlPackage::has(std::string_view part) const {
    return parts_.contains(lower(part));
}

Result<void> OoxmlPackage::read(std::string_view part, XmlHandler& handler, Size size) {
    const Origin at{input(), std::string(part.substr(part.starts_with('/') ? 1 : 0)), {}};
    const auto found = parts_.find(lower(part));
    if (found == parts_.end()) return fail(at, message("缺少这个部件", "this part is missing"));
    const ZipEntry& first = entries()[found->second.front()];
    for (const std::size_t other : found->second)
        if (entries()[other].crc != first.crc || entries()[other].size != first.size)
            return fail(at, message("压缩包中有两个同名而内容不同的部件",
                                    "the package holds two parts of this name that differ"));
    if (size == Size::Small && first.size > limits_.small_part_bytes)
        return std::unexpected(limit_failure(at, "small_part_bytes", limits_.small_part_bytes, first.size));
    auto stream = zip_.stream(found->second.front());
    if (!stream) return std::unexpected(std::move(stream.error()));
    if (first.size > xml_tree_bytes(limits_)) return read_xml([&](char* to, std::size_t n) { return stream->read(to, n); }, at, limits_, handler);
    std::string whole(static_cast<std::size_t>(first.size), '\0');
    for (std::size_t got = 0;;) {
        // One byte past the declared size is asked for: at its end a stream tells whether the check sum is right.
        char past;
        const bool full = got == whole.size();
        const auto more = stream->read(full ? &past : whole.data() + got, full ? 1 : whole.size() - got);
        if (!more) return std::unexpected(std::move(more.error()));
        if (*more == 0) {
            whole.resize(got);
            return read_xml(whole, at, limits_, handler);
        }
        got += *more;
    }
}

Result<std::vector<Relationship>> OoxmlPackage::relationships(std::string_view part) {
    const std::string name = relationships_part(part);
    if (!has(name)) return std::vector<Relationship>{};
    const Origin at{input(), name.substr(1), {}};
    RelationshipHandler handler(part, at, limits_);
    if (auto read_it = read(name, handler); !read_it) return std::unexpected(std::move(read_it.error()));
    return std::move(handler.found);
}

std::string OoxmlPackage::content_type(std::string_view part) {
    if (!types_read_) {
        types_read_ = true;
        ContentTypeHandler handler(types_);
        // Why damage is ignored here: relationships lead to every part; types only help to say what a part is.
        if (has("/[Content_Types].xml")) (void)read("/[Content_Types].xml", handler);
    }
    const std::string key = lower(part);
    if (const auto exact = types_.find(key); exact != types_.end()) return exact->second;
    const std::size_t dot = key.rfind('.');
    const auto by_extension = dot == key.npos ? types_.end() : types_.find(key.substr(dot));
    return by_extension == types_.end() ? std::string() : by_extension->second;
}

}  // namespace jixiao
