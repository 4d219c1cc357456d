// The working of stream.h: a text in the making. Split over three sources: stream.cc finds headings, headers and fields,
// stream_lists.cc the rows of lists, stream_values.cc their values.
#pragma once

#include <deque>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "recognise/page_text.h"
#include "recognise/stream_row.h"
#include "recognise/stream_tokens.h"
#include "recognise/unwrap.h"
#include "text/label_key.h"

namespace jixiao {

class StreamReader {
public:
    StreamReader(const Grid& page, const Plan& plan, const std::vector<CellView>& views)
        : plan_(plan), views_(views), tokens_(views, plan) {
        out_.grid.part = page.part;
        for (const int cell : tokens_.furniture()) out_.settled.emplace_back(cell, CellClaim::Ignored);
    }
    Unwrapped run();

private:
    struct Put {                   // a cell of a row to put out
        int column = 0;
        std::string text;
        std::vector<int> sources;
    };

    bool heading(std::size_t& at);
    bool header(std::size_t& at);
    bool has_own_column(std::size_t at) const;
    bool next_field(std::size_t at) const;
    bool text_ends(std::size_t at) const;
    bool begins(std::size_t at) const { return tokens_.line_begins(at) || at == begins_here_; }
    std::size_t captions(std::size_t at) const;
    void enter_without_header(std::size_t at, const StreamLabel& match);
    bool field(std::size_t& at, const StreamLabel& match);
    void field_line(std::size_t& at);
    void list_tokens(std::size_t& at);
    void close();
    void close_field();
    void flush_row();
    void lone_text_is_value(const std::vector<int>& value_columns);
    void flush_groups();
    void put_row(std::vector<Put> row);
    void settle(std::size_t from, std::size_t to);
    const Section& section() const { return plan_.zones()[static_cast<std::size_t>(zone_)].spec(); }
    bool in_list() const { return zone_ >= 0 && plan_.zones()[static_cast<std::size_t>(zone_)].list; }
    bool in_field() const { return zone_ >= 0 && !in_list(); }
    bool is_figure(const StreamToken& token) const;
    bool goes_on(const CellView& value) const;
    bool continued_mark(std::size_t& at);
    bool repeated_values(std::size_t& at, std::size_t most);
    bool worded_value(std::size_t& at, std::size_t most);
    std::size_t worded_lines(std::size_t at) const;
    void put_value(const std::vector<std::size_t>& lines, const std::string& whole);
    bool value_goes_on(std::size_t& at, std::size_t most);
    std::vector<std::size_t> lines_from(std::size_t at, std::size_t most) const;
    bool amounts_only() const;
    bool trailing_text(std::size_t& at, std::size_t most);
    std::size_t values_from(std::size_t at, std::size_t end, std::size_t most) const;
    bool numbers_are_cut(std::size_t at, std::size_t most) const;
    bool parts_cells(const CellView& left, const CellView& right) const;

    const Plan& plan_;
    const std::vector<CellView>& views_;
    std::deque<CellView> store_;           // values put together over lines
    StreamTokens tokens_;
    Unwrapped out_;
    int row_ = 0;
    int zone_ = -1;
    int list_zone_ = -1;                 // the last section of a list whose header was read
    std::set<std::string, std::less<>> fields_seen_;   // keys of their labels
    std::size_t begins_here_ = 0;          // a token that is the first behind a text on its line, as if it began one
    // of the open field
    std::vector<Put> field_cells_;
    std::vector<TextRun> field_lines_;
    std::vector<int> field_sources_;
    // of the open row
    std::map<int, Put> groups_;            // labels read, whose rows are still to come
    std::vector<StreamText> texts_;
    std::vector<StreamToken> values_;
    std::vector<Put> trail_;               // texts behind the values
    bool cut_ = false;                     // blanks stand inside its numbers
    bool item_ = false;                    // the text is a known item
    int value_run_ = 0, long_lines_ = 0, rows_on_line_ = 0;
    int quotes_ = 0;                       // labels that quote a field, less those that might and do not
    KnownTexts known_;
    std::vector<std::string> groups_read_; // keys of the last groups of the list that are not known labels
    std::vector<bool> carried_;            // group columns that have a value to carry
    std::vector<std::pair<Place, std::vector<int>>> placed_;
};

}  // namespace jixiao
