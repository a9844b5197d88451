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

TEST_CASE("a kind of line is said again after exactly a minute, and so many kinds are told apart",
          "[log]") {
    OncePerMinute limit;
    const Moment start{};
    CHECK(limit.ask("bad_json", start).held_back == 0);
    CHECK(limit.ask("bad_json", start + 60s - 1us).say == 0);
    const auto again = limit.ask("bad_json", start + 60s);
    CHECK(again.say == 1);
    CHECK(again.held_back == 1);
    CHECK(limit.ask("bad_json", start + 120s).held_back == 0);
}

TEST_CASE("a problem is told in the log with its four parts", "[log]") {
    const Record fields = fields_of(
        {"key.unsafe", "keys/hub.key", "others may read it", "chmod 600", "Untuk petugas."});
    CHECK(fields == Record{{"code", "key.unsafe"},
                           {"where", "keys/hub.key"},
                           {"what", "others may read it"},
                           {"hint", "chmod 600"}});
}
