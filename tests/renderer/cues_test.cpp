// SPDX-License-Identifier: MIT
/// What a colour says is said by a word or a form as well, and a glass is filled by what matters.
#include "tests/catch.hpp"
#include "tests/renderer/hall_on_screen.hpp"

#include <set>

using namespace panggil;
using namespace panggil::screen;
using namespace panggil::testing;

namespace {

std::string words_of(const std::string& widget, const Board& board, Size glass = {1920, 1080}) {
    Picture picture;
    picture.glass = glass;
    return words_on(picture(layout_of(widget), board));
}

bool says(const std::string& words, const std::string& what) {
    return words.find(what) != std::string::npos;
}

Board alarm(const char* level) {
    Board board = board_of_morning();
    board.alerts = {{"1", "tsunami", level, false, 0, 0}};
    return board;
}

/// Filled and empty bars of an alert's level.
std::pair<int, int> bars(const char* level) {
    Picture picture;
    std::pair<int, int> count;
    for (const Node& node : picture(layout_of(R"({"widget": "emergency"})"), alarm(level)).nodes) {
        for (const Mark& mark : node.marks) {
            if (const auto* box = std::get_if<BoxMark>(&mark.what);
                box != nullptr && box->rect.width < 60) {
                (box->fill.alpha > 0 ? count.first : count.second) += 1;
            }
        }
    }
    return count;
}

/// Of ten cards, how many stand in a row of a place.
std::size_t columns_in(Size glass) {
    Layout layout = layout_of(
        R"({"widget": "counters-grid", "group": "agency", "minCard": [320, 200],
            "card": {"widget": "shape", "color": "sea"}})");
    layout.canvas = {1920, 1080};
    Picture picture;
    picture.glass = glass;
    std::set<int> lefts;
    for (const Node& node : picture(layout, board_of_morning()).nodes) {
        for (const Mark& mark : node.marks) {
            if (const auto* box = std::get_if<BoxMark>(&mark.what); box != nullptr) {
                lefts.insert(box->rect.x);
            }
        }
    }
    return lefts.size();
}

} // namespace

TEST_CASE("the level of an alert is a number and a row of bars", "[emergency]") {
    CHECK(says(words_of(R"({"widget": "emergency"})", alarm("waspada")), "Tingkat 1 dari 3"));
    CHECK(says(words_of(R"({"widget": "emergency"})", alarm("awas"), {1080, 1920}),
               "Tingkat 3 dari 3"));
    CHECK(bars("waspada") == std::pair(1, 2));
    CHECK(bars("siaga") == std::pair(2, 1));
    CHECK(bars("awas") == std::pair(3, 0));
    CHECK(bars("") == std::pair(0, 0));
}

TEST_CASE("a band that is worded anew says nothing else", "[emergency]") {
    const std::string own =
        words_of(R"({"widget": "emergency", "footer": "Ikuti kami."})", alarm(""));
    CHECK(says(own, "Ikuti kami."));
    CHECK_FALSE(says(own, "tetap berlaku"));
    CHECK(says(words_of(R"({"widget": "emergency"})", alarm("")), "Nomor Anda tetap berlaku."));
}

TEST_CASE("a table says in words who is called, on a break or closed", "[queue-table]") {
    const std::string words = words_of(
        R"({"widget": "queue-table", "group": "counter", "columns": [{"field": "queue"}]})",
        board_of_morning());
    CHECK(says(words, "Dipanggil"));
    CHECK(says(words, "Istirahat"));
    CHECK(says(words, "Tutup"));
    CHECK_FALSE(says(words_of(R"({"widget": "queue-table", "columns": [{"field": "queue"}]})",
                              board_of_morning(LinkHealth::Lost)),
                     "0"));
}

TEST_CASE("columns share what is left as they say", "[queue-table]") {
    Picture picture;
    const Layout layout = layout_of(
        R"({"widget": "queue-table", "columns": [
              {"field": "agency", "share": 3}, {"field": "ticket"}, {"field": "counter", "width": 320}]})");
    std::set<int> starts;
    for (const Node& node : picture(layout, board_of_morning()).nodes) {
        for (const Mark& mark : node.marks) {
            if (const auto* text = std::get_if<TextMark>(&mark.what); text != nullptr) {
                starts.insert(text->origin.x);
            }
        }
    }
    CHECK(starts == std::set{16, 1216, 1616}); // 1600 left: 1200 and 400; cells have margins of 16
}

TEST_CASE("today's hours say that it is a holiday", "[hours]") {
    Board board = board_of_morning();
    board.hours.fill({"08.00-12.00"});
    CHECK(words_of(R"({"widget": "hours"})", board) == "Hari ini 08.00–12.00 ");
    board.holiday = "Hari Buruh";
    CHECK(words_of(R"({"widget": "hours"})", board) == "Hari ini Libur ");
    CHECK(says(words_of(R"({"widget": "hours", "days": "week", "fit": "fill"})", board), "Libur"));
}

TEST_CASE("a grid of cards chooses the columns that make them largest", "[counters-grid]") {
    CHECK(columns_in({1920, 480}) == 5);
    CHECK(columns_in({1920, 840}) == 4);
}
