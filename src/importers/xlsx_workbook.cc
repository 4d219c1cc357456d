#include "importers/xlsx_workbook.h"

#include <algorithm>
#include <array>
#include <set>

#include "text/charset.h"

namespace jixiao {
namespace {

class WorkbookHandler : public XmlHandler {
public:
    WorkbookHandler(Workbook& workbook, const Origin& at, const Limits& limits)
        : workbook_(workbook), at_(at), limits_(limits) {}

    bool start(XmlNamespace ns, std::string_view name, XmlAttributes attributes) override {
        if (root.empty()) {
            root = name;
            return name == "workbook" && ns != XmlNamespace::Other;
        }
        if (name == "workbookPr") workbook_.date1904 = flag(attributes, "date1904");
        if (name == "sheet") add(attributes);
        return name == "sheets";
    }

    std::string root;

private:
    void add(XmlAttributes attributes) {
        SheetEntry sheet;
        sheet.name = decode_xstring(attribute(attributes, "name").value_or(""));
        if (sheet.name.empty()) sheet.name = fmt::format("Sheet{}", workbook_.sheets.size() + 1);
        const std::string_view state = attribute(attributes, "state").value_or("visible");
        sheet.hidden = state == "hidden" || state == "veryHidden";
        for (const auto& one : attributes)
            if (one.name == "id" && one.ns != XmlNamespace::None) sheet.relationship = one.value;
        workbook_.sheets.push_back(std::move(sheet));
        if (workbook_.sheets.size() > limits_.sheets)
            stop = limit_failure(at_, "sheets", limits_.sheets, workbook_.sheets.size());
    }

    Workbook& workbook_;
    const Origin& at_;
    const Limits& limits_;
};

class SharedStringHandler : public XmlHandler {
public:
    SharedStringHandler(SharedStrings& strings, const Origin& at, const Limits& limits, MemoryBudget& budget)
        : strings_(strings), at_(at), limits_(limits), budget_(budget) {}

    bool start(XmlNamespace, std::string_view name, XmlAttributes) override {
        if (name == "si") text_.clear();
        in_text_ = name == "t";
        return name == "sst" || name == "si" || name == "r" || name == "t";  // not rPh: how it is pronounced
    }
    void text(std::string_view piece) override {
        if (!in_text_) return;
        text_ += piece;
        if (text_.size() > limits_.string_bytes)
            stop = limit_failure(at_, "string_bytes", limits_.string_bytes, text_.size());
    }
    void end(std::string_view name) override {
        in_text_ = false;
        if (name != "si") return;
        const std::string decoded = decode_xstring(text_);
        if (!budget_.take(sizeof(std::string_view) + decoded.size())) {
            stop = limit_failure(at_, "memory", budget_.limit(), budget_.used() + decoded.size());
            return;
        }
        strings_.texts.push_back(strings_.arena.keep(decoded));
    }

private:
    SharedStrings& strings_;
    const Origin& at_;
    const Limits& limits_;
    MemoryBudget& budget_;
    std::string text_;
    bool in_text_ = false;
};

Origin part_place(const OoxmlPackage& package, std::string_view part) {
    return {package.input(), std::string(part.substr(part.starts_with('/') ? 1 : 0)), {}};
}

const Relationship* of_type(const std::vector<Relationship>& relationships, std::string_view type) {
    const auto found = std::ranges::find(relationships, type, &Relationship::type);
    return found == relationships.end() ? nullptr : &*found;
}

// A package that is something else, by its main part's content type or name.
struct OtherKind {
    std::string_view sign, zh, en;
};
constexpr auto kOtherKinds = std::to_array<OtherKind>({
    {"wordprocessingml", "Word 文档（.docx）", "a Word document (.docx)"},
    {"presentationml", "演示文稿（.pptx）", "a presentation (.pptx)"},
    {"sheet.binary", "Excel 二进制工作簿（.xlsb）", "a binary workbook of Excel (.xlsb)"},
    {"workbook.bin", "Excel 二进制工作簿（.xlsb）", "a binary workbook of Excel (.xlsb)"},
    {"word/document", "Word 文档（.docx）", "a Word document (.docx)"},
});

Message save_as_xlsx() {
    return message("在 Excel 或 WPS 中打开并另存为 .xlsx 后重试",
                   "open it in Excel or WPS, save it as .xlsx and try again");
}

std::optional<Failure> other_kind(OoxmlPackage& package, const std::string& part) {
    const std::string sign = package.content_type(part) + " " + part;
    for (const auto& kind : kOtherKinds)
        if (sign.find(kind.sign) != sign.npos)
            return Failure{
                {package.input(), "", {}},
                message("这是{0}，不是 .xlsx 工作簿", "this is {1}, not an .xlsx workbook", kind.zh, kind.en),
                save_as_xlsx()};
    return std::nullopt;
}

// ECMA-376-2 9.3 and ECMA-376-1 11.3: the package's officeDocument relationship leads to the main part.
Result<std::string> main_part(OoxmlPackage& package, FindingList& findings) {
    auto roots = package.relationships("/");
    const Origin whole{package.input(), "", {}};
    if (roots) {
        if (const Relationship* root = of_type(*roots, "officeDocument")) {
            if (root->external)
                return fail(whole, message("工作簿部件指向包外：{}", "the workbook part lies outside the package: {}",
                                           root->target));
            if (package.has(root->target)) return root->target;
        }
    }
    for (const char* usual : {"/xl/workbook.xml", "/workbook.xml"}) {
        if (!package.has(usual)) continue;
        findings.add(
            source_finding(Code::source_damaged, whole,
                           message("包的关系缺失或损坏，按惯用名称读取 {}",
                                   "the package's relationships are missing or damaged; {} was read", usual)));
        return usual;
    }
    return fail(whole, message("这个压缩包里没有工作簿", "this zip package holds no workbook"), save_as_xlsx());
}

}  // namespace

Finding source_finding(Code code, const Origin& at, Message message, std::string_view got) {
    Finding finding = Finding::of(code, std::move(message));
    finding.at = at;
    finding.got = got;
    return finding;
}

namespace {

// ECMA-376-1 18.2.19 with 22.9.2.19: at most 31 characters, and no two alike. A name stands in every finding and names
// an output, so one that is much longer is cut, and one that would name the same file gets a number.
void tidy_names(std::vector<SheetEntry>& sheets, const Origin& at, FindingList& findings) {
    constexpr std::size_t kLongest = 255;  // bytes: 31 characters of four each, and some mercy
    const auto file_name = [](std::string name) {
        std::ranges::replace_if(
            name, [](char c) { return c == '/' || c == '\\' || static_cast<unsigned char>(c) < 0x20; }, '_');
        return name;
    };
    std::set<std::string> taken;
    for (SheetEntry& sheet : sheets) {
        std::string name = sheet.name;
        if (name.size() > kLongest) {
            name.resize(kLongest);
            while (!is_valid_utf8(name)) name.pop_back();
        }
        std::string unique = name;
        for (int i = 2; !taken.insert(file_name(unique)).second; ++i) unique = fmt::format("{} ({})", name, i);
        if (unique == sheet.name) continue;
        findings.add(source_finding(Code::source_damaged, at,
                                    message("工作表的名称过长或重复，改称“{}”",
                                            "a sheet's name is too long or not its own; it is called “{}” here", unique)));
        sheet.name = std::move(unique);
    }
}

}  // namespace

Result<Workbook> read_workbook(OoxmlPackage& package, FindingList& findings) {
    auto part = main_part(package, findings);
    if (!part) return std::unexpected(std::move(part.error()));
    if (auto other = other_kind(package, *part)) return std::unexpected(std::move(*other));
    Workbook workbook;
    workbook.part = *part;
    const Origin at = part_place(package, *part);
    WorkbookHandler handler(workbook, at, package.limits());
    if (auto done = package.read(*part, handler); !done) return std::unexpected(std::move(done.error()));
    if (handler.root != "workbook")
        return fail(at, message("主部件是“{}”，不是工作簿", "the main part is a “{}”, not a workbook", handler.root),
                    save_as_xlsx());
    tidy_names(workbook.sheets, at, findings);
    auto relationships = package.relationships(*part);
    if (!relationships) return std::unexpected(std::move(relationships.error()));
    workbook.relationships = std::move(*relationships);
    return workbook;
}

Result<SharedStrings> read_shared_strings(OoxmlPackage& package, const Workbook& workbook, MemoryBudget& budget,
                                          FindingList& findings) {
    SharedStrings strings;
    const Relationship* where = of_type(workbook.relationships, "sharedStrings");
    if (!where) return strings;
    const Origin at = part_place(package, where->target);
    if (where->external || !package.has(where->target)) {
        findings.add(source_finding(Code::source_damaged, at,
                                    message("共享字符串部件缺失", "the shared strings are missing")));
        return strings;
    }
    SharedStringHandler handler(strings, at, package.limits(), budget);
    if (auto done = package.read(where->target, handler, OoxmlPackage::Size::Any); !done)
        return std::unexpected(std::move(done.error()));
    return strings;
}

}  // namespace jixiao
