#include "importers/xlsx_workbook.h"

#include <algorithm>

namespace jixiao {
namespace {
constexpr std::size_t kMaxCode = 6'000;  // 1,000 characters, each escaped at worst
// Of all formats in use: reading one costs fifty times its code. The 20,000 formats of a workbook copied for years
// have 30 bytes each, and few of them are in use.
constexpr std::size_t kMaxCodes = 512u << 10;
}  // namespace

// ECMA-376-1 18.8.30 numFmt, 18.8.10 cellXfs, 18.8.45 xf. Only number formats decide what a cell shows.
class StyleHandler : public XmlHandler {
public:
    StyleHandler(StyleTable& table, const Origin& at, const Limits& limits)
        : table_(table), at_(at), limits_(limits) {}

    bool start(XmlNamespace, std::string_view name, XmlAttributes attributes) override {
        if (name == "numFmt") {
            const auto id = whole_number(attribute(attributes, "numFmtId").value_or(""));
            const auto code = attribute(attributes, "formatCode");
            if (id && code && code->size() <= kMaxCode) codes_.emplace(*id, decode_xstring(*code));
            if (codes_.size() > limits_.number_formats)
                stop = limit_failure(at_, "number_formats", limits_.number_formats, codes_.size());
            return false;
        }
        if (name == "xf") {
            ids_.push_back(whole_number(attribute(attributes, "numFmtId").value_or("0")).value_or(0));
            if (ids_.size() > limits_.styles) stop = limit_failure(at_, "styles", limits_.styles, ids_.size());
            return false;
        }
        return name == "styleSheet" || name == "numFmts" || name == "cellXfs";
    }

    // Only formats that some cell style names are parsed: files with thousands of unused ones are common. False: more
    // than may be; the rest count as General.
    bool finish() {
        std::size_t bytes = 0;
        table_.cell_formats_.reserve(ids_.size());
        for (const int id : ids_) {
            const auto [slot, fresh] = table_.formats_.try_emplace(id);
            if (fresh) {
                const auto code = codes_.find(id);
                if (code != codes_.end()) bytes += code->second.size();
                if (bytes <= kMaxCodes)
                    slot->second = code != codes_.end() ? NumberFormat(code->second) : NumberFormat::built_in(id);
            }
            table_.cell_formats_.push_back(&slot->second);
        }
        return bytes <= kMaxCodes;
    }

private:
    StyleTable& table_;
    const Origin& at_;
    const Limits& limits_;
    std::map<int, std::string> codes_;
    std::vector<int> ids_;
};

const NumberFormat& StyleTable::format(std::uint32_t style) const {
    return style < cell_formats_.size() ? *cell_formats_[style] : general_;
}

StyleTable read_styles(OoxmlPackage& package, const Workbook& workbook, FindingList& findings) {
    StyleTable table;
    const auto where = std::ranges::find(workbook.relationships, "styles", &Relationship::type);
    if (where == workbook.relationships.end()) return table;
    const Origin at{package.input(), where->target.substr(1), {}};
    const auto survived = [&](const Failure* why) {
        Finding finding =
            source_finding(Code::source_damaged, at,
                           message("样式部件缺失或损坏，数字按常规格式显示",
                                   "the styles are missing or damaged; numbers are shown in the General format"));
        if (why) finding.explanation = why->message;
        findings.add(std::move(finding));
        return StyleTable();
    };
    if (where->external || !package.has(where->target)) return survived(nullptr);
    StyleHandler handler(table, at, package.limits());
    if (const auto done = package.read(where->target, handler); !done) return survived(&done.error());
    if (!handler.finish())
        findings.add(source_finding(Code::source_damaged, at,
                                    message("数字格式过多过长，其余按常规格式显示",
                                            "the number formats are too many and too long; the rest count as General")));
    return table;
}

}  // namespace jixiao
