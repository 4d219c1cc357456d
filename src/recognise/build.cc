#include "recognise/build.h"

#include <algorithm>

#include "model/blank.h"
#include "model/values.h"
#include "recognise/align.h"
#include "recognise/list_rows.h"
#include "text/characters.h"
#include "text/label_key.h"

namespace jixiao {
namespace {

using Kind = RowReading::Kind;

class Builder {
public:
    Builder(const Grid& grid, const Plan& plan, const std::vector<CellView>& views, const RepairRules& repairs,
            std::vector<CellClaim>& claims, Form& form)
        : grid_(grid), plan_(plan), views_(views), repairs_(repairs), claims_(claims), form_(form) {}

    void run(const Walk& walk);

private:
    void heading(const RowReading& reading);
    void fields(const RowReading& reading);
    void put_field(const Zone& zone, int index, std::vector<const CellView*> values);
    void continued(const RowReading& reading);
    void loose(const CellView& cell);
    void claim_rest();
    std::string declared_unit(const Walk& walk) const;
    void claim(const CellView& cell, CellClaim what) { claims_[static_cast<std::size_t>(cell.index)] = what; }

    const Grid& grid_;
    const Plan& plan_;
    const std::vector<CellView>& views_;
    const RepairRules& repairs_;
    std::vector<CellClaim>& claims_;
    Form& form_;
    int open_field_ = -1;   // the field whose text may go on in the next row
};

void Builder::heading(const RowReading& reading) {
    for (const CellView* cell : reading.cells) {
        if (reading.kind == Kind::Title) {
            form_.title = join_lines(cell->read());
            // Its fixed words come out as the template spells them, the region as written.
            if (auto spelled = plan_.repaired_title(form_.title)) form_.title = std::move(*spelled);
            form_.title_place = cell->cell->at;
        }
        if (const int year = year_in(cell->key); year != 0 && form_.year == 0) {
            form_.year = year;
            form_.year_place = cell->cell->at;
        }
    }
}

void Builder::put_field(const Zone& zone, int index, std::vector<const CellView*> values) {
    const FieldCell& spec = zone.fields->cells[static_cast<std::size_t>(index)];
    Field& field = form_.fields[static_cast<std::size_t>(zone.field_index + index)];
    open_field_ = zone.field_index + index;
    // A hidden helper cell beside the value is no part of it.
    const auto hidden = [](const CellView* value) { return value->cell->hidden; };
    if (!std::ranges::all_of(values, hidden)) {
        for (const CellView* value : values)
            if (hidden(value)) loose(*value);
        std::erase_if(values, hidden);
    }
    if (values.empty()) return;
    const Place place = values.front()->cell->at;
    if (hidden(values.front()) && !grid_.hidden) {
        auto note = Finding::of(Code::hidden_feeds_field, message("隐藏的单元格“{}”参与了输出", "the hidden cell “{}” feeds a field",
                                                                  values.front()->text));
        note.at = form_.origin(place);
        note.field = field_pointer(field.id);
        note.got = values.front()->text;
        form_.findings.push_back(std::move(note));
    }
    std::string text;
    for (const CellView* value : values) {
        if (!text.empty() && spec.type == FieldType::Paragraphs) text += '\n';
        text += value->text;
    }
    Value value;
    switch (spec.type) {
        case FieldType::Text:
            if (!(values.size() == 1 && values.front()->dash)) value = Value::of_text(join_lines(text), place);
            break;
        case FieldType::Paragraphs:
            if (!(values.size() == 1 && values.front()->dash)) value = Value::of_paragraphs(paragraphs_of(text), place);
            break;
        case FieldType::Amount: {
            const Cell& cell = *values.front()->cell;
            const auto parsed = parse_amount(text, cell.kind == CellKind::Number ? cell.raw : std::string_view());
            if (!parsed.blank) value = Value::of_amount(parsed.amount, place);
            value.confidence = cell.confidence;
            break;
        }
    }
    if (values.size() == 1 && values.front()->dash) {
        auto note = Finding::of(Code::dash_blank, message("“{0}”只有一道横线，按空白处理", "“{0}” holds a lone dash and was read as blank",
                                                          plan_.vocabulary().term(spec.term)->label));
        note.at = form_.origin(place);
        note.field = field_pointer(field.id);
        note.got = values.front()->text;
        form_.findings.push_back(std::move(note));
    }
    for (const CellView* cell : values) claim(*cell, CellClaim::Value);
    if (field.value.null()) {
        field.value = std::move(value);
        return;
    }
    if (same_meaning(field.value, value)) {  // repeated on a new page
        for (const CellView* cell : values) claim(*cell, CellClaim::Ignored);
        return;
    }
    if (field.long_text && value.type == Value::Type::Paragraphs) {  // goes on after a page break, its label repeated
        field.value.paragraphs.insert(field.value.paragraphs.end(), value.paragraphs.begin(), value.paragraphs.end());
        return;
    }
    auto finding = Finding::of(Code::duplicate_field,
                               message("“{0}”出现两次，采用第一次的内容", "“{0}” occurs twice; the first is used",
                                       plan_.vocabulary().term(spec.term)->label));
    finding.at = form_.origin(place);
    finding.field = field_pointer(field.id);
    finding.got = text;
    form_.findings.push_back(std::move(finding));
    form_.unplaced.push_back({plan_.vocabulary().term(spec.term)->label, text, place});
    for (const CellView* cell : values) claim(*cell, CellClaim::Unclaimed);
}

void Builder::fields(const RowReading& reading) {
    const Zone& zone = plan_.zones()[static_cast<std::size_t>(reading.zone)];
    int current = -1;
    std::vector<const CellView*> values;
    const auto finish = [&] {
        if (current >= 0) put_field(zone, current, values);
        values.clear();
    };
    std::vector<char> seen(zone.fields->cells.size());
    for (const CellView* cell : reading.cells) {
        const LabelUse* use = cell->use(LabelUse::Kind::Field, reading.zone);
        if (use && !seen[static_cast<std::size_t>(use->index)]) {
            finish();
            current = use->index;
            seen[static_cast<std::size_t>(current)] = 1;
            claim(*cell, CellClaim::Label);
            continue;
        }
        if (current < 0) {  // `label：value` in one cell
            const auto full = cell->text.find("："), half = cell->text.find(':');
            const auto colon = std::min(full, half);
            const auto* uses = colon == std::string::npos ? nullptr : plan_.find(label_key(cell->text.substr(0, colon)));
            if (uses)
                for (const LabelUse& u : *uses)
                    if (u.kind == LabelUse::Kind::Field && u.zone == reading.zone && current < 0) {
                        CellView value = *cell;
                        value.text = std::string(trimmed(std::string_view(cell->text).substr(colon + (colon == full ? 3 : 1))));
                        if (value.text.empty()) {
                            current = u.index;
                            claim(*cell, CellClaim::Label);
                        } else {
                            put_field(zone, u.index, {&value});
                            claim(*cell, CellClaim::Value);
                        }
                        seen[static_cast<std::size_t>(u.index)] = 1;
                        uses = nullptr;
                        break;
                    }
            if (claims_[static_cast<std::size_t>(cell->index)] == CellClaim::Open) loose(*cell);
            continue;
        }
        values.push_back(cell);
    }
    finish();
}

void Builder::continued(const RowReading& reading) {
    if (open_field_ < 0) return loose(*reading.cells.front());
    Field& field = form_.fields[static_cast<std::size_t>(open_field_)];
    const CellView& cell = *reading.cells.front();
    if (field.value.null() || !field.long_text) {
        if (!field.value.null()) return loose(cell);
        field.value = field.long_text ? Value::of_paragraphs(paragraphs_of(cell.text), cell.cell->at)
                                      : Value::of_text(join_lines(cell.text), cell.cell->at);
    } else {
        const auto more = paragraphs_of(cell.text);
        auto& paragraphs = field.value.paragraphs;
        paragraphs.insert(paragraphs.end(), more.begin(), more.end());
    }
    claim(cell, CellClaim::Value);
    auto note = Finding::of(Code::structure_repaired, message("这一行没有标签，接在上一栏的文字之后",
                                                              "a row without a label was read as the text above going on"));
    note.at = form_.origin(cell.cell->at);
    note.field = field_pointer(field.id);
    note.got = cell.text;
    form_.findings.push_back(std::move(note));
}

void Builder::loose(const CellView& cell) {
    claim(cell, CellClaim::Unclaimed);
    if (form_.unplaced.size() >= kMaxUnplacedNotes) {
        form_.unplaced.push_back({"", cell.text, cell.cell->at});
        return;
    }
    auto finding = Finding::of(Code::unclaimed, message("“{}”在模板中没有位置，已列入“未安置内容”",
                                                        "“{}” has no place in the template and is listed as unplaced", cell.text));
    finding.at = form_.origin(cell.cell->at);
    finding.got = cell.text;
    form_.findings.push_back(std::move(finding));
    form_.unplaced.push_back({"", cell.text, cell.cell->at});
}

// The unit the source declares for its amounts; the template's where it declares none.
std::string Builder::declared_unit(const Walk& walk) const {
    for (const RowReading& reading : walk.rows)
        if (reading.kind == Kind::Unit || reading.kind == Kind::Year)
            for (const CellView* cell : reading.cells)
                if (auto unit = unit_in(cell->key); !unit.empty()) return unit;
    for (const CellView& view : views_)
        if (view.uses)
            if (auto unit = unit_in(view.text); !unit.empty() && without_marks(view.text) == view.text) return unit;
    return plan_.form().unit;
}

void Builder::claim_rest() {
    for (const CellView& view : views_)
        if (!view.text.empty() && claims_[static_cast<std::size_t>(view.index)] == CellClaim::Open) loose(view);
}

void Builder::run(const Walk& walk) {
    Source source = std::move(form_.source);
    form_ = empty_form(plan_.form());
    form_.source = std::move(source);
    ListReader lists(plan_, grid_.fixed_columns, declared_unit(walk), repairs_, claims_, form_);
    if (std::ranges::any_of(walk.rows, [](const RowReading& r) { return r.kind == Kind::Rows && r.gaps; })) lists.trust_places();
    for (const RowReading& reading : walk.rows) {
        if (reading.kind != Kind::Continued && reading.kind != Kind::Fields && reading.kind != Kind::Repeated) open_field_ = -1;
        switch (reading.kind) {
            case Kind::Title:
            case Kind::Year:
            case Kind::Unit: heading(reading); break;
            case Kind::Fields: fields(reading); break;
            case Kind::Continued: continued(reading); break;
            case Kind::Header:
            case Kind::Rows: lists.add(reading); break;
            case Kind::Repeated: break;
            case Kind::Loose:
                for (const CellView* cell : reading.cells) loose(*cell);
                break;
        }
    }
    lists.finish();
    claim_rest();
    for (const GluedCell& glued : walk.glued) {
        auto note = Finding::of(Code::structure_repaired,
                                message("几个单元格粘在一起，已拆开：{}", "cells were glued together and cut apart: {}", glued.pieces));
        note.at = form_.origin(glued.cell->cell->at);
        note.got = glued.cell->text;
        note.expected = glued.pieces;
        note.confidence = 0.9;
        form_.findings.push_back(std::move(note));
    }
    if (form_.unplaced.size() > kMaxUnplacedNotes) {
        auto finding = Finding::of(Code::unclaimed, message("还有 {} 处文字在模板中没有位置，都已列入“未安置内容”",
                                                            "{} more texts have no place in the template; all are listed as unplaced",
                                                            form_.unplaced.size() - kMaxUnplacedNotes));
        finding.at = form_.origin({});
        form_.findings.push_back(std::move(finding));
    }
    if (form_.title.empty()) {
        auto finding = Finding::of(Code::title_missing, message("没有找到表名", "no title was found"));
        finding.at = form_.origin({});
        finding.field = "/title";
        form_.findings.push_back(std::move(finding));
    }
}

}  // namespace

void build_form(const Grid& grid, const Plan& plan, const std::vector<CellView>& views, const Walk& walk,
                const RepairRules& repairs, std::vector<CellClaim>& claims, Form& form) {
    Builder(grid, plan, views, repairs, claims, form).run(walk);
}

void sort_by_place(Findings& findings) {
    std::ranges::stable_sort(findings, {}, [](const Finding& f) {
        return f.at ? std::pair(f.at->place.row, f.at->place.col) : std::pair(-1, -1);
    });
}

}  // namespace jixiao
