// The model prints itself: `jixiao show --as form`.
#pragma once

#include <string>

#include "model/form.h"

namespace jixiao {

// One line a value with the place it was read at, for people and for tests to diff.
std::string dump_form(const Form& form);

}  // namespace jixiao
