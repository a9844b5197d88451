// SPDX-License-Identifier: MIT
#include "console/answer.hpp"
#include "console/board_text.hpp"
#include "console/hall_text.hpp"
#include "tests/console/test_hall.hpp"

#include <algorithm>

using namespace panggil;
using namespace panggil::console;
using namespace std::chrono_literals;

namespace {

std::string line_with(const std::vector<std::string>& lines, std::string_view part) {
    const auto found = std::ranges::find_if(
        lines, [&](const std::string& line) { return line.find(part) != line.npos; });
    return found == lines.end() ? "" : *found;
}

struct Shift {
    PureHub hub;
    int commands = 0;

    /// Everything happens in one moment.
    Shift() { hub.hall.rules.recall_spacing = Millis{0}; }

    Event act(const std::string& op, Record args) {
        const auto decision = hub.execute(
            {"r" + std::to_string(++commands), op, std::move(args), "staff:loket-3", std::nullopt},
            morning + 101min + 22s);
        REQUIRE(decision.ok());
        Event event = decision.value().event;
        event.seq = hub.state.seq;
        event.utc = morning + 101min + 22s;
        return event;
    }
};

Record counter_three() {
    return Record{{"counter", std::string("3")}};
}

} // namespace

TEST_CASE("the board tells each counter, the last calls, and what is said and noticed",
          "[board_text]") {
    Shift shift;
    shift.act("open", counter_three());
    shift.act("issue", Record{{"service", std::string("F")}, {"priority", std::string("lansia")}});
    shift.act("issue", Record{{"service", std::string("F")}});
    shift.act("call", counter_three());
    shift.act("recall", counter_three());
    shift.act("notice", Record{{"text", std::string("Siapkan KTP-el.")}});
    shift.act("alert-raise", Record{{"kind", std::string("gempa")}, {"drill", std::int64_t{1}}});
    const auto lines = board_text(shift.hub.state, "5e5e", Language::Indonesian);
    CHECK(lines[1].find("5e5e") != std::string::npos);
    CHECK(line_with(lines, "Loket 3") ==
          "Loket 3   Dukcapil         memanggil  F001   2    1      prioritas lansia");
    CHECK(line_with(lines, "Loket 10").starts_with("Loket 10  Kesbangpol       tutup"));
    CHECK(line_with(lines, "09.41.22") == "  09.41.22  F001  Loket 3  panggilan 2");
    CHECK_FALSE(line_with(lines, ": Siapkan KTP-el.").empty());
    CHECK(line_with(lines, "PERINGATAN").ends_with("gempa (LATIHAN)"));
    CHECK(line_with(lines, "Suara di") == "Suara di Ruang Tunggu: tidak ada layar bersuara");
    // Counter 10 stands behind counter 9, not behind counter 1.
    const auto at = [&](std::string_view part) {
        return std::ranges::find(lines, line_with(lines, part)) - lines.begin();
    };
    CHECK(at("Loket 9 ") + 1 == at("Loket 10"));
    const auto english = board_text(shift.hub.state, "5e5e", Language::English);
    CHECK(line_with(english, "Loket 3").find("calling") != std::string::npos);
}

TEST_CASE("a break tells its reason and its end", "[board_text]") {
    Shift shift;
    shift.act("open", counter_three());
    Record args = counter_three();
    shift.act("break", args.set("until", std::string("13.00")).set("reason", std::string("Salat")));
    const auto lines = board_text(shift.hub.state, "", Language::Indonesian);
    CHECK(line_with(lines, "Loket 3").find("  istirahat  ") != std::string::npos);
    CHECK(line_with(lines, "Loket 3").ends_with("  Salat, s.d. 13.00"));
}

TEST_CASE("an event is one line that names who did what", "[answer]") {
    Shift shift;
    CHECK(event_text(shift.act("open", counter_three()), shift.hub.state)
              .find("09.41.22 #3 open Loket 3  [staff:loket-3]") != std::string::npos);
    const Event issued = shift.act("issue", Record{{"service", std::string("F")}});
    CHECK(event_text(issued, shift.hub.state).find("issue F001") != std::string::npos);
    const Event called = shift.act("call", counter_three());
    CHECK(event_text(called, shift.hub.state).find("call F001 → Loket 3  [") != std::string::npos);
    const Event again = shift.act("recall", counter_three());
    CHECK(event_text(again, shift.hub.state).find("recall F001 → Loket 3 (2)") !=
          std::string::npos);
}

TEST_CASE("an operation without a sentence of its own still tells what it did", "[answer]") {
    Ack ack;
    ack.result = Record{{"counter", std::string("3")}, {"minutes", std::int64_t{5}}};
    CHECK(answer_text("delay", ack, Language::English) == "counter=3 minutes=5");
    ack.result = Record{{"ticket", std::string("{ticket}")}};
    CHECK(answer_text("issue", ack, Language::English) == "{ticket}");
}

TEST_CASE("columns count characters, not bytes", "[hall_text]") {
    CHECK(columns({{"→", "a"}, {"xy", "b"}, {"x", ""}}) ==
          std::vector<std::string>{"→   a", "xy  b", "x"});
}

TEST_CASE("seconds are written as each language writes them", "[language]") {
    CHECK(seconds_text(6810, Language::Indonesian) == "6,8 dtk");
    CHECK(seconds_text(59'960, Language::English) == "60.0 s");
}
