// SPDX-License-Identifier: MIT
/// The layout that needs no file: what a screen shows when the office's own cannot be read.
#include "core/layout.hpp"
#include "tests/catch.hpp"

using namespace panggil;

TEST_CASE("the emergency layout shows every counter and its number, large and dark on light",
          "[layout]") {
    const Layout layout = emergency_layout();
    CHECK(layout.root.text_or("widget") == "counters-grid");
    CHECK(layout.root.at("bind").text_or("agencies") == "all");
    CHECK(layout.root.text_or("group") == "counter");
    CHECK(layout.root.at("card").object() != nullptr);
    const auto light = [&](const char* name) {
        const auto color = layout.theme.color(name);
        REQUIRE(color);
        return color->red + color->green + color->blue;
    };
    CHECK(light("card") > light("ink") + 500);
    CHECK(light("call") > light("ink") + 300);
    CHECK(light("paper") < 200);
    CHECK(layout.theme.font("number").size >= 2 * layout.theme.font("small").size);
}

TEST_CASE("a layout fits whole on any glass", "[layout]") {
    Layout layout;
    CHECK(unit_of(layout, {1920, 1080}) == 1.0);
    CHECK(unit_of(layout, {3840, 1080}) == 1.0);
    CHECK(unit_of(layout, {960, 1080}) == 0.5);
}
