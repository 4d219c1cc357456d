// Why a stage could return nothing a user would want. Nothing is written for that input.
#pragma once

#include <expected>
#include <string>
#include <utility>

#include "base/message.h"
#include "base/origin.h"

namespace jixiao {

struct Failure {
    Origin at;        // the input, and the place where one is known
    Message message;  // what was read and what was expected
    Message remedy;   // what to do; may be empty

    // `FILE!PART!CELL: message` with the remedy on a line of its own.
    std::string str(Lang lang) const;
};

template <typename T>
using Result = std::expected<T, Failure>;

inline std::unexpected<Failure> fail(Origin at, Message message, Message remedy = {}) {
    return std::unexpected(Failure{std::move(at), std::move(message), std::move(remedy)});
}

}  // namespace jixiao
