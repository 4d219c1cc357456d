#include "base/failure.h"

namespace jixiao {

std::string Failure::str(Lang lang) const {
    std::string text = at.str();
    if (!text.empty()) text += ": ";
    text += message.in(lang);
    if (!remedy.empty()) text += "\n  " + remedy.in(lang);
    return text;
}

}  // namespace jixiao
