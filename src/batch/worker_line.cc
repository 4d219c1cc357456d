#include "batch/worker_line.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <cerrno>

#include <nlohmann/json.hpp>

namespace jixiao {
namespace {

using Json = nlohmann::json;

// File names are bytes; JSON is UTF-8. Latin-1 carries any bytes both ways.
std::string to_latin1(const std::string& bytes) {
    std::string out;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80)
            out += c;
        else
            out += {static_cast<char>(0xC0 | byte >> 6), static_cast<char>(0x80 | (byte & 0x3F))};
    }
    return out;
}

std::string from_latin1(const std::string& utf8) {
    std::string out;
    for (std::size_t i = 0; i < utf8.size(); ++i) {
        const auto byte = static_cast<unsigned char>(utf8[i]);
        if (byte < 0x80 || i + 1 == utf8.size())
            out += utf8[i];
        else
            out += static_cast<char>((byte & 0x03) << 6 | (static_cast<unsigned char>(utf8[++i]) & 0x3F));
    }
    return out;
}

std::string text(const Json& json, const char* key) {
    return from_latin1(json.at(key).get<std::string>());
}

Json message_json(const Message& message) {
    return {{"zh", to_latin1(message.zh)}, {"en", to_latin1(message.en)}};
}
Message message_of(const Json& json) {
    return {text(json, "zh"), text(json, "en")};
}

std::string one_line(const Json& json) {
    return json.dump() + "\n";
}

}  // namespace

std::string request_to_json(const WorkerRequest& request) {
    return one_line({{"path", to_latin1(request.input.path.string())},
                     {"name", to_latin1(request.input.name)},
                     {"stem", to_latin1(request.input.stem.string())},
                     {"folder", to_latin1(request.folder.string())},
                     {"number", request.number},
                     {"write", request.write},
                     {"before", request.before ? Json(record_to_json(*request.before)) : Json(nullptr)}});
}

std::optional<WorkerRequest> request_from_json(const std::string& line) {
    const Json json = Json::parse(line, nullptr, false);
    try {
        WorkerRequest request;
        request.input.path = text(json, "path");
        request.input.name = text(json, "name");
        request.input.stem = text(json, "stem");
        request.folder = text(json, "folder");
        request.number = json.at("number").get<std::size_t>();
        request.write = json.at("write").get<bool>();
        if (json.at("before").is_string()) request.before = record_from_json(json.at("before").get<std::string>());
        return request;
    } catch (const Json::exception&) {
        return std::nullopt;
    }
}

std::string answer_to_json(const Outcome& outcome) {
    Json json = {
        {"record", record_to_json(outcome.record)}, {"crashed", outcome.crashed}, {"disk_error", outcome.disk_error}};
    json["names"] = Json::array();
    for (const FormFacts& form : outcome.record.forms) json["names"].push_back(to_latin1(form.name));
    json["paths"] = Json::array();
    for (const ProducedFile& file : outcome.record.outputs) json["paths"].push_back(to_latin1(file.path));
    json["staged"] = Json::array();
    for (const StagedFile& staged : outcome.staged)
        json["staged"].push_back({{"temporary", to_latin1(staged.temporary.string())},
                                  {"there", staged.there},
                                  {"unchanged", staged.unchanged}});
    json["failure"] = nullptr;
    if (outcome.failure)
        json["failure"] = {{"input", to_latin1(outcome.failure->at.input)},
                           {"part", to_latin1(outcome.failure->at.part)},
                           {"row", outcome.failure->at.place.row},
                           {"col", outcome.failure->at.place.col},
                           {"message", message_json(outcome.failure->message)},
                           {"remedy", message_json(outcome.failure->remedy)}};
    return one_line(json);
}

bool answer_from_json(const std::string& line, Outcome& outcome) {
    const Json json = Json::parse(line, nullptr, false);
    try {
        auto record = record_from_json(json.at("record").get<std::string>());
        if (!record) return false;
        const std::string name = outcome.record.input, hash = outcome.record.sha256, options = outcome.record.options;
        outcome.record = std::move(*record);
        outcome.record.input = name;
        outcome.record.sha256 = hash;
        outcome.record.options = options;
        for (std::size_t i = 0; i < outcome.record.forms.size(); ++i)
            outcome.record.forms[i].name = from_latin1(json.at("names").at(i).get<std::string>());
        for (std::size_t i = 0; i < outcome.record.outputs.size(); ++i)
            outcome.record.outputs[i].path = from_latin1(json.at("paths").at(i).get<std::string>());
        for (const Json& staged : json.at("staged"))
            outcome.staged.push_back(
                {text(staged, "temporary"), staged.at("there").get<bool>(), staged.at("unchanged").get<bool>()});
        outcome.crashed = json.at("crashed").get<bool>();
        outcome.disk_error = json.at("disk_error").get<int>();
        if (const Json& failure = json.at("failure"); !failure.is_null())
            set_failure(outcome, {{text(failure, "input"),
                                   text(failure, "part"),
                                   {failure.at("row").get<int>(), failure.at("col").get<int>()}},
                                  message_of(failure.at("message")),
                                  message_of(failure.at("remedy"))});
        return true;
    } catch (const Json::exception&) {
        return false;
    }
}

LineSocket::~LineSocket() {
    if (fd_ >= 0) ::close(fd_);
}

bool LineSocket::send(const std::string& text) {
    std::size_t done = 0;
    while (done < text.size()) {
        // Why MSG_NOSIGNAL: a worker that died must not end us by SIGPIPE.
        const ssize_t n = ::send(fd_, text.data() + done, text.size() - done, MSG_NOSIGNAL);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return false;
        done += static_cast<std::size_t>(n);
    }
    return true;
}

LineSocket::Got LineSocket::receive(std::string& text, std::optional<std::chrono::milliseconds> wait) {
    while (true) {
        if (const auto end = held_.find('\n', searched_); end != held_.npos) {
            text = held_.substr(0, end);
            held_.erase(0, end + 1);
            searched_ = 0;
            return Got::Line;
        }
        searched_ = held_.size();
        pollfd ready{fd_, POLLIN, 0};
        const int n = ::poll(&ready, 1, wait ? static_cast<int>(wait->count()) : -1);
        if (n < 0 && errno == EINTR) continue;
        if (n == 0) return Got::Nothing;
        char chunk[1 << 14];
        const ssize_t got = ::recv(fd_, chunk, sizeof chunk, 0);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return Got::Closed;
        held_.append(chunk, static_cast<std::size_t>(got));
    }
}

}  // namespace jixiao
