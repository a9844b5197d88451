// SPDX-License-Identifier: MIT
/// What was meant: the known name that a slip of the hand is away, or nothing.
#include "core/nearest_name.hpp"
#include "tests/catch.hpp"

#include <array>

using namespace panggil;

namespace {

std::string_view meant(std::string_view wrong) {
    static constexpr std::array<std::string_view, 6> known{"call",   "recall",       "transfer",
                                                           "notice", "notice-clear", "day-reset"};
    return nearest_name(wrong, known);
}

} // namespace

TEST_CASE("one letter too many, too few, another, or two in each other's place are a slip",
          "[nearest_name]") {
    CHECK(meant("cal") == "call");
    CHECK(meant("calll") == "call");
    CHECK(meant("cail") == "call");
    CHECK(meant("clal") == "call");
    CHECK(meant("transfre") == "transfer");
    CHECK(meant("notcie-claer") == "notice-clear"); // two of them in a long word
}

TEST_CASE("what is like nothing that is known is not guessed at", "[nearest_name]") {
    CHECK(meant("").empty());
    CHECK(meant("zzzz").empty());
    CHECK(meant("serve").empty());
}
