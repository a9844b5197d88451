// SPDX-License-Identifier: MIT
#include "renderer/text_block.hpp"
#include "renderer/tracks.hpp"
#include "tests/catch.hpp"
#include "tests/renderer/hall_on_screen.hpp"

using namespace panggil;
using namespace panggil::screen;
using namespace panggil::testing;

namespace {

/// The text marks of one widget on a glass of these units; a letter of "meta" (34) is 20 wide.
std::vector<TextMark> marks_of(const std::string& widget, int width, int height = 200) {
    Layout layout = layout_of(widget);
    layout.canvas = {width, height};
    Picture picture;
    picture.glass = {width, height};
    std::vector<TextMark> marks;
    for (const Node& node : picture(layout, board_of_morning()).nodes) {
        for (const Mark& mark : node.marks) {
            if (const auto* text = std::get_if<TextMark>(&mark.what); text != nullptr) {
                marks.push_back(*text);
            }
        }
    }
    return marks;
}

} // namespace

TEST_CASE("text stands where align and valign say, on whole pixels", "[text_block]") {
    const auto origin = [](const std::string& where) {
        return marks_of(R"({"widget": "text", "text": "abcde")" + where + "}", 300).front().origin;
    };
    // The line is 40 high, capitals 23: the baseline is at (40 + 23) / 2.
    CHECK(origin("") == Point{0, 31});
    CHECK(origin(R"(, "align": "right")") == Point{200, 31});
    CHECK(origin(R"(, "align": "center", "valign": "middle")") == Point{100, 111});
    CHECK(origin(R"(, "valign": "bottom", "style": {"padding": [0, 0, 10, 7]})") == Point{7, 181});
}

TEST_CASE("text that is too wide shrinks, is cut, or is broken", "[text_block]") {
    const auto lines = [](const char* fit, const char* text, int width) {
        std::string all;
        for (const TextMark& mark : marks_of(R"({"widget": "text", "fit": ")" + std::string(fit) +
                                                 R"(", "text": ")" + text + "\"}",
                                             width)) {
            all += mark.text + '|';
        }
        return all;
    };
    const auto shrunk = marks_of(R"({"widget": "text", "text": "abcdefghij"})", 150);
    REQUIRE(shrunk.size() == 1);
    CHECK(shrunk.front().text == "abcdefghij");
    CHECK(shrunk.front().font.pixels < 34);
    CHECK(shrunk.front().ink.right() <= 150);
    CHECK(lines("shrink", "abcdefghijklmnopqrst", 100) == "abcdefg…|"); // never tiny
    CHECK(lines("ellipsis", "abcdéfghij", 120) == "abcdé…|");
    CHECK(lines("wrap", "satu dua sepuluh", 160) == "satu| dua|sepuluh|");
    CHECK(lines("shrink", "satu\\ndua", 160) == "satu|dua|");
    const auto filled = marks_of(R"({"widget": "text", "fit": "fill", "text": "ab"})", 400, 200);
    CHECK(filled.front().font.pixels > 100);
    CHECK(filled.front().ink.right() <= 400);
}

TEST_CASE("pieces stand one after the other on one baseline", "[text_block]") {
    const auto marks = marks_of(
        R"({"widget": "text", "color": "ink2", "runs": [
             {"text": "SMS "}, {"text": "1708", "font": "number", "color": "#010203"}]})",
        600);
    REQUIRE(marks.size() == 2);
    CHECK(marks[0].origin.y == marks[1].origin.y);
    CHECK(marks[1].origin.x == 80);
    CHECK(marks[1].color == Color{1, 2, 3});
    CHECK(marks[0].color == *our_layout().theme.color("ink2"));
}

TEST_CASE("large letters begin with their ink, small ones with their margin", "[text_block]") {
    const auto ink = [](const char* font, const char* style) {
        return marks_of(R"({"widget": "text", "text": "F", "font": ")" + std::string(font) +
                            R"(", "style": {)" + style + "}}",
                        400)
            .front()
            .ink.x;
    };
    CHECK(ink("number", "") == 0);
    CHECK(ink("number", R"("opticalAlign": false)") == 6);
    CHECK(ink("meta", "") == 1);
    CHECK(ink("meta", R"("opticalAlign": true)") == 0);
}

TEST_CASE("t and f are kept from joining what follows", "[text_block]") {
    CHECK(without_ligatures("Istirahat fisik") == "Ist\u200Cirahat f\u200Cisik");
    CHECK(without_ligatures("afford") == "af\u200Cford");
    CHECK(without_ligatures("Loket 3") == "Loket 3");
    CHECK(marks_of(R"({"widget": "text", "text": "Istirahat"})", 600).front().text ==
          "Ist\u200Cirahat");
}

TEST_CASE("a ticket's letter has its colour, its cell, and is never cut", "[text_block]") {
    const auto widget = [](const char* more) {
        return R"({"widget": "ticket", "value": "F018", "letter": "amber")" + std::string(more) +
               "}";
    };
    const auto marks = marks_of(widget(""), 600);
    REQUIRE(marks.size() == 2);
    CHECK(marks[0].text == "F");
    CHECK(marks[0].color == *our_layout().theme.color("amber"));
    CHECK(marks[0].ink.x == 0);
    CHECK(marks[1].text == "018");
    CHECK(marks[1].origin.x - marks[0].origin.x == 20);
    CHECK(marks_of(widget(R"(, "letterCell": 2)"), 600)[1].origin.x == 68);
    CHECK(marks_of(widget(R"(, "letterGap": 5)"), 600)[1].origin.x == 24);
    const auto small = marks_of(widget(""), 30);
    CHECK(small[0].text + small[1].text == "F018");
    CHECK(small[1].ink.right() <= 30);
    CHECK(marks_of(R"({"widget": "ticket"})", 600).front().text == "–");
    CHECK(marks_of(R"({"widget": "ticket", "value": "4K-10"})", 600).front().text == "4K-");
}

TEST_CASE("tracks share what is left and never drift apart", "[tracks]") {
    const Tree three(Tree::List{"1fr", "1fr", "1fr"});
    const auto spans = tracks(three, 100, 0, 1.0, [](std::size_t) { return 0; });
    CHECK(spans[0].length + spans[1].length + spans[2].length == 100);
    CHECK(spans[1].start == spans[0].start + spans[0].length);
    const Tree mixed(Tree::List{10, "auto", "2fr", "1fr"});
    const auto wide = tracks(mixed, 200, 5, 2.0, [](std::size_t at) { return at == 1 ? 35 : 0; });
    CHECK(wide[0].length == 20);
    CHECK(wide[1].start == 25);
    CHECK(wide[1].length == 35);
    CHECK(wide[2].length == 87); // two thirds of 130
    CHECK(wide[3].start + wide[3].length == 200);
    CHECK(tracks(Tree(), 50, 0, 1.0, nullptr).size() == 1);
}

TEST_CASE("a hidden zone takes no width", "[tracks]") {
    const auto at = [](const char* hidden) {
        return marks_of(R"({"widget": "grid", "cols": ["auto", "1fr"], "areas": ["a b"], "zones": {
                              "a": {"widget": "text", "text": "aaa", "hidden": )" +
                            std::string(hidden) + R"(}, "b": {"widget": "text", "text": "b"}}})",
                        600)
            .back()
            .origin.x;
    };
    CHECK(at("false") == 60);
    CHECK(at("true") == 0);
}

TEST_CASE("numbers that fill their places are of one size", "[ticket]") {
    const auto size = [](const char* number, int width) {
        const auto marks =
            marks_of(R"({"widget": "ticket", "fit": "fill", "font": "number", "value": ")" +
                         std::string(number) + "\"}",
                     width);
        return marks.empty() ? 0 : marks.front().font.pixels;
    };
    CHECK(size("F018", 400) == size("J021", 400));
    CHECK(size("F018", 400) > size("F018", 300));
    CHECK(size("F018", 2000) == size("F018", 3000)); // as high as the place
    CHECK(size("4K-100", 400) < size("F018", 400));
}
