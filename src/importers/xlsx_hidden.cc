#include "importers/xlsx_hidden.h"

#include <algorithm>
#include <array>

namespace jixiao {
namespace {

void note(FindingList& findings, const Origin& at, Message message, std::string_view got = {}) {
    Finding finding = source_finding(Code::hidden_content, at, std::move(message), got);
    finding.severity = Severity::Note;  // whether it matters is for the publication check to say
    findings.add(std::move(finding));
}

// ECMA-376-2 8.3.4 (core) and ECMA-376-1 22.2 (extended): the properties that name people or offices.
class PropertiesHandler : public XmlHandler {
public:
    bool start(XmlNamespace, std::string_view name, XmlAttributes) override {
        if (++depth_ == 1) return true;
        const auto known = std::ranges::find(kNames, name);
        current_ = known == kNames.end() ? nullptr : &values[static_cast<std::size_t>(known - kNames.begin())];
        if (!current_) --depth_;
        return current_ != nullptr;
    }
    void text(std::string_view piece) override {
        if (current_ && current_->size() < kEnough) *current_ += piece;
    }
    void end(std::string_view) override {
        --depth_;
        current_ = nullptr;
    }

    static constexpr std::array<std::string_view, 4> kNames{"creator", "lastModifiedBy", "Manager", "Company"};
    std::array<std::string, 4> values;

private:
    static constexpr std::size_t kEnough = 200;  // of a name, to be shown
    int depth_ = 0;
    std::string* current_ = nullptr;
};

class CommentHandler : public XmlHandler {
public:
    bool start(XmlNamespace, std::string_view name, XmlAttributes) override {
        if (name == "comment" || name == "threadedComment") ++count;
        return name == "comments" || name == "commentList" || name == "ThreadedComments";
    }
    std::size_t count = 0;
};

// Text of shapes and text boxes (ECMA-376-1 21.1.2.3.11 a:t): a person saw it, the Grid has no place for it.
class DrawingHandler : public XmlHandler {
public:
    bool start(XmlNamespace, std::string_view name, XmlAttributes) override {
        in_text_ = name == "t";
        return true;
    }
    void text(std::string_view piece) override {
        if (in_text_ && found.size() < kEnough) found += piece;
    }
    void end(std::string_view name) override {
        in_text_ = false;
        if (name == "p" && !found.empty() && found.back() != '\n') found += '\n';
    }
    std::string found;

private:
    static constexpr std::size_t kEnough = 4'000;
    bool in_text_ = false;
};

}  // namespace

void note_workbook_extras(OoxmlPackage& package, const Workbook& workbook, FindingList& findings) {
    const Origin whole{package.input(), "", {}};
    PropertiesHandler properties;
    if (const auto roots = package.relationships("/"))
        for (const auto& one : *roots)
            if ((one.type == "core-properties" || one.type == "extended-properties") && !one.external &&
                package.has(one.target))
                (void)package.read(one.target, properties);  // damage there changes nothing of the table
    for (std::size_t i = 0; i < properties.values.size(); ++i)
        if (!properties.values[i].empty())
            note(findings, whole,
                 message("文件属性 {0} 为“{1}”", "the file's property {0} is “{1}”", PropertiesHandler::kNames[i],
                         properties.values[i]),
                 properties.values[i]);
    const auto has_type = [&](std::string_view type) {
        return std::ranges::find(workbook.relationships, type, &Relationship::type) != workbook.relationships.end();
    };
    if (has_type("vbaProject")) note(findings, whole, message("文件带有宏", "the file carries macros"));
    if (has_type("externalLink"))
        note(findings, whole, message("文件引用其他工作簿", "the file refers to other workbooks"));
}

void note_sheet_extras(OoxmlPackage& package, const std::vector<Relationship>& relationships, const Origin& sheet,
                       FindingList& findings) {
    for (const auto& one : relationships) {
        if (one.external || !package.has(one.target)) continue;
        if (one.type == "comments" || one.type == "threadedComment") {
            CommentHandler comments;
            (void)package.read(one.target, comments);
            if (comments.count > 0)
                note(findings, sheet, message("工作表有 {} 条批注", "the sheet has {} comments", comments.count));
        } else if (one.type == "drawing") {
            DrawingHandler drawing;
            (void)package.read(one.target, drawing);
            while (drawing.found.ends_with('\n')) drawing.found.pop_back();
            if (!drawing.found.empty())
                findings.add(
                    source_finding(Code::unclaimed, sheet,
                                   message("图形或文本框中的文字不属于任何单元格：{}",
                                           "text in a shape or text box belongs to no cell: {}", drawing.found),
                                   drawing.found));
        }
    }
}

void note_hidden_sheet(const Origin& sheet, FindingList& findings) {
    note(findings, sheet, message("工作表是隐藏的", "the sheet is hidden"));
}

}  // namespace jixiao
