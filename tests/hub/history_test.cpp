// SPDX-License-Identifier: MIT
#include "hub/backup.hpp"
#include "hub/history.hpp"
#include "tests/hub/hub_fixture.hpp"

using namespace panggil;
using namespace panggil::tests;

namespace {

constexpr Millis minute{60'000};

std::string journal_of(const HallUnderTest& hall) {
    return hall.folder.path() + "/journal.sqlite";
}

Receipt told(const std::string& call_id, std::string phase, Millis audible = Millis{0}) {
    return {call_id, "tv-1", "hall", std::move(phase), audible, {}};
}

hub::Past look(const std::string& file, UtcTime at, Millis before = minute, Millis span = minute) {
    const auto history = hub::History::open(file);
    REQUIRE(history.ok());
    auto past = history.value().look_back(at, before, span);
    INFO((past ? "" : to_line(past.problem())));
    REQUIRE(past.ok());
    return std::move(past).value();
}

/// Says a call as a screen tells it.
std::string say_next_call(HallUnderTest& hall) {
    hall("issue", args("service", "F"));
    const std::string call_id = hall("call", args("counter", "1")).result.text("call_id");
    REQUIRE_FALSE(call_id.empty());
    hall.hub->hear(told(call_id, "shown"), hall.now);
    hall.pass(Millis{1000});
    hall.hub->hear(told(call_id, "started"), hall.now);
    hall.pass(Millis{7000});
    hall.hub->hear(told(call_id, "done", Millis{7000}), hall.now);
    hall.hub->turn(hall.now);
    return call_id;
}

} // namespace

TEST_CASE("each moment of a day is what the hub had then", "[history]") {
    HallUnderTest hall;
    const UtcTime before_all = hall.now.utc - Millis{1};
    std::vector<std::pair<UtcTime, QueueState>> moments;
    for (int turn = 0; turn < 5; ++turn) {
        hall.pass(minute);
        hall("issue", args("service", "F"));
        hall(turn % 2 == 0 ? "call" : "recall", args("counter", "1"));
        moments.emplace_back(hall.now.utc, hall.hub->state());
    }
    const std::string copy = hall.folder.path() + "/copy.sqlite";
    REQUIRE(hub::back_up(hall.folder.path(), copy).ok());
    for (const auto& [at, state] : moments) {
        CHECK(look(journal_of(hall), at).state == state);
        CHECK(look(copy, at + minute / 2).state == state);
    }
    const auto history = hub::History::open(copy);
    REQUIRE(history.ok());
    CHECK(history.value().utc_offset().value() == small_hall().utc_offset);
    CHECK(history.value().look_back(before_all, minute, minute).problem().code ==
          "journal.before_history");
}

TEST_CASE("what was heard comes with its beginning and its length", "[history]") {
    HallUnderTest hall;
    const std::string first = say_next_call(hall);
    const UtcTime between = hall.now.utc;
    hall.pass(minute);
    hall("finish", args("counter", "1"));
    const std::string second = say_next_call(hall);

    const hub::Past past = look(journal_of(hall), between);
    CHECK(past.on_air == first);
    REQUIRE(past.heard.size() == 1);
    CHECK(past.heard[0].announcement.call_id == first);
    CHECK(past.heard[0].announcement.ticket == "F001");
    CHECK(past.heard[0].screen == "tv-1");
    CHECK(past.heard[0].began == between - Millis{7000});
    CHECK(past.heard[0].audible == Millis{7000});

    const hub::Past later = look(journal_of(hall), between, minute, 2 * minute);
    REQUIRE(later.heard.size() == 2);
    CHECK(later.heard[1].announcement.call_id == second);
    CHECK(later.state == past.state); // a longer span hears more, it does not see later
}

TEST_CASE("a wall clock that was set back takes no event away", "[history]") {
    HallUnderTest hall;
    hall("issue", args("service", "F"));
    hall.now.utc -= 10 * minute;
    hall("issue", args("service", "F"));
    CHECK(look(journal_of(hall), hall.now.utc + 20 * minute).state == hall.hub->state());
}

TEST_CASE("a journal whose events were changed is not believed", "[history]") {
    HallUnderTest hall;
    hall("issue", args("service", "F"));
    const UtcTime at = hall.now.utc;
    hall.stop();
    Stranger(hall.folder.path())("UPDATE events SET json = replace(json, 'F001', 'F002')");
    const auto history = hub::History::open(journal_of(hall));
    REQUIRE(history.ok());
    CHECK(history.value().look_back(at, minute, minute).problem().code == "journal.damaged");
    CHECK(hub::History::open(hall.folder.path() + "/none").problem().code == "journal.cannot_open");
}
