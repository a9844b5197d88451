// SPDX-License-Identifier: MIT
#include "renderer/pixel_shift.hpp"
#include "tests/catch.hpp"

#include <algorithm>
#include <cstdlib>
#include <vector>

using namespace panggil;
using namespace panggil::screen;

namespace {

constexpr Moment start{PixelShift::step * 8 * 40};

} // namespace

TEST_CASE("the picture goes round within three pixels, by three at a time, in twelve minutes",
          "[pixel_shift]") {
    PixelShift shift;
    std::vector<Point> places;
    for (int step = 0; step < 8; ++step) {
        const Point place = shift.at(start + step * PixelShift::step, false);
        CHECK(std::abs(place.x) <= 3);
        CHECK(std::abs(place.y) <= 3);
        CHECK(std::ranges::find(places, place) == places.end()); // each place once
        if (!places.empty()) {
            const Point from = places.back();
            CHECK(std::abs(place.x - from.x) + std::abs(place.y - from.y) == 3);
        }
        places.push_back(place);
        CHECK(shift.at(start + step * PixelShift::step + std::chrono::seconds(89), false) == place);
    }
    CHECK(shift.at(start + 8 * PixelShift::step, false) == places.front());
}

TEST_CASE("nothing moves while a number is called", "[pixel_shift]") {
    PixelShift shift;
    const Point before = shift.at(start, false);
    CHECK(shift.at(start + PixelShift::step, true) == before);
    CHECK(shift.at(start + 2 * PixelShift::step, true) == before);
    CHECK(shift.at(start + 2 * PixelShift::step, false) != before);
}
