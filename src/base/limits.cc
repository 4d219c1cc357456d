#include "base/limits.h"

#include <algorithm>
#include <array>

namespace jixiao {
namespace {

constexpr auto kLimits = std::to_array<LimitInfo>({
    {"input_bytes", &Limits::input_bytes, "输入文件的字节数", "bytes of the input"},
    {"package_entries", &Limits::package_entries, "压缩包里的条目数", "entries of the zip package"},
    {"directory_bytes", &Limits::directory_bytes, "压缩包目录的字节数", "bytes of the package's directory"},
    {"part_bytes", &Limits::part_bytes, "一个部件解压后的字节数", "bytes of one part, inflated"},
    {"small_part_bytes", &Limits::small_part_bytes, "工作簿、关系、样式等部件的字节数", "bytes of a part that is kept: workbook, relationships, styles"},
    {"inflated_bytes", &Limits::inflated_bytes, "全部部件解压后的字节数", "bytes of all parts read, inflated"},
    {"inflate_ratio", &Limits::inflate_ratio, "解压后与解压前之比", "inflated over deflated size"},
    {"xml_depth", &Limits::xml_depth, "XML 元素的嵌套层数", "depth of XML elements"},
    {"xml_attributes", &Limits::xml_attributes, "一个 XML 元素的属性数", "attributes of one XML element"},
    {"xml_memory", &Limits::xml_memory, "XML 解析器的内存字节数", "bytes the XML parser may keep"},
    {"sheets", &Limits::sheets, "工作表数", "sheets of a workbook"},
    {"relationships", &Limits::relationships, "一个部件的关系数", "relationships of one part"},
    {"styles", &Limits::styles, "单元格样式数", "cell styles"},
    {"number_formats", &Limits::number_formats, "数字格式数", "number formats"},
    {"cells", &Limits::cells, "有内容的单元格数", "cells that hold something"},
    {"merges", &Limits::merges, "一张工作表的合并区域数", "merged ranges of one sheet"},
    {"string_bytes", &Limits::string_bytes, "一个单元格文字的字节数", "bytes of the text of one cell"},
    {"memory", &Limits::memory, "读入一个文件所用内存的字节数", "bytes kept of everything read from one input"},
    {"rows", &Limits::rows, "行数", "rows", 1'048'576},
    {"columns", &Limits::columns, "列数", "columns", 16'384},
    {"text_line_bytes", &Limits::text_line_bytes, "文本一行的字节数", "bytes of one line of a text"},
    {"html_bytes", &Limits::html_bytes, "网页的字节数", "bytes of an HTML page"},
    {"html_memory", &Limits::html_memory, "网页解析器的内存字节数", "bytes the HTML parser may keep"},
    {"html_depth", &Limits::html_depth, "网页元素的嵌套层数", "depth of HTML elements", 1'000},
    {"html_unclosed_tags", &Limits::html_unclosed_tags, "网页中没有结束的格式标签数", "formatting tags never closed", 1'000},
    {"html_tables", &Limits::html_tables, "表格套表格的层数", "tables inside tables", 100},
    {"words", &Limits::words, "文字框数", "word boxes"},
    {"json_depth", &Limits::json_depth, "JSON 的嵌套层数", "depth of JSON", 1'000},
    {"json_values", &Limits::json_values, "JSON 的值数", "values of JSON"},
    {"json_members", &Limits::json_members, "JSON 一个对象的键数", "keys of one JSON object"},
    {"forms", &Limits::forms, "一个文件里的表数", "forms of one input"},
    {"pages", &Limits::pages, "一张表的 PDF 页数", "pages of one form's PDF"},
    {"findings", &Limits::findings, "一个文件列出的读取问题数", "findings of reading one input"},
    {"findings_of_kind", &Limits::findings_of_kind, "一张表逐一列出的同类问题数", "findings of one kind on one form"},
});

// One member of Limits a row: a new one cannot be forgotten here.
static_assert(kLimits.size() * sizeof(std::uint64_t) == sizeof(Limits));

}  // namespace

std::span<const LimitInfo> limit_table() { return kLimits; }

const LimitInfo* find_limit(std::string_view name) {
    const auto found = std::ranges::find(kLimits, name, &LimitInfo::name);
    return found == kLimits.end() ? nullptr : &*found;
}

Failure limit_failure(Origin at, std::string_view name, std::uint64_t limit, std::uint64_t found) {
    Failure failure{std::move(at),
                    message("{0} 为 {1}，超过上限 {2}", "{0} is {1}, more than the limit of {2}", name, found, limit),
                    {}};
    const LimitInfo* info = find_limit(name);
    if (info && info->most != 0 && found > info->most)
        failure.remedy = message("这项上限最多为 {0}，请拆分文件", "this limit cannot be above {0}: divide the file", info->most);
    else if (info)
        failure.remedy = message("确需读取时，用 --limit {0}=N 提高上限",
                                 "raise it with --limit {0}=N if the file is to be trusted", name);
    return failure;
}

Findings FindingList::take(const std::string& input) {
    if (dropped_ > 0) {
        Finding more = Finding::of(Code::source_damaged,
                                   message("还有 {} 条同类问题未列出", "{} more findings were left out", dropped_));
        more.at = Origin{input, "", {}};
        kept_.push_back(std::move(more));
    }
    return std::move(kept_);
}

}  // namespace jixiao
