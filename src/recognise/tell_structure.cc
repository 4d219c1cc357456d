#include "recognise/tell_structure.h"

#include <set>
#include <utility>

namespace jixiao {

void tell_structure(const Walk& walk, Form& form) {
    for (const NamedByBlock& named : walk.named) {
        auto note = Finding::of(Code::structure_repaired, message("“{0}”之下没有“{1}”一栏，其中的文字按“{1}”读入",
                                                                  "below “{0}” there is no “{1}”; its text was read as that", named.block->text, named.label));
        note.at = form.origin(named.block->cell->at);
        note.got = named.block->text;
        note.expected = named.label;
        note.confidence = 0.95;
        form.findings.push_back(std::move(note));
    }
    for (const GluedCell& glued : walk.glued) {
        auto note = Finding::of(Code::structure_repaired,
                                message("几个单元格粘在一起，已拆开：{}", "cells were glued together and cut apart: {}", glued.pieces));
        note.at = form.origin(glued.cell->cell->at);
        note.got = glued.cell->text;
        note.expected = glued.pieces;
        note.confidence = 0.9;
        form.findings.push_back(std::move(note));
    }
}

void tell_rearranged(bool fields, Form& form) {
    auto note = Finding::of(Code::structure_repaired,
                                fields ? message("项目名称等与指标并列成栏，已按表头内容读入", "fields stand as columns beside the list; they were read as the form's")
                                       : message("右边的几栏印在后面的页上，已按行接回", "columns printed on later pages were put back beside their rows"));
    note.at = form.origin({});
    note.confidence = 0.9;
    form.findings.insert(form.findings.begin(), std::move(note));
}

void tell_joined(const Grid& grid, int header, Form& form) {
    const Cell& cell = grid.cells()[static_cast<std::size_t>(header)];
    auto note = Finding::of(Code::structure_repaired, message("原表把符号、数值、单位分列，已合写成一个指标值",
                                                              "sign, figure and unit stood in columns of their own and were put together"));
    note.at = form.origin(cell.at);
    note.got = cell.shown;
    form.findings.push_back(std::move(note));
}

void tell_guesses(const Grid& page, const std::vector<int>& cells, Form& form) {
    std::set<std::pair<int, int>> places;
    for (const int cell : cells) {
        const Place at = page.cells()[static_cast<std::size_t>(cell)].at;
        places.insert({at.row, at.col});
    }
    for (const List& list : form.lists)
        for (std::size_t row = 0; row < list.rows.size(); ++row)
            for (std::size_t column = 0; column < list.rows[row].size(); ++column) {
                const Value& value = list.rows[row][column];
                if (value.null() || value.type == Value::Type::Paragraphs || !value.place.known() || !places.erase({value.place.row, value.place.col})) continue;
                const std::string& said = value.type == Value::Type::Text ? value.text : value.type == Value::Type::Amount ? value.amount.written : value.indicator.raw;
                auto finding = Finding::of(Code::column_guessed, message("“{}”属于哪一行、哪一栏，起止在哪里，是推定的", "the row and the column of “{}”, and where it begins and ends, are guesses", said));
                finding.at = form.origin(value.place);
                finding.field = list_pointer(list.id, row, list.columns[column]);
                finding.got = said;
                finding.confidence = 0.5;
                form.findings.push_back(std::move(finding));
            }
}

}  // namespace jixiao
