#include "table.h"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <cmath>
#include <thread>

#include <fmt/format.h>

namespace jixiao::noise {
namespace {

double fraction(int part, int whole) { return whole ? double(part) / whole : 0; }

double good(const Tally& tally) {
    return tally.all() ? double(tally.count(Outcome::Right) + tally.count(Outcome::Proposed)) / tally.all() : 1;
}

// What Tesseract writes is OCR, however clean: there every comparator is doubted, honestly, and amounts are what counts.
bool is_ocr(const Order& order) {
    return order.dialect == Dialect::Tsv || order.rule->kind == DirtKind::Ocr || order.rule->kind == DirtKind::Traceless;
}

double doubted(const Order& order, const Tally& tally) {
    return !is_ocr(order) ? fraction(tally.doubted, tally.count(Outcome::Right))
                                   : fraction(tally.doubted_amounts, tally.right_amounts);
}

std::string command(const Order& order, int seeds) {
    return fmt::format("noise_score --template {} --dialect {} --dirt {} --level {} --seed {} --seeds {} --show", order.form,
                       name_of(order.dialect), order.rule->name, order.level, order.seed, seeds);
}

// 99.96 is not 100.0.
std::string percent(double share) {
    const double shown = std::floor(share * 1000) / 10;
    return shown == 100 ? "100" : fmt::format("{:.1f}", shown);
}

}  // namespace

std::vector<Row> score_all(const std::vector<Order>& orders, int seeds, unsigned threads, const Engine& engine) {
    std::vector<Row> rows;
    for (const Order& order : orders) rows.push_back({order, seeds, {}});
    // One job a form: rows differ much in size.
    const std::size_t jobs = rows.size() * static_cast<std::size_t>(seeds);
    std::vector<Tally> tallies(jobs);
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        for (std::size_t job; (job = next++) < jobs;) {
            Order order = rows[job / static_cast<std::size_t>(seeds)].order;
            order.seed += static_cast<unsigned>(job % static_cast<std::size_t>(seeds));
            tallies[job] = read_case(make_case(order, engine, order.form), order, engine).tally;
        }
    };
    std::vector<std::jthread> others;
    for (unsigned t = 1; t < threads; ++t) others.emplace_back(work);
    work();
    others.clear();  // joins them
    for (std::size_t job = 0; job < jobs; ++job) rows[job / static_cast<std::size_t>(seeds)].tally.add(tallies[job]);
    return rows;
}

Target target_of(DirtKind kind) {
    switch (kind) {
        case DirtKind::Clean: return {1, false, 0.01};
        case DirtKind::Structure: return {0.995, false, 1};
        case DirtKind::Characters: return {0.99, false, 1};
        case DirtKind::Ocr: return {0, false, 0.1};
        case DirtKind::Traceless: return {0, true, 1};
        case DirtKind::Refused: return {1, false, 1};
    }
    return {};
}

// ---- Baseline -----------------------------------------------------------------------------------------------------

std::string baseline_key(const Row& row) {
    // The first form's rows are as they were before there were others.
    const std::string form = row.order.form == kFirstForm ? "" : row.order.form + ":";
    return fmt::format("{}{}\t{}\t{}\t{}", form, name_of(row.order.dialect), row.order.rule->name, row.order.level, row.seeds);
}

std::string baseline_text(const std::vector<Row>& rows) {
    std::string out =
        "# Scores reached, held by `noise_score --hold`, written by `scripts/score-recognition`.\n"
        "# dialect dirt level seeds: right proposed flagged silent lost, silent numbers and comparators, right and doubted "
        "amounts, doubted values\n";
    for (const Row& row : rows) {
        const Tally& t = row.tally;
        out += fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}\n", baseline_key(row), fmt::join(t.values, "\t"), t.silent_numbers,
                           t.silent_comparators, t.right_amounts, t.doubted_amounts, t.doubted);
    }
    return out;
}

std::map<std::string, Tally> read_baseline(std::string_view text) {
    std::map<std::string, Tally> out;
    for (std::size_t from = 0; from < text.size();) {
        const std::size_t end = std::min(text.find('\n', from), text.size());
        std::string_view line = text.substr(from, end - from);
        from = end + 1;
        if (line.empty() || line.front() == '#') continue;
        std::size_t key_end = 0;
        for (int i = 0; i < 4 && key_end != line.npos; ++i) key_end = line.find('\t', key_end + (i > 0));
        if (key_end == line.npos) continue;
        Tally tally;
        int* const to[] = {&tally.values[0],      &tally.values[1],          &tally.values[2],     &tally.values[3],      &tally.values[4],
                           &tally.silent_numbers, &tally.silent_comparators, &tally.right_amounts, &tally.doubted_amounts, &tally.doubted};
        std::string_view rest = line.substr(key_end);
        for (int* const number : to) {
            if (rest.empty()) break;
            rest.remove_prefix(1);
            const auto [stop, error] = std::from_chars(rest.data(), rest.data() + rest.size(), *number);
            if (error != std::errc()) break;
            rest.remove_prefix(static_cast<std::size_t>(stop - rest.data()));
        }
        out[std::string(line.substr(0, key_end))] = tally;
    }
    return out;
}

std::vector<std::string> fallen(const std::vector<Row>& rows, const std::map<std::string, Tally>& baseline) {
    std::vector<std::string> out;
    for (const Row& row : rows) {
        const DirtKind kind = row.order.rule->kind;
        const Target target = target_of(kind);
        const auto before = baseline.find(baseline_key(row));
        const auto say = [&](const std::string& what) { out.push_back(what + "\n    " + command(row.order, row.seeds)); };
        if (before == baseline.end()) {
            say(fmt::format("no baseline for {} {} {}", name_of(row.order.dialect), row.order.rule->name, row.order.level));
            continue;
        }
        const Tally &now = row.tally, &then = before->second;
        const std::string where = fmt::format("{} {} {}", name_of(row.order.dialect), row.order.rule->name, row.order.level);
        if (now.all() == 0) say(where + ": nothing was scored");
        // OCR has no target for the share of right values: what was reached is held, give or take half a point.
        const double least = target.right > 0 ? std::min(target.right, good(then)) : good(then) - 0.005;
        if (good(now) < least)
            say(fmt::format("{}: {} % right or proposed, {} % before, target {} %", where, percent(good(now)), percent(good(then)),
                            percent(target.right)));
        if (!target.silent && now.silent_numbers > then.silent_numbers)
            say(fmt::format("{}: {} numbers silently wrong, {} before", where, now.silent_numbers, then.silent_numbers));
        if (!target.silent && now.silent_comparators > then.silent_comparators)
            say(fmt::format("{}: {} comparators silently wrong, {} before", where, now.silent_comparators, then.silent_comparators));
        const double most = is_ocr(row.order) ? 0.1 : target.doubted;
        if (doubted(row.order, now) > std::max(most, doubted(row.order, then)))
            say(fmt::format("{}: {} % of right values doubted, {} % before", where, percent(doubted(row.order, now)),
                            percent(doubted(row.order, then))));
    }
    return out;
}

// ---- Tables -------------------------------------------------------------------------------------------------------

namespace {

struct Kind {
    DirtKind kind;
    const char* name;
};
constexpr Kind kKinds[] = {{DirtKind::Clean, "干净 clean"},         {DirtKind::Structure, "结构 structure"},
                           {DirtKind::Characters, "字符 characters"}, {DirtKind::Ocr, "文字识别 OCR"},
                           {DirtKind::Traceless, "数字误读 digits"},  {DirtKind::Refused, "应当拒绝 refused"}};

// Every value in one of five; numbers and comparators silently wrong counted again.
std::string counts(const Tally& t) {
    return fmt::format("{} | {} | {} | {} | {} | {} | {} | {}", t.all(), percent(t.share(Outcome::Right)), t.count(Outcome::Proposed),
                       t.count(Outcome::Flagged), t.count(Outcome::Silent), t.count(Outcome::Lost), t.silent_numbers,
                       t.silent_comparators);
}

}  // namespace

std::string markdown(const std::vector<Row>& rows) {
    std::string out =
        "| 脏 dirt | 方言 dialect | 值 values | 正确 right % | 已建议 proposed | 已提示 flagged | 静默错 silent | 丢失 lost | 静默错的数 "
        "numbers | 静默错的比较符 comparators | 误报 false flags % |\n|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n";
    for (const Kind& kind : kKinds)
        for (const Dialect dialect : kDialects) {
            Tally tally;
            for (const Row& row : rows)
                if (row.order.rule->kind == kind.kind && row.order.dialect == dialect) tally.add(row.tally);
            if (tally.all() == 0) continue;
            const bool amounts = dialect == Dialect::Tsv || kind.kind == DirtKind::Ocr || kind.kind == DirtKind::Traceless;
            out += fmt::format("| {} | {} | {} | {} |\n", kind.name, name_of(dialect), counts(tally),
                               percent(amounts ? fraction(tally.doubted_amounts, tally.right_amounts)
                                               : fraction(tally.doubted, tally.count(Outcome::Right))));
        }
    out += "\n每格：正确或已建议的百分比；`!n`：n 个数或比较符静默错；空格：此方言没有这种脏。"
           "Each cell: percent right or proposed; `!n`: n numbers or comparators silently wrong; blank: does not occur there.\n\n"
           "| 规则 rule | 程度 level |";
    std::vector<Dialect> shown;
    for (const Dialect dialect : kDialects)
        if (std::ranges::any_of(rows, [&](const Row& row) { return row.order.dialect == dialect; })) shown.push_back(dialect);
    for (const Dialect dialect : shown) out += fmt::format(" {} |", name_of(dialect));
    out += "\n|---|--:|";
    for (std::size_t i = 0; i < shown.size(); ++i) out += "--:|";
    out += "\n";
    const bool forms = std::ranges::any_of(rows, [&](const Row& row) { return row.order.form != rows.front().order.form; });
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto same = [&](const Row& row) {
            return row.order.form == rows[i].order.form && row.order.rule == rows[i].order.rule && row.order.level == rows[i].order.level;
        };
        if (std::find_if(rows.begin(), rows.end(), same) != rows.begin() + static_cast<std::ptrdiff_t>(i)) continue;
        out += fmt::format("| {}{} | {} |", rows[i].order.rule->name, forms ? " " + rows[i].order.form : "",
                           rows[i].order.rule->levels ? fmt::format("{}", rows[i].order.level) : "");
        for (const Dialect dialect : shown) {
            const auto found = std::ranges::find_if(rows, [&](const Row& row) { return same(row) && row.order.dialect == dialect; });
            if (found == rows.end()) {
                out += "  |";
                continue;
            }
            const int silent = found->tally.silent_numbers + found->tally.silent_comparators;
            out += fmt::format(" {}{} |", percent(good(found->tally)), silent ? fmt::format(" !{}", silent) : "");
        }
        out += "\n";
    }
    return out;
}

}  // namespace jixiao::noise
