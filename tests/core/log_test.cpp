// SPDX-License-Identifier: MIT
#include "core/log.hpp"
#include "tests/catch.hpp"

using namespace panggil;
using namespace std::chrono_literals;

TEST_CASE(
    "the first line of a kind is said at once, the next after a minute with the count between",
    "[log]") {
    OncePerMinute limit;
    const Moment start{};
    CHECK(limit.ask("bad_json", start).say == 1);
    CHECK(limit.ask("bad_json", start + 1s).say == 0);
    CHECK(limit.ask("too_deep", start + 1s).say == 1);
    CHECK(limit.ask("bad_json", start + 59s).say == 0);
    const auto verdict = limit.ask("bad_json", start + 61s);
    CHECK(verdict.say == 1);
    CHECK(verdict.held_back == 2);
    CHECK(limit.ask("bad_json", start + 62s).say == 0);
}
