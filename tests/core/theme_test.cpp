// SPDX-License-Identifier: MIT
/// A theme file as a value: what makes sense is taken, the rest is told with its place.
#include "core/theme.hpp"
#include "tests/catch.hpp"

using namespace panggil;
using Object = Tree::Object;

namespace {

struct Read {
    Places places{1};
    Problems problems;
    Theme theme;

    explicit Read(Object file, std::string_view mode = "")
        : theme(theme_of(Tree(std::move(file)), mode, places, problems)) {}

    [[nodiscard]] std::string codes() const {
        std::string all;
        for (const Problem& problem : problems) {
            all += (all.empty() ? "" : " ") + problem.code;
        }
        return all;
    }
};

Read font(const char* key, double value) {
    return Read({{"fonts", Object{{"number", Object{{key, value}}}}}});
}

Read motion(Object role) {
    return Read({{"motion", Object{{"call", std::move(role)}}}});
}

} // namespace

TEST_CASE("a colour has six or eight digits behind its sign", "[theme]") {
    CHECK(parse_color("#FFc233") == Color{255, 194, 51, 255});
    CHECK(parse_color("#01020380") == Color{1, 2, 3, 128});
    for (const char* wrong : {"", "FFC233", "#FFC23", "#FFC2334", "#FFC23G", "#FFC23", "FFC2331"}) {
        INFO(wrong);
        CHECK_FALSE(parse_color(wrong));
    }
    const Read read({{"colors", Object{{"ink", "#0f242b"}, {"call", "yellow"}, {"old", 7}}}});
    CHECK(read.codes() == "theme.bad_color theme.bad_color");
    CHECK(read.theme.color("ink") == Color{15, 36, 43});
    CHECK(read.theme.color("#000000") == Color{0, 0, 0});
    CHECK_FALSE(read.theme.color("call"));
}

TEST_CASE("a font's figures have limits, and what is beyond them is told", "[theme]") {
    CHECK(font("size", 8).theme.font("number").size == 8);
    CHECK(font("size", 2000).codes() == "");
    CHECK(font("size", 7).codes() == "theme.bad_number");
    CHECK(font("size", 2001).codes() == "theme.bad_number");
    CHECK(font("line", 8).theme.font("number").line == 8);
    CHECK(font("line", 7.9).codes() == "theme.bad_number");
    CHECK(font("line", 4001).codes() == "theme.bad_number");
    CHECK(font("tracking", -100).theme.font("number").tracking == -100);
    CHECK(font("tracking", -101).codes() == "theme.bad_number");
    CHECK(font("size", 100).theme.font("number").line == 120);
    CHECK(font("size", 100).theme.font("number").face == "Lato Bold");
    CHECK(font("size", 7).theme.font("number").size == 34);
    CHECK(font("size", 8).theme.font("nobody") == FontRole{});
}

TEST_CASE("a motion fades or pulses, and no pulse flashes", "[theme]") {
    const MotionRole fade = motion({{"ms", 260}}).theme.motion("call");
    CHECK(fade == MotionRole{MotionRole::Kind::Fade, Millis(260), 1});
    const Read pulse = motion({{"kind", "pulse"}, {"ms", 900}, {"times", 2}});
    CHECK(pulse.codes() == "");
    CHECK(pulse.theme.motion("call") == MotionRole{MotionRole::Kind::Pulse, Millis(900), 2});
    CHECK(motion({{"kind", "pulse"}}).codes() ==
          ""); // without a time it has the shortest that is good
    CHECK(motion({{"kind", "pulse"}}).theme.motion("call").time == Millis(500));
    CHECK(motion({{"kind", "pulse"}, {"ms", 334}}).codes() == "");
    const Read flash = motion({{"kind", "pulse"}, {"ms", 333}});
    CHECK(flash.codes() == "look.flash");
    CHECK(flash.problems.front().what == "flashes 3 times a second");
    CHECK(flash.theme.motion("call").time == Millis(500));
    CHECK(motion({{"kind", "fade"}, {"ms", 100}}).codes() == "");
    CHECK(motion({{"kind", "spin"}}).codes() == "theme.unknown_motion");
    CHECK(motion({{"kind", "spin"}}).theme.motion("call") == MotionRole{});
    CHECK(motion({{"times", 5}}).theme.motion("call").times == 5);
    CHECK(motion({{"times", 1}}).codes() == "");
    for (const int times : {0, 6}) {
        CHECK(motion({{"times", times}}).codes() == "theme.bad_number");
        CHECK(motion({{"times", times}}).theme.motion("call").times == 1);
    }
    CHECK(motion({{"ms", 5001}}).codes() == "theme.bad_number");
}

TEST_CASE("a mode changes the file, and an unknown one nothing", "[theme]") {
    const Object file{{"colors", Object{{"ink", "#000000"}, {"paper", "#ffffff"}}},
                      {"modes", Object{{"gelap", Object{{"colors", Object{{"ink", "#ffffff"}}}}}}}};
    const Read dark(file, "gelap");
    CHECK(dark.codes() == "");
    CHECK(dark.theme.color("ink") == Color{255, 255, 255});
    CHECK(dark.theme.color("paper") == Color{255, 255, 255});
    CHECK(dark.theme.modes == std::vector<std::string>{"terang", "gelap"});
    CHECK(Read(file, "terang").theme.color("ink") == Color{0, 0, 0});
    CHECK(Read(file, "senja").codes() == "theme.unknown_mode");
    CHECK(Read(file, "senja").theme.color("ink") == Color{0, 0, 0});
}

TEST_CASE("where people sit is as it says, or as in a usual hall", "[theme]") {
    CHECK(Read(Object{}).theme.legibility == Legibility{});
    const Read hall(
        {{"legibility", Object{{"screenInches", 55},
                               {"farthestMetres", 12},
                               {"minContrast", 7},
                               {"minArcMinutes", Object{{"number", 20}, {"text", 10}}}}}});
    CHECK(hall.codes() == "");
    CHECK(hall.theme.legibility == Legibility{55, 12, 20, 10, 7});
    CHECK(Read({{"legibility", Object{{"farthestMetres", 0.5}}}}).codes() == "theme.bad_number");
}
