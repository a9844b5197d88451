// SPDX-License-Identifier: MIT
#include "codec/board_codec.hpp"
#include "tests/catch.hpp"

using namespace panggil;
using codec::decode_board;

TEST_CASE("a board written by hand has cards, a call and a history", "[board_codec]") {
    const auto board = decode_board(
        R"({"hall": {"name": "Balai", "place": "Kota", "notices": ["Selamat datang."]},
            "counters": [
              {"agency": {"id": "dukcapil", "short": "Dukcapil"}, "ticket": "F018",
               "desk": {"number": "3", "numbers": "3 dan 4"}, "waiting": 14, "states": ["called"]},
              {"agency": {"id": "pupr", "short": "PUPR"}, "desk": {"number": 7, "label": "Gerai"},
               "states": ["break"], "until": "13.00"}],
            "call": {"agency": {"label": "Dinas Dukcapil"}, "ticket": "F018",
                     "desk": {"number": "3"}, "attempt": 2},
            "history": [{"ticket": "L041", "desk": {"number": "8"}}]})",
        "papan.json");
    REQUIRE(board);
    const Board& hall = board.value();
    CHECK(hall.hall_name == "Balai");
    CHECK(hall.hall_place_short == "Kota");
    CHECK(hall.notices == std::vector<std::string>{"Selamat datang."});
    REQUIRE(hall.cards.size() == 2);
    CHECK(hall.cards[0].numbers == "3 dan 4");
    CHECK(hall.cards[0].waiting() == 14);
    CHECK(hall.cards[0].states == std::set{CardState::Called});
    CHECK(hall.cards[1].number == "7");
    CHECK(hall.cards[1].place == "Gerai");
    CHECK(hall.cards[1].states == std::set{CardState::Break, CardState::Empty});
    REQUIRE(hall.call);
    CHECK(hall.call->attempt == 2);
    CHECK(hall.history.size() == 1);
}

TEST_CASE("a board may be late, or know nothing of the queue", "[board_codec]") {
    const auto board = [](const std::string& link) {
        return decode_board(R"({"link": ")" + link + R"(", "counters": [{"ticket": "F018"}]})",
                            "papan.json");
    };
    CHECK(board("live").value().cards[0].states.empty());
    CHECK(board("stale").value().cards[0].states == std::set{CardState::Stale});
    CHECK(board("stale").value().cards[0].ticket == "F018");
    CHECK(board("lost").value().cards[0].ticket.empty());
    CHECK(board("connecting").value().health == LinkHealth::Connecting);
    CHECK(to_line(board("dead").problem()) ==
          "papan.json:1:10: \"dead\" is no state of the link (live, stale, connecting or lost)");
}

TEST_CASE("what is no board says so, and how to get one", "[board_codec]") {
    const auto told = [](const char* text) {
        const auto board = decode_board(text, "papan.json");
        return board ? std::string() : to_line(board.problem());
    };
    CHECK(told("{}") == "papan.json#/counters: is missing: this is neither a hub's state nor a "
                        "board (save one with: panggil state --json > hall.json)");
    CHECK(told("[") ==
          "papan.json:1:2: the file ends before everything is closed (a } or ] is missing; look at "
          "the indentation above)");
    CHECK(told(R"({"counters": [{"states": ["caled"]}, 7]})") ==
          "papan.json:1:27: \"caled\" is no state of a card (did you mean "
          "\"called\"?)");
}
