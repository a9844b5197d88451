// SPDX-License-Identifier: MIT
/// What a mark covers, and the colours of a box that goes from one to another.
#include "core/scene.hpp"
#include "tests/catch.hpp"

using namespace panggil;

namespace {

constexpr Rect everywhere{0, 0, 1000, 1000};

BoxMark fading(Gradient gradient, Rect rect) {
    BoxMark box;
    box.rect = rect;
    box.fill = {0, 100, 200, 77};
    box.fill2 = {100, 0, 201, 5};
    box.gradient = gradient;
    return box;
}

} // namespace

TEST_CASE("a box of one colour has it everywhere", "[scene]") {
    CHECK(fill_at(fading(Gradient::None, {0, 0, 11, 11}), 10, 10) == Color{0, 100, 200, 77});
}

TEST_CASE("a gradient begins and ends with its colours, and keeps the alpha of the first",
          "[scene]") {
    const BoxMark down = fading(Gradient::Down, {40, 50, 5, 11});
    CHECK(fill_at(down, 3, 0) == Color{0, 100, 200, 77});
    CHECK(fill_at(down, 3, 10) == Color{100, 0, 201, 77});
    CHECK(fill_at(down, 0, 5) == Color{50, 50, 201, 77}); // a half is rounded up
    CHECK(fill_at(down, 0, 4) == Color{40, 60, 200, 77});
    const BoxMark right = fading(Gradient::Right, {40, 50, 11, 5});
    CHECK(fill_at(right, 0, 4) == Color{0, 100, 200, 77});
    CHECK(fill_at(right, 10, 0) == Color{100, 0, 201, 77});
}

TEST_CASE("outside a gradient its ends go on, and one that is a pixel long is its first colour",
          "[scene]") {
    const BoxMark down = fading(Gradient::Down, {0, 0, 5, 11});
    CHECK(fill_at(down, 0, -7) == fill_at(down, 0, 0));
    CHECK(fill_at(down, 0, 99) == fill_at(down, 0, 10));
    CHECK(fill_at(fading(Gradient::Down, {0, 0, 5, 1}), 0, 0) == Color{0, 100, 200, 77});
}

TEST_CASE(
    "a mark covers its place within its clip; a text its letters, a running line the rows of them",
    "[scene]") {
    const Rect place{10, 20, 30, 40};
    BoxMark box;
    box.rect = place;
    TextMark text;
    text.ink = place;
    ShapeMark shape;
    shape.rect = place;
    ImageMark image;
    image.rect = place;
    FilmMark film;
    film.rect = place;
    for (const Mark& mark : {Mark{box, everywhere}, Mark{text, everywhere}, Mark{shape, everywhere},
                             Mark{image, everywhere}, Mark{film, everywhere}}) {
        CHECK(bounds_of(mark) == place);
        Mark clipped = mark;
        clipped.clip = {0, 0, 15, 25};
        CHECK(bounds_of(clipped) == Rect{10, 20, 5, 5});
    }
    RunMark run;
    run.place = {100, 200, 300, 50};
    run.line.ink = {390, 210, 900, 20};
    CHECK(bounds_of({run, everywhere}) == Rect{100, 210, 300, 20});
}

TEST_CASE("the text of a mark is its own, or that of its running line", "[scene]") {
    TextMark text;
    text.text = "F018";
    const Mark still{text, everywhere};
    REQUIRE(text_of(still) != nullptr);
    CHECK(text_of(still)->text == "F018");
    RunMark run;
    run.line.text = "selamat datang";
    const Mark running{run, everywhere};
    REQUIRE(text_of(running) != nullptr);
    CHECK(text_of(running)->text == "selamat datang");
    CHECK(text_of({BoxMark{}, everywhere}) == nullptr);
}

TEST_CASE("rectangles meet, join and shrink", "[scene]") {
    CHECK(intersect({0, 0, 10, 10}, {5, 6, 10, 10}) == Rect{5, 6, 5, 4});
    CHECK(intersect({0, 0, 10, 10}, {10, 0, 5, 5}) == Rect{}); // side by side is not on each other
    CHECK(intersect({0, 0, 10, 10}, {0, 10, 5, 5}) == Rect{});
    CHECK(unite({0, 0, 10, 10}, {20, 5, 5, 20}) == Rect{0, 0, 25, 25});
    CHECK(unite({}, {20, 5, 5, 20}) == Rect{20, 5, 5, 20});
    CHECK(unite({20, 5, 5, 20}, {7, 7, 0, 9}) == Rect{20, 5, 5, 20});
    CHECK(inset({10, 20, 30, 40}, 3) == Rect{13, 23, 24, 34});
    CHECK(Rect{0, 0, 0, 9}.empty());
    CHECK(Rect{0, 0, 9, -1}.empty());
    CHECK(Rect{0, 0, 9, -1}.area() == 0);
    CHECK(Rect{5, 5, 100'000, 100'000}.area() == 10'000'000'000);
}
