// SPDX-License-Identifier: MIT
#include "core/ground.hpp"
#include "tests/catch.hpp"

using namespace panggil;

namespace {

constexpr Rect glass{0, 0, 400, 300};
constexpr Rect place{50, 100, 200, 40};
constexpr Color paper{250, 250, 240};
constexpr Color card{10, 20, 30};

Mark line() {
    TextMark text{{"Lato Bold", 20}, "Kabar", {50, 130}, {0, 0, 0}, {52, 115, 100, 18}};
    return {RunMark{text, place, 140, 2}, glass, 255};
}

Mark box(const Rect& rect, Color fill, int radius = 0, int border = 0) {
    return {BoxMark{rect, fill, {radius, radius, radius, radius}, border, {1, 1, 1}}, glass, 255};
}

Scene with(std::vector<Mark> marks) {
    Scene scene;
    scene.size = {glass.width, glass.height};
    scene.background = paper;
    scene.nodes = {{"root", std::move(marks)}};
    return scene;
}

} // namespace

TEST_CASE("a line on the bare glass, or on plain boxes, stands on one colour", "[ground]") {
    CHECK(plain_ground(with({line()}), 0, 0) == paper);
    CHECK(plain_ground(with({box(place, card), line()}), 0, 1) == card);
    // Round corners and borders that its letters do not reach.
    CHECK(plain_ground(with({box({40, 90, 220, 60}, card, 10, 3), line()}), 0, 1) == card);
    // What lies elsewhere, or paints nothing, does not matter, below or above.
    CHECK(plain_ground(with({box({300, 0, 50, 300}, card), line(), box({0, 0, 400, 100}, card)}), 0,
                       1) == paper);
    CHECK(plain_ground(with({box(place, {0, 0, 0, 0}), line()}), 0, 1) == paper);
    // Something opaque covers what was not plain.
    CHECK(plain_ground(with({box({60, 0, 10, 300}, card), box(glass, card), line()}), 0, 2) ==
          card);
}

TEST_CASE("where it is not plain, or not certain, there is none", "[ground]") {
    CHECK_FALSE(plain_ground(with({box({60, 0, 10, 300}, card), line()}), 0, 1)); // a part
    CHECK_FALSE(plain_ground(with({box(place, {1, 2, 3, 100}), line()}), 0, 1));  // through it
    CHECK_FALSE(plain_ground(with({box({48, 110, 204, 30}, card, 14), line()}), 0, 1)); // a corner
    CHECK_FALSE(plain_ground(with({box({50, 112, 200, 24}, card, 0, 4), line()}), 0, 1)); // border
    CHECK_FALSE(plain_ground(with({line(), box({60, 110, 20, 20}, card)}), 0, 0));        // over it
    Mark mixed = box(place, card);
    std::get<BoxMark>(mixed.what).gradient = Gradient::Down;
    CHECK_FALSE(plain_ground(with({mixed, line()}), 0, 1));
    Mark faint = box(place, card);
    faint.opacity = 100;
    CHECK_FALSE(plain_ground(with({faint, line()}), 0, 1));
    Mark cut = box(place, card);
    cut.clip = {0, 0, 100, 300};
    CHECK_FALSE(plain_ground(with({cut, line()}), 0, 1));
    const Mark picture{ImageMark{"a.png", place}, glass, 255};
    CHECK_FALSE(plain_ground(with({picture, line()}), 0, 1));
}
