// SPDX-License-Identifier: MIT
#include "hub/fleet.hpp"
#include "tests/catch.hpp"

using namespace panggil;
using panggil::hub::Fleet;
using namespace std::chrono_literals;

namespace {

ScreenStatus status_of(const char* screen) {
    ScreenStatus status;
    status.screen = screen;
    status.zones = {"lobi"};
    status.health = "live";
    return status;
}

} // namespace

TEST_CASE("screens are listed by name, whichever came first, and asked to speak as they came",
          "[fleet]") {
    Fleet fleet;
    const Moment start{1s};
    REQUIRE(fleet.hear(status_of("tv-2"), start));
    REQUIRE(fleet.hear(status_of("tv-3"), start + 100ms));
    REQUIRE(fleet.hear(status_of("tv-1"), start + 200ms));
    REQUIRE(fleet.hear(status_of("tv-3"), start + 300ms)); // again: the same one

    const auto screens = fleet.screens(start + 1s);
    REQUIRE(screens.size() == 3);
    CHECK(screens[0].screen == "tv-1");
    CHECK(screens[0].silence == 800ms);
    CHECK(screens[1].screen == "tv-2");
    CHECK(screens[1].silence == 1s);
    CHECK(screens[2].screen == "tv-3");
    CHECK(screens[2].silence == 700ms);

    const auto candidates = fleet.candidates();
    REQUIRE(candidates.size() == 3);
    CHECK(candidates[0].screen == "tv-2");
    CHECK(candidates[1].screen == "tv-3");
    CHECK(candidates[2].screen == "tv-1");
}
