#include "check/sum_lines.h"

namespace jixiao {
namespace {

const Amount* amount_of(const Value* value) {
    return value && value->type == Value::Type::Amount ? &value->amount : nullptr;
}

std::string column_in(const ListView& view, const std::string& column) {
    if (view.list().column(column) >= 0) return column;
    return view.annual_amount() ? view.annual_amount()->id : column;
}

}  // namespace

SumLine row_line(const ListView& view, std::size_t row, const std::string& column) {
    const Value* value = view.value(row, column);
    return {view.label(row), amount_of(value), view.pointer(row, column), value ? value->place : Place{}, &view};
}

std::vector<SumLine> sum_lines(const Review& review, const std::string& path, const std::string& column) {
    std::vector<SumLine> out;
    const auto colon = path.find(':');
    if (colon == path.npos) {
        const Field* field = review.form.field(path);
        if (!field) return out;
        std::string label = path;
        for (const FieldCell* cell : fields_of(review.form_template))
            if (cell->id == path) label = review.term_label(cell->term);
        out.push_back({label, amount_of(&field->value), field_pointer(path), field->value.place, nullptr});
        return out;
    }
    const ListView* view = review.list(path.substr(0, colon));
    if (!view) return out;
    const std::string row_term = path.substr(colon + 1), id = column_in(*view, column);
    for (std::size_t row = 0; row < view->size(); ++row)
        if (row_term == "*" || (view->fixed(row) && view->fixed(row)->term == row_term))
            out.push_back(row_line(*view, row, id));
    return out;
}

}  // namespace jixiao
