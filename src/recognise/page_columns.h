// Columns of a section on one page: where one ends and the next begins.
//
// Knows: header labels and the pieces below them. Does not know: rows.
#pragma once

#include <limits>
#include <span>
#include <vector>

#include "recognise/page_lines.h"

namespace jixiao {

// A header row put together: its labels by column of the section, nullptr where one has none.
struct PageHeader {
    int zone = -1;
    double y = 0;
    std::vector<const Piece*> labels;
};

class PageColumns {
public:
    // `lines`: what stands below the header; `before`: the columns of the page before, for a page that does not repeat the
    // header (then `header` is nullptr).
    PageColumns(const Plan& plan, int zone, const PageHeader* header, std::span<const PageLine> lines, const PageColumns* before);

    int zone() const { return zone_; }

    // The column of the section a piece stands in.
    int column(const Piece& piece) const;
    // By how much (in characters) a piece reaches beyond its column.
    double beyond(const Piece& piece) const;
    // Byte of the blank at which a piece over two columns may be cut; npos: none.
    std::size_t cut(const Piece& piece) const;
    bool is_group(int column) const;
    bool is_value(int column) const;
    bool known() const { return !edges_.empty(); }

private:
    enum class Beside { Nothing, FiguresLeft, FiguresRight, NameRight };   // of an edge; texts or groups on its other side
    Beside beside(std::size_t column) const;                 // of the edge before a column
    std::size_t figures_behind(std::size_t column) const;    // columns of figures from this one on, where one stands before it; else 0
    // `level`: whose known labels stand before the edge; `behind`: columns of figures behind it, where there are some on both sides;
    // `last`: the edge before this one.
    double best_edge(double from, double to, double wish, std::span<const PageLine> lines, Beside beside = Beside::Nothing, int level = 0,
                     std::size_t behind = 0, double last = std::numeric_limits<double>::lowest()) const;
    bool from_stripes(std::span<const PageLine> lines);
    void from_figures(std::span<const PageLine> lines);
    bool figures_astray(std::span<const PageLine> lines) const;
    int stripe(double x) const;

    const Plan* plan_;
    int zone_;
    std::size_t lead_ = 0;        // leading columns that no header names: told apart by what their pieces say
    std::vector<double> edges_;   // between column lead_-1 and lead_, lead_ and lead_+1, …
};

// The section whose header a line of pieces is, or -1. `current`: where the page stands.
int header_zone(const Plan& plan, std::span<const Piece* const> pieces, int current);

}  // namespace jixiao
