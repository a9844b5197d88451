// SPDX-License-Identifier: MIT
/// What hangs on the wall: edges that are cut off, pictures that burn in, glasses on their side,
/// nights.
#include "core/schedule.hpp"
#include "renderer/lights.hpp"
#include "renderer/sdl/turning.hpp"
#include "tests/catch.hpp"
#include "tests/renderer/hall_on_screen.hpp"

using namespace panggil;
using namespace panggil::screen;
using namespace panggil::testing;

TEST_CASE("a safe area keeps everything off the edges, and a shift moves all alike",
          "[television]") {
    FixedMetrics metrics;
    PatchedCards patched;
    const auto draw = [&](Frame frame) {
        return present(our_layout(), board_of_morning(), {tests::morning, Moment{Millis(1500)}},
                       {1920, 1080}, metrics, patched, nullptr, nullptr, frame);
    };
    const Rect safe{96, 54, 1728, 972};
    const Scene inside = draw({5, {}});
    std::size_t marks = 0;
    for (const Node& node : inside.nodes) {
        for (const Mark& mark : node.marks) {
            INFO(node.key);
            CHECK(intersect(bounds_of(mark), safe) == bounds_of(mark));
            ++marks;
        }
    }
    CHECK(marks > 50);
    const Scene shifted = draw({5, {3, -3}});
    REQUIRE(shifted.nodes.size() == inside.nodes.size());
    for (std::size_t node = 0; node < inside.nodes.size(); ++node) {
        for (std::size_t at = 0; at < inside.nodes[node].marks.size(); ++at) {
            Rect before = bounds_of(inside.nodes[node].marks[at]);
            before.x += 3;
            before.y -= 3;
            CHECK(bounds_of(shifted.nodes[node].marks[at]) == before);
        }
    }
}

TEST_CASE("a glass on its side shows the picture upright", "[television]") {
    const Size picture{3, 2};
    std::vector<std::uint32_t> pixels{1, 2, 3, //
                                      4, 5, 6};
    const auto on_glass = [&](sdl::Quarters quarters) {
        const Size glass = sdl::turned(picture, quarters);
        std::vector<std::uint32_t> out(6);
        // In pieces, as damage comes.
        for (const Rect& rect : {Rect{0, 0, 2, 2}, Rect{2, 0, 1, 2}}) {
            sdl::copy_turned({pixels.data(), 3}, picture, {out.data(), glass.width}, rect,
                             quarters);
        }
        return out;
    };
    using Rows = std::vector<std::uint32_t>;
    CHECK(on_glass(0) == pixels);
    CHECK(on_glass(1) == Rows{4, 1, 5, 2, 6, 3});
    CHECK(on_glass(2) == Rows{6, 5, 4, 3, 2, 1});
    CHECK(on_glass(3) == Rows{3, 6, 2, 5, 1, 4});
    CHECK(sdl::turned(Rect{0, 0, 2, 1}, picture, 1) == Rect{1, 0, 1, 2});
    CHECK(sdl::quarters_of(270) == 3);
    CHECK(sdl::quarters_of(45) == 0);
}

TEST_CASE("the hours in which a screen is dark go over midnight", "[television]") {
    const Tree screen(Tree::Object{{"night", Tree::List{"18.00-07.00"}}});
    const auto dark = [&](int hour, int minute) {
        HallTime time;
        time.hour = hour;
        time.minute = minute;
        return is_night(screen, time);
    };
    CHECK(dark(18, 0));
    CHECK(dark(23, 59));
    CHECK(dark(6, 59));
    CHECK_FALSE(dark(7, 0));
    CHECK_FALSE(dark(17, 59));
    CHECK_FALSE(is_night(Tree{}, HallTime{}));
}

TEST_CASE("the test card names its size and reaches every edge", "[television]") {
    Picture picture;
    picture.glass = {1366, 768};
    const Scene scene = picture(layout_of(R"({"widget": "test-card"})"), Board{});
    CHECK(words_on(scene).find("1366 x 768 px") != std::string::npos);
    CHECK(words_on(scene).find("20' / 8 m / 43\"") != std::string::npos);
    bool edge = false;
    for (const Node& node : scene.nodes) {
        for (const Mark& mark : node.marks) {
            const auto* box = std::get_if<BoxMark>(&mark.what);
            edge =
                edge || (box != nullptr && box->border == 1 && box->rect == Rect{0, 0, 1366, 768});
        }
    }
    CHECK(edge);
}

TEST_CASE("the light of a machine goes off when all its televisions are in their night",
          "[television]") {
    Lights lights(2);
    CHECK(lights.are_on_when("tv-kiri", true));
    CHECK_FALSE(lights.are_on_when("tv-kanan", true));
    CHECK(lights.are_on_when("tv-kiri", false));
    CHECK_FALSE(lights.are_on_when("tv-kiri", true));
}
