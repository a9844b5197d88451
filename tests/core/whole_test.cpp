// SPDX-License-Identifier: MIT
#include "core/whole.hpp"
#include "tests/catch.hpp"

#include <limits>

using panggil::whole_of;

TEST_CASE("a number from a file has a whole part, however large it is", "[whole]") {
    CHECK(whole_of(0) == 0);
    CHECK(whole_of(7.9) == 7);
    CHECK(whole_of(-7.9) == -7);
    CHECK(whole_of(9'007'199'254'740'991.0) == 9'007'199'254'740'991);
    CHECK(whole_of(92'233'720'368'547'758'075.0) == 9'007'199'254'740'992);
    CHECK(whole_of(-std::numeric_limits<double>::infinity()) == -9'007'199'254'740'992);
    CHECK(whole_of(std::numeric_limits<double>::quiet_NaN()) == 0);
}
