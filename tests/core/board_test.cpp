// SPDX-License-Identifier: MIT
#include "core/board.hpp"
#include "tests/catch.hpp"
#include "tests/core/small_hall.hpp"

#include <algorithm>

using namespace panggil;
using namespace panggil::tests;

namespace {

Board board_at(const Driver& hall, LinkHealth health = LinkHealth::Live) {
    return board_of(hall.state, std::nullopt, health, hall.context.now);
}

std::string tickets(const std::vector<Card>& cards) {
    std::string line;
    for (const Card& card : cards) {
        line += card.ticket + ' ';
    }
    return line;
}

void issue(Driver& hall, const char* service, int times) {
    for (int at = 0; at < times; ++at) {
        hall("issue", args("service", service));
    }
}

} // namespace

TEST_CASE("a call turns its card at once and comes on the panel", "[board]") {
    Driver hall;
    issue(hall, "ktp", 3);
    CHECK_FALSE(board_at(hall).call);
    CHECK(board_at(hall).cards[0].states == std::set{CardState::Empty});
    hall("call", args("counter", "2"));
    const Board board = board_at(hall);
    REQUIRE(board.call);
    CHECK(board.call->ticket == "F001");
    CHECK(board.call->number == "2");
    CHECK(board.call->place == "Loket");
    CHECK(board.call->agency_label == "Dinas Dukcapil");
    CHECK(board.call->attempt == 1);
    CHECK(board.cards[1].states == std::set{CardState::Called});
    CHECK(board.cards[1].waiting() == 2);
    CHECK(board.cards[2].place == "Gerai");
}

TEST_CASE("a recall is the second call, the third is the last", "[board]") {
    Driver hall;
    issue(hall, "ktp", 1);
    hall("call", args("counter", "1"));
    hall("recall", args("counter", "1"));
    CHECK(board_at(hall).call->attempt == 2);
    hall("recall", args("counter", "1"));
    CHECK(board_at(hall).cards[0].states == std::set{CardState::Called, CardState::LastCall});
    CHECK(board_at(hall).history.size() == 1);
}

TEST_CASE("a call older than ten minutes gives the panel back, and the board says when",
          "[board]") {
    Driver hall;
    issue(hall, "ktp", 1);
    hall("call", args("counter", "1"));
    const UtcTime called{Millis(board_at(hall).call->called_at)};
    CHECK(board_at(hall).next_change == called + Minutes(10));
    const auto at = [&](UtcTime now) {
        return board_of(hall.state, std::nullopt, LinkHealth::Live, now);
    };
    CHECK(at(called + Minutes(10) - Millis(1)).call);
    CHECK_FALSE(at(called + Minutes(10)).call);
    CHECK(at(called + Minutes(10)).history.size() == 1);
}

TEST_CASE("the stage decides the panel, and calls to come are no history", "[board]") {
    Driver hall;
    issue(hall, "ktp", 3);
    hall("call", args("counter", "1"));
    hall("call", args("counter", "2"));
    hall("call", args("counter", "teknik")); // another zone, not on this stage
    const auto& first = record_at(hall.state, "counter/1");
    const OnAir on_air{first.text("call_id"), "F001", "1", 1, "", Moment{Millis(5)},
                       hall.state.seq - 2};
    const Board board = board_of(hall.state, on_air, LinkHealth::Live, hall.context.now);
    CHECK(board.call->ticket == "F001");
    CHECK(board.call->called_at == first.number("called_at"));
    CHECK(board.call_since == Moment{Millis(5)});
    CHECK(tickets(board.history) == "F003 F001 ");
    CHECK(tickets(board_at(hall).history) == "F003 F002 F001 ");
}

TEST_CASE("a call that waits is no history, also when the panel's own ticket is called again",
          "[board]") {
    Driver hall;
    issue(hall, "ktp", 2);
    hall("call", args("counter", "1"));
    const std::string call_id = record_at(hall.state, "counter/1").text("call_id");
    const OnAir on_air{call_id, "F001", "1", 1, "", {}, hall.state.seq};
    hall("call", args("counter", "2"));
    hall("recall", args("counter", "1"));
    const Board board = board_of(hall.state, on_air, LinkHealth::Live, hall.context.now);
    CHECK(tickets(board.history) == "F001 ");
    CHECK(board.call->attempt == 1);
}

TEST_CASE("an alert stands among the texts, a drill says so", "[board]") {
    Driver hall;
    hall("alert-raise", args("kind", "gempa"));
    CHECK(board_at(hall).notices ==
          std::vector<std::string>{"PERINGATAN gempa. Ikuti petunjuk petugas."});
}

TEST_CASE("without a link no number is on the board", "[board]") {
    Driver hall;
    issue(hall, "ktp", 2);
    hall("call", args("counter", "1"));
    for (const LinkHealth health : {LinkHealth::Connecting, LinkHealth::Lost}) {
        const Board board = board_at(hall, health);
        CHECK_FALSE(board.call);
        CHECK(board.history.empty());
        for (const Card& card : board.cards) {
            CHECK(card.ticket.empty());
            CHECK(card.waiting() == 0);
            CHECK(card.states == std::set{CardState::Offline});
        }
    }
    const Board late = board_at(hall, LinkHealth::Stale);
    CHECK(late.call);
    CHECK(late.cards[0].states == std::set{CardState::Stale, CardState::Called});
    CHECK(board_of({}, std::nullopt, LinkHealth::Connecting, {}).cards.empty());
}

TEST_CASE("an alert ends by itself, whether the hub is there or not", "[board]") {
    Driver hall;
    hall("alert-raise", args("kind", "kebakaran", "until", "08.30"));
    const Board before = board_at(hall);
    REQUIRE(before.alerts.size() == 1);
    REQUIRE(before.next_change);
    for (const LinkHealth health : {LinkHealth::Live, LinkHealth::Stale, LinkHealth::Lost}) {
        const Board told = board_at(hall, health);
        CHECK(told.alerts == before.alerts);
        CHECK(told.next_change == before.next_change);
    }
    hall.context.now = *before.next_change;
    CHECK(board_at(hall, LinkHealth::Lost).alerts.empty());
}

TEST_CASE("a break and a closed counter say why and until when", "[board]") {
    Driver hall;
    hall("break", args("counter", "1", "until", "13.00"));
    hall("close", args("counter", "2", "reason", "Rapat"));
    const Board board = board_at(hall);
    CHECK(board.cards[0].states.contains(CardState::Break));
    CHECK(board.cards[0].until == "13.00");
    CHECK(board.cards[1].states.contains(CardState::Closed));
    CHECK(board.cards[1].reason == "Rapat");
}

TEST_CASE("an agency is one card: its latest call, its open counters, its people once", "[board]") {
    Driver hall;
    issue(hall, "ktp", 5);
    hall("call", args("counter", "1"));
    hall("call", args("counter", "2"));
    const auto agencies = [&] { return grouped(board_at(hall).cards, "agency"); };
    REQUIRE(agencies().size() == 2);
    CHECK(agencies()[0].ticket == "F002");
    CHECK(agencies()[0].number == "2");
    CHECK(agencies()[0].numbers == "1 dan 2");
    CHECK(agencies()[0].waiting() == 3);
    for (const char* counter : {"1", "2"}) {
        hall("serve", args("counter", counter));
        hall("finish", args("counter", counter));
    }
    CHECK(agencies()[0].ticket == "F002"); // the last number stands until the next is called
    CHECK(agencies()[0].states.empty());
    hall("close", args("counter", "2"));
    CHECK(agencies()[0].numbers == "1");
    hall("close", args("counter", "1"));
    CHECK(agencies()[0].states.contains(CardState::Closed));
    CHECK(grouped(board_at(hall).cards, "counter").size() == 3);
}

TEST_CASE("three counters are listed with a comma and a word", "[board]") {
    std::vector<Card> cards(3);
    for (int at = 0; at < 3; ++at) {
        cards[static_cast<std::size_t>(at)].number = std::to_string(at + 3);
    }
    CHECK(grouped(cards, "agency")[0].numbers == "3, 4 dan 5");
}

TEST_CASE("a service is one card, also when a counter takes several", "[board]") {
    Driver hall;
    hall.state.records["service/ktp"].set("short", "E-KTP");
    issue(hall, "ktp", 2);
    issue(hall, "imb", 1);
    hall("call", args("counter", "teknik")); // F001: the first in its lines
    const auto services = grouped(board_at(hall).cards, "service");
    REQUIRE(services.size() == 2);
    const auto ktp = std::ranges::find(services, "ktp", &Card::service);
    const auto imb = std::ranges::find(services, "imb", &Card::service);
    REQUIRE(ktp != services.end());
    REQUIRE(imb != services.end());
    CHECK(ktp->service_label == "KTP");
    CHECK(ktp->service_short == "E-KTP");
    CHECK(ktp->waiting() + imb->waiting() == 2);
    CHECK((ktp->ticket.empty() != imb->ticket.empty()));
}

TEST_CASE("notices are on the board", "[board]") {
    Driver hall;
    hall("notice", args("text", "Loket 2 pindah ke lantai dua."));
    CHECK(board_at(hall).notices == std::vector<std::string>{"Loket 2 pindah ke lantai dua."});
}

TEST_CASE("a card says what its counter takes, who waits for each, and which numbers it calls",
          "[board]") {
    Driver hall;
    issue(hall, "imb", 2);
    const auto card = [&](std::size_t at) { return board_at(hall).cards.at(at); };
    REQUIRE(card(2).queues.size() == 2);
    CHECK(card(2).queues[0].service == "imb");
    CHECK(card(2).queues[0].waiting == 2);
    CHECK(card(2).queues[0].prefix == "4K-");
    CHECK(card(2).queues[1].service == "ktp");
    CHECK(card(2).queues[1].waiting == 0);
    CHECK(card(0).waiting() == 0);
    // Before anybody is there: the prefix of its first line; then that of the ticket's own.
    CHECK(card(2).prefix == "4K-");
    CHECK(card(0).prefix == "F");
    issue(hall, "ktp", 1);
    hall("call", args("counter", "teknik", "ticket", "F001"));
    CHECK(card(2).prefix == "F");
    CHECK(card(2).service == "ktp");
    hall("serve", args("counter", "teknik"));
    CHECK(card(2).states == std::set{CardState::Serving});
}

TEST_CASE("a counter whose service has no letters of its own shows those of its first line",
          "[board]") {
    Driver hall;
    hall.state.records["service/ktp"].set("prefix", std::string());
    hall.state.records["counter/teknik"].set("service", std::string("ktp"));
    CHECK(board_at(hall).cards[2].prefix == "4K-");
    hall.state.records["counter/teknik"].set("services", TextList{});
    CHECK(board_at(hall).cards[2].prefix.empty());
}

TEST_CASE("the hall's hours are on the board, Monday first", "[board]") {
    Driver hall;
    hall.state.records["hall"].set("hours_mon", TextList{"08.00-12.00", "13.00-15.30"});
    hall.state.records["hall"].set("hours_sun", TextList{"tutup"});
    const Board board = board_at(hall);
    CHECK(board.hours[0] == TextList{"08.00-12.00", "13.00-15.30"});
    CHECK(board.hours[6] == TextList{"tutup"});
}
