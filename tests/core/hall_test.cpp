// SPDX-License-Identifier: MIT
#include "tests/catch.hpp"
#include "tests/core/small_hall.hpp"

using namespace panggil;
using namespace panggil::tests;

TEST_CASE("a state that says what the hall says needs no event", "[hall]") {
    Driver driver;
    CHECK_FALSE(reconcile(driver.state, small_hall(), morning));
    CHECK_FALSE(begin_day(driver.state, small_hall(), morning));
    CHECK(record_at(driver.state, "hall").text("day") == "2026-11-24");
    CHECK(driver.counter("teknik").text("status") == "open");
}

TEST_CASE("a break is announced only where the hall wants it", "[hall]") {
    Driver driver;
    CHECK(record_at(driver.state, "hall").number("break_text") == 0);
    Hall hall = small_hall();
    hall.rules.break_text = !hall.rules.break_text;
    const auto change = reconcile(driver.state, hall, morning);
    REQUIRE(change);
    CHECK(change->set.at("hall").number("break_text") == 1);
}

TEST_CASE("an edited hall keeps the queue", "[hall]") {
    Driver driver;
    driver("issue", args("service", "F"));
    driver("issue", args("service", "F"));
    driver("call", args("counter", "1"));
    Hall edited = small_hall();
    edited.agencies[0].label = "Dinas Kependudukan";
    edited.counters[1].zone = "teras";
    edited.counters.push_back({"4", 4, "loket", "lobi", "pupr", {"imb"}});
    const auto event = reconcile(driver.state, edited, morning);
    REQUIRE(event);
    driver.take(*event);
    CHECK(record_at(driver.state, "agency/dukcapil").text("label") == "Dinas Kependudukan");
    CHECK(driver.counter("1").text("ticket") == "F001");
    CHECK(driver.counter("2").text("zone") == "teras");
    CHECK(driver.counter("4").text("status") == "open");
    CHECK(driver.ticket("F002").text("state") == "waiting");
    CHECK_FALSE(reconcile(driver.state, edited, morning));
}

TEST_CASE("who stood at a counter that is gone waits again", "[hall]") {
    Driver driver;
    driver("issue", args("service", "F"));
    driver("issue", args("service", "imb"));
    driver("call", args("counter", "1"));
    driver("call", args("counter", "3", "ticket", "4K-01"));
    Hall smaller = small_hall();
    smaller.counters.erase(smaller.counters.begin());
    smaller.services.pop_back();
    smaller.counters.back().services = {"ktp"};
    driver.take(*reconcile(driver.state, smaller, morning));
    CHECK(driver.ticket("F001").text("state") == "waiting");
    CHECK(driver.ticket("4K-01").fields().empty());
    CHECK(driver.counter("teknik").text("status") == "open");
    CHECK(driver.counter("teknik").text("ticket").empty());
    CHECK(driver("call", args("counter", "2")).text("ticket") == "F001");
}

TEST_CASE("a new day in the hall starts the numbers anew, at the hall's midnight", "[hall]") {
    Driver driver;
    driver("issue", args("service", "F"));
    driver("call", args("counter", "1"));
    driver("notice", args("text", "Besok libur."));
    const UtcTime late = morning + std::chrono::hours(15) + std::chrono::minutes(59);
    CHECK_FALSE(begin_day(driver.state, small_hall(), late));
    const auto event = begin_day(driver.state, small_hall(), late + std::chrono::minutes(1));
    REQUIRE(event);
    driver.take(*event);
    CHECK(record_at(driver.state, "hall").text("day") == "2026-11-25");
    CHECK(records_under(driver.state, "ticket/").empty());
    CHECK(records_under(driver.state, "call/").empty());
    CHECK(records_under(driver.state, "notice/").size() == 1);
    CHECK(driver.counter("1").text("ticket").empty());
    CHECK(driver("issue", args("service", "F")).text("ticket") == "F001");
}

TEST_CASE("a clock that falls back throws no queue away", "[hall]") {
    Driver driver;
    driver("issue", args("service", "F"));
    CHECK_FALSE(begin_day(driver.state, small_hall(), UtcTime{}));
    CHECK_FALSE(begin_day(driver.state, small_hall(), morning - std::chrono::hours(30)));
}

TEST_CASE("holidays begin a day, a clock that jumped does not", "[hall]") {
    const Driver driver;
    const auto step = [&](int days) {
        return day_clock(driver.state, small_hall(), morning + std::chrono::days(days));
    };
    CHECK(step(0) == DayClock::Same);
    CHECK(step(1) == DayClock::Next);
    CHECK(step(12) == DayClock::Next);
    CHECK(step(60) == DayClock::Next);
    CHECK(step(61) == DayClock::Jumped);
    CHECK(step(3000) == DayClock::Jumped);
    CHECK_FALSE(begin_day(driver.state, small_hall(), morning + std::chrono::days(3000)));
    CHECK(step(-1) == DayClock::Same);
    CHECK(step(-2) == DayClock::Ahead);
    CHECK(step(-20'000) == DayClock::Ahead);
}

TEST_CASE("a first start before the machine knew the time stands in nobody's way", "[hall]") {
    QueueState state;
    apply(state, *reconcile(state, small_hall(), UtcTime{}));
    apply(state, *begin_day(state, small_hall(), UtcTime{}));
    CHECK(record_at(state, "hall").text("day") == "1970-01-01");
    CHECK(day_clock(state, small_hall(), morning) == DayClock::Next);
}
