#include "batch/produce.h"

#include <algorithm>
#include <cerrno>
#include <exception>
#include <new>
#include <system_error>

#include "base/file_io.h"
#include "batch/hash.h"
#include "batch/libreoffice.h"

namespace jixiao {
namespace {

namespace fs = std::filesystem;

fs::path waiting_name(const fs::path& folder, std::size_t number, std::size_t n) {
    return folder / fmt::format("{}-{}", number, n);
}

// Below the output folder.
fs::path output_path(const RunOptions& options, const InputFile& input, const Document& document,
                     const std::string& name, OutputFormat format) {
    fs::path path = input.stem;
    if (options.name) {
        path = options.name->from_top() ? fs::path(name) : input.stem.parent_path() / name;
    } else if (!document.part.empty()) {
        path += "." + file_name_part(document.part);
    }
    path += extension(format);
    return path;
}

bool same_bytes(const fs::path& path, const Bytes& bytes) {
    std::error_code error;
    if (fs::file_size(path, error) != bytes.size() || error) return false;
    const auto there = read_file(path, bytes.size());
    return there && *there == bytes;
}

// Whether the file is the one an earlier run wrote for this input.
bool is_ours(const fs::path& path, const std::string& relative, const JournalRecord* before) {
    if (!before) return false;
    const auto known = std::ranges::find(before->outputs, relative, &ProducedFile::path);
    if (known == before->outputs.end()) return false;
    const auto hash = sha256_of_file(path);
    return hash && *hash == known->sha256;
}

Failure differs(const std::string& input, const fs::path& path) {
    return {{input, "", {}},
            message("输出文件 {} 已存在且内容不同，没有改动它",
                    "the output {} exists with different content and was left alone", path.string()),
            message("确认后加 --overwrite 覆盖，或换一个输出文件夹",
                    "add --overwrite to replace it, or choose another folder")};
}

std::string unit_of(const Document& document) {
    for (const FieldCell* cell : fields_of(*document.form_template))
        if (cell->term == "unit_name")
            if (const Field* field = document.form.field(cell->id)) return field->value.text;
    return "";
}

void describe(Outcome& outcome, const RunOptions& options) {
    JournalRecord& record = outcome.record;
    for (const Document& document : outcome.documents) {
        FormFacts facts{document.form.template_id,
                        document.part,
                        document.form.title,
                        unit_of(document),
                        document.form.year,
                        "",
                        0};
        for (const Finding& finding : document.form.findings) {
            facts.errors += finding.severity == Severity::Error;
            facts.warnings += finding.severity == Severity::Warning;
            facts.notes += finding.severity == Severity::Note;
        }
        record.errors += facts.errors;
        record.warnings += facts.warnings;
        record.notes += facts.notes;
        record.waived += document.waived.size();
        if (options.name) facts.name = options.name->name(document, outcome.input->stem.filename().string());
        record.forms.push_back(std::move(facts));
    }
}

// Every output complete in the waiting room, or a failure and none.
void stage(Outcome& outcome, const RunOptions& options, const WaitingRoom& room) {
    JournalRecord& record = outcome.record;
    fs::path folder;
    for (std::size_t i = 0; i < outcome.documents.size(); ++i)
        for (const Output& output : outcome.documents[i].outputs) {
            const fs::path relative =
                output_path(options, *outcome.input, outcome.documents[i], record.forms[i].name, output.format);
            const fs::path path = options.out / relative;
            StagedFile staged;
            std::error_code error;
            staged.there = fs::exists(path, error);
            staged.unchanged = staged.there && same_bytes(path, output.bytes);
            if (staged.there && !staged.unchanged && !options.overwrite &&
                !is_ours(path, relative.string(), room.before))
                return set_failure(outcome, differs(outcome.input->name, path));
            if (!staged.unchanged) {
                if (folder.empty()) {
                    auto made = room.folder();
                    if (!made) {
                        outcome.disk_error = EIO;
                        return set_failure(outcome, made.error());
                    }
                    folder = *made;
                }
                staged.temporary = waiting_name(folder, room.number, outcome.staged.size());
                if (const int why = write_synced(staged.temporary, output.bytes)) {
                    // The room is the run's, not the document's; EFBIG is about this one.
                    if (why != EFBIG) outcome.disk_error = why;
                    const std::string words = std::generic_category().message(why);
                    return set_failure(
                        outcome, {{outcome.input->name, "", {}},
                                  message("{0}：写入失败，没有留下半个文件：{1}",
                                          "{0}: writing failed; no partial file was left: {1}", path.string(), words),
                                  {}});
                }
            }
            outcome.staged.push_back(std::move(staged));
            record.outputs.push_back({relative.string(), sha256_of(output.bytes), output.bytes.size()});
            ++record.forms[i].outputs;
        }
}

Result<Input> given_input(const InputFile& input, Bytes bytes, const RunOptions& options) {
    Input given{input.name, std::move(bytes)};
    if (!options.via_libreoffice) return given;
    return as_readable(std::move(given), options.libreoffice_limit);
}

}  // namespace

void set_failure(Outcome& outcome, Failure failure) {
    outcome.fate = Outcome::Fate::Failed;
    outcome.record.failure = Message{failure.str(Lang::Zh), failure.str(Lang::En)};
    outcome.failure = std::move(failure);
    outcome.documents.clear();
}

void produce(Outcome& outcome, Bytes bytes, const Engine& engine, const RunOptions& options,
             const WaitingRoom& room) {
    const InputFile& input = *outcome.input;
    try {
        const auto given = given_input(input, std::move(bytes), options);
        if (!given) return set_failure(outcome, given.error());
        auto documents =
            options.write ? convert(*given, engine, options.convert) : read_forms(*given, engine, options.convert);
        if (!documents) return set_failure(outcome, documents.error());
        outcome.documents = std::move(*documents);
        describe(outcome, options);
        if (options.write) stage(outcome, options, room);
    } catch (const std::bad_alloc&) {
        // Only this input is lost.
        set_failure(outcome, {{input.name, "", {}}, message("内存不够", "there is not enough memory"), {}});
    } catch (const std::exception& error) {  // no stage throws
        const std::string what = error.what();
        outcome.crashed = true;
        set_failure(outcome, {{input.name, "", {}}, message("程序内部错误：{}", "internal error: {}", what), {}});
    }
    for (Document& document : outcome.documents)
        for (Output& output : document.outputs) output.bytes = {};
    if (!options.keep_documents) outcome.documents.clear();
    if (outcome.failure) {
        for (const StagedFile& staged : outcome.staged)
            if (!staged.temporary.empty()) {
                std::error_code ignored;
                fs::remove(staged.temporary, ignored);
            }
        outcome.staged.clear();
        outcome.record.outputs.clear();
        outcome.record.forms.clear();
        outcome.record.errors = outcome.record.warnings = outcome.record.notes = outcome.record.waived = 0;
    }
}

std::vector<Document> read_again(const InputFile& input, Bytes bytes, const Engine& engine,
                                 const RunOptions& options) {
    try {
        const auto given = given_input(input, std::move(bytes), options);
        if (!given) return {};
        if (!options.write) return read_forms(*given, engine, options.convert).value_or(std::vector<Document>{});
        // What layout finds belongs to the report; of the outputs that are laid out, HTML is made soonest.
        ConvertOptions convert_options = options.convert;
        convert_options.verify = false;
        const bool laid_out =
            std::ranges::any_of(convert_options.to, [](OutputFormat f) { return f != OutputFormat::Json; });
        convert_options.to = laid_out ? std::vector{OutputFormat::Html} : std::vector<OutputFormat>{};
        auto documents = convert(*given, engine, convert_options).value_or(std::vector<Document>{});
        for (Document& document : documents) document.outputs.clear();
        return documents;
    } catch (const std::exception&) {
        return {};
    }
}

void clear_room(const fs::path& folder, std::size_t number) {
    for (std::size_t n = 0;; ++n) {
        std::error_code error;
        if (!fs::remove(waiting_name(folder, number, n), error)) return;
    }
}

}  // namespace jixiao
