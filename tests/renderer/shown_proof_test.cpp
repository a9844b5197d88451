// SPDX-License-Identifier: MIT
#include "renderer/shown_proof.hpp"
#include "tests/catch.hpp"

using namespace panggil;
using namespace panggil::screen;

namespace {

Announcement call(const std::string& counter, const std::string& ticket, int attempt = 1) {
    Announcement made;
    made.call_id = ticket + '-' + std::to_string(attempt);
    made.counter = counter;
    made.ticket = ticket;
    made.attempt = attempt;
    return made;
}

Card card(const std::string& counter, const std::string& ticket, int attempt = 1) {
    Card made;
    made.counter = counter;
    made.ticket = ticket;
    made.attempt = attempt;
    return made;
}

/// A glass that shows everything, and a window system that answers.
struct Hall {
    std::vector<std::string> look(Millis at = Millis{0}) {
        std::vector<std::string> told;
        const ShownProof::Glass glass{[this](const std::string&) { return shows; },
                                      [this] {
                                          ++asked;
                                          return has_it;
                                      }};
        for (const Announcement& each : proof.take_shown(board, glass, Moment{at})) {
            told.push_back(each.call_id);
        }
        return told;
    }

    ShownProof proof;
    Board board;
    bool shows = true;
    bool has_it = true;
    int asked = 0;
};

using Told = std::vector<std::string>;

} // namespace

TEST_CASE("a call is told as shown once, when the window system has its frame", "[shown_proof]") {
    Hall hall;
    hall.proof.add(call("3", "F018"), Moment{Millis{60'000}});
    CHECK(hall.look() == Told{}); // its counter is not on the board yet
    CHECK(hall.asked == 0);
    hall.board.cards = {card("3", "F018")};
    hall.shows = false;
    CHECK(hall.look() == Told{}); // on the board, and not on the glass
    CHECK(hall.asked == 0);
    hall.shows = true;
    hall.has_it = false;
    CHECK(hall.look() == Told{}); // drawn, and nobody has seen it: the display is lost
    CHECK(hall.asked == 1);
    CHECK(hall.proof.waits());
    hall.has_it = true;
    CHECK(hall.look() == Told{"F018-1"});
    CHECK_FALSE(hall.proof.waits());
    CHECK(hall.look() == Told{});
    CHECK(hall.asked == 2);
}

TEST_CASE("a call is shown by its own ticket and attempt, or a later one", "[shown_proof]") {
    Hall hall;
    hall.board.cards = {card("3", "F018", 1), card("4", "H002", 2)};
    hall.proof.add(call("3", "F018", 2), Moment{Millis{60'000}}); // the recall is still to come
    hall.proof.add(call("3", "F017"), Moment{Millis{60'000}});
    hall.proof.add(call("4", "H002", 1), Moment{Millis{60'000}});
    CHECK(hall.look() == Told{"H002-1"});
    hall.board.cards.front() = card("3", "F018", 2);
    CHECK(hall.look() == Told{"F018-2"});
}

TEST_CASE("a call that is never shown is forgotten when its time is over, a held one later",
          "[shown_proof]") {
    Hall hall;
    Announcement held = call("3", "F018");
    held.ttl = Millis{20'000};
    hall.proof.add(held, Moment{Millis{20'000}});
    CHECK(hall.look(Millis{20'000}) == Told{});
    CHECK(hall.proof.waits());
    hall.proof.hold_until(Moment{Millis{30'000}});
    CHECK(hall.look(Millis{50'000}) == Told{});
    CHECK(hall.proof.waits());
    CHECK(hall.look(Millis{50'001}) == Told{});
    CHECK_FALSE(hall.proof.waits());
}
