#include "catch.h"
#include "forms.h"

using namespace jixiao;

TEST_CASE("the seed is laid out") {
    const auto laid = forms::lay(forms::seed());
    CHECK(laid.pages.pages.size() > 2);
}
