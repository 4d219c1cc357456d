// The working of page_table.h: one page in the making. Split over two sources: page_table.cc finds headers, labels and
// columns, page_division.cc divides the lines among rows and texts.
#pragma once

#include <limits>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "recognise/page_groups.h"
#include "recognise/page_table.h"

namespace jixiao {

inline constexpr double kNeverFits = std::numeric_limits<double>::infinity();

struct PageLandmark {
    TableRow::Kind kind;                 // Single, Header or Field
    double y = 0;
    std::size_t line = 0;                // of Single and Header
    int instance = 0;                    // of Header
    const Piece* label = nullptr;        // of Field
    int zone = -1;
};

struct LabelRow {                        // of a label behind others in one row
    const Piece* leader = nullptr;       // the first
    int zone = -1;
};

struct PageBodyLine {
    double y = 0;
    int instance = 0;
    int single = -1;                     // landmark that is this line
    std::vector<const Piece*> pieces;
};

class PageTableReader {
public:
    PageTableReader(const PageText& page, const Plan& plan, Upright upright, const PageState& before, CutPieces& cut, bool doubts)
        : page_(page), plan_(plan), upright_(upright), before_(before), cut_(cut), doubts_(doubts) {}
    PageTable run();

private:
    void find_headers();
    void add_lost_headers();
    bool at_left(const Piece& piece) const;
    int zone_begun(const PageLine& line, int current) const;
    std::size_t first_line_of(std::size_t line, std::size_t after) const;
    static bool is_lost(const PageHeader& header);
    void find_followers();
    bool ends_list(const Piece& piece, int list_zone) const;
    void learn_columns();
    void take_labels();
    void cut_pieces(std::vector<const Piece*>& pieces, const PageColumns& columns);
    void divide_lines();
    void groups();
    int field_zone(const Piece& piece) const;
    double step(std::size_t line) const { return body_[line].y - body_[line - 1].y; }
    double gap(double distance) const { return std::clamp((distance - 1.15) / 0.25, 0.0, 1.0); }
    double price_row(std::size_t first, std::size_t last, int instance) const;
    bool wraps(std::size_t line) const;
    double price_field(std::size_t first, std::size_t last, const PageLandmark& mark) const;
    enum class LineEnd : char { Free, GoesOn, InsideWord };
    std::pair<const Piece*, std::size_t> next_of_column(std::size_t i, int column, const PageColumns& columns) const;
    LineEnd line_end(std::size_t line, const PageColumns& columns) const;
    bool is_name(const Piece& piece, int zone) const;
    double price_inside(std::size_t line, const PageLandmark* mark) const;
    double price_columns(std::size_t first, std::size_t last, const PageLandmark& mark) const;
    double upright_of(double first, double last) const { return upright_ == Upright::Top ? first : upright_ == Upright::Bottom ? last : (first + last) / 2; }
    std::vector<const Piece*> labels_of(std::size_t first, std::size_t end, const PageLandmark& mark) const;
    FieldShape shape_of(const PageLandmark& mark, const std::vector<const Piece*>& labels) const;
    static std::vector<std::size_t> owners_of(const PageBodyLine& line, const std::vector<const Piece*>& labels, const FieldShape& shape,
                                              const std::vector<std::vector<double>>& lefts);
    int zone_of_label(const Piece& piece) const;
    bool head_of_page(std::size_t marks) const;
    TableRow make_row(std::size_t first, std::size_t last, int instance) const;
    TableRow make_field(std::size_t first, std::size_t last, const PageLandmark* mark);
    TableRow make_header(const PageHeader& header) const;
    Known known(const PageColumns& columns, int column, std::string_view key) const;
    void remember();
    std::string field_id(const Piece& label) const;

    const PageText& page_;
    const Plan& plan_;
    Upright upright_;
    const PageState& before_;
    CutPieces& cut_;
    bool doubts_;
    PageTable out_;
    std::vector<PageHeader> headers_;                          // instance i is headers_[i - 1]
    std::vector<std::size_t> header_lines_;                    // their first lines
    std::vector<std::shared_ptr<const PageColumns>> columns_;  // per instance; nullptr: none
    std::map<const Piece*, LabelRow> followers_;               // labels that stand behind another of their row
    std::vector<PageLandmark> marks_;
    std::vector<PageBodyLine> body_;
    std::vector<LineEnd> ends_;                                // per line of the body
    std::shared_ptr<KnownTexts> known_;
    std::string last_field_;
    FieldShape last_shape_;
    double last_shape_y_ = -kNeverFits;
    LastGroups last_groups_;
    std::vector<std::vector<GroupPieces>> groups_;             // per instance
};

}  // namespace jixiao
