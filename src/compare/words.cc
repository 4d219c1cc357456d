#include "compare/words.h"

#include <cmath>

#include "compare/values.h"
#include "text/characters.h"

namespace jixiao {
namespace {

constexpr std::size_t kContext = 12;  // code points of equal text shown on either side of a difference

// [-gone-]{+come+} with some of the text around it.
std::string marked(const std::vector<TextPiece>& pieces) {
    std::string out;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const TextPiece& piece = pieces[i];
        if (piece.side == TextPiece::Side::Before) out += "[-" + piece.text + "-]";
        if (piece.side == TextPiece::Side::After) out += "{+" + piece.text + "+}";
        if (piece.side != TextPiece::Side::Both) continue;
        const std::u32string text = to_code_points(piece.text);
        const std::size_t head = i == 0 ? 0 : kContext, tail = i + 1 == pieces.size() ? 0 : kContext;
        if (text.size() <= head + tail + 1)
            out += piece.text;
        else
            out += to_utf8(text.substr(0, head)) + "…" + to_utf8(text.substr(text.size() - tail));
    }
    return out;
}

Message both(const DifferenceSide& before, const DifferenceSide& after) {
    const auto in = [&](Lang lang) {
        return value_words(before.value, lang) + " → " + value_words(after.value, lang);
    };
    return {in(Lang::Zh), in(Lang::En)};
}

Message amount_sentence(const Difference& d) {
    const Message values = both(d.before, d.after);
    const std::string gap = d.change->abs().str(), share = d.percent ? signed_number(*d.percent) + "%" : "";
    const bool up = !d.change->negative();
    Message out{values.zh + (up ? "，增加 " : "，减少 ") + gap, values.en + (up ? ", up " : ", down ") + gap};
    if (!share.empty()) {
        out.zh += "（" + share + "）";
        out.en += " (" + share + ")";
    }
    return out;
}

Message whole_row(const Difference& d) {
    const DifferenceSide& side = d.kind == DifferenceKind::Added ? d.after : d.before;
    const Message words = kind_words(d.kind);
    const std::string zh = cells_words(side, Lang::Zh), en = cells_words(side, Lang::En);
    return {zh.empty() ? words.zh : words.zh + "（" + zh + "）", en.empty() ? words.en : words.en + " (" + en + ")"};
}

}  // namespace

Message kind_words(DifferenceKind kind) {
    switch (kind) {
        case DifferenceKind::Added: return {"新增", "added"};
        case DifferenceKind::Dropped: return {"删去", "dropped"};
        case DifferenceKind::Renamed: return {"更名", "renamed"};
        case DifferenceKind::Moved: return {"移动", "moved"};
        case DifferenceKind::Changed: return {"变更", "changed"};
        case DifferenceKind::Tightened: return {"收紧", "tightened"};
        case DifferenceKind::Loosened: return {"放宽", "loosened"};
        case DifferenceKind::Respelled: return {"写法不同", "written differently"};
    }
    return {};
}

Message heading_of(const Difference& d) {
    if (d.part == DifferencePart::Head) return {"表头", "head of the form"};
    if (d.part == DifferencePart::Unplaced) return {"表外内容", "content outside the form"};
    return {d.label, d.label};
}

std::string subject_of(const Difference& d, Lang lang) {
    std::string out;
    if (d.part == DifferencePart::Head) {
        const Message words = d.id == "title"  ? Message{"标题", "title"}
                              : d.id == "year" ? Message{"年度", "year"}
                                               : Message{"计价单位", "currency unit"};
        return words.in(lang);
    }
    if (d.part == DifferencePart::Unplaced) return d.label;
    for (const std::string& group : d.path) out += group + " › ";
    out += d.row;
    const bool tells_column = d.kind != DifferenceKind::Renamed && !d.column.empty();
    if (tells_column && !d.column_label.empty()) out += " · " + d.column_label;
    return out;
}

std::string value_words(const Value& value, Lang lang) {
    const std::string text = value_text(value);
    return text.empty() ? (lang == Lang::Zh ? "（空白）" : "(blank)") : text;
}

std::string cells_words(const DifferenceSide& side, Lang lang) {
    std::string out;
    for (const RowCell& cell : side.cells) {
        if (cell.value.type == Value::Type::Text) continue;  // its name and its groups stand in the subject
        if (!out.empty()) out += lang == Lang::Zh ? "，" : ", ";
        if (!cell.label.empty()) out += cell.label + " ";
        out += value_text(cell.value);
    }
    return out;
}

std::string signed_number(const Decimal& number) {
    return number.negative() ? "−" + number.abs().str() : "+" + number.str();
}

Message sentence_of(const Difference& d) {
    const bool whole = d.part == DifferencePart::List && d.column.empty();
    switch (d.kind) {
        case DifferenceKind::Added:
        case DifferenceKind::Dropped: {
            if (whole) return whole_row(d);
            if (d.part == DifferencePart::List || d.part == DifferencePart::Head) return both(d.before, d.after);
            const std::string text = value_text((d.kind == DifferenceKind::Added ? d.after : d.before).value);
            const Message words = kind_words(d.kind);
            return {words.zh + "：" + text, words.en + ": " + text};
        }
        case DifferenceKind::Renamed: {
            const std::string from = value_text(d.before.value), to = value_text(d.after.value);
            if (d.rows > 0)
                return message("{2}“{0}”更名为“{1}”，涉及 {3} 行", "{2} “{0}” renamed “{1}”, {3} row(s)", from, to,
                               d.column_label, d.rows);
            const int share = static_cast<int>(std::lround(d.alike.value_or(1) * 100));
            return message("由“{0}”更名（相似 {1}%）", "renamed from “{0}” ({1}% alike)", from, share);
        }
        case DifferenceKind::Moved: {
            if (d.part == DifferencePart::Field)
                return message("段落换了位置：{}", "paragraph in another place: {}", value_text(d.after.value));
            const Message values = both(d.before, d.after);
            return {"改属：" + values.zh, "under another group: " + values.en};
        }
        case DifferenceKind::Changed:
            if (d.change) return amount_sentence(d);
            if (!d.pieces.empty()) return {marked(d.pieces), marked(d.pieces)};
            return both(d.before, d.after);
        case DifferenceKind::Tightened:
        case DifferenceKind::Loosened: {
            const Message values = both(d.before, d.after), words = kind_words(d.kind);
            return {values.zh + "，" + words.zh, values.en + ", " + words.en};
        }
        case DifferenceKind::Respelled: {
            const Message words = kind_words(d.kind);
            const Message values =
                d.pieces.empty() ? both(d.before, d.after) : Message{marked(d.pieces), marked(d.pieces)};
            return {words.zh + "：" + values.zh, words.en + ": " + values.en};
        }
    }
    return {};
}

}  // namespace jixiao
