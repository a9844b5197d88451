// SPDX-License-Identifier: MIT
#include "core/hour_text.hpp"
#include "tests/catch.hpp"

using namespace panggil;

namespace {

/// Tuesday, 2026-11-24 in Makassar, eight hours before the hall's clock.
UtcTime at(int hour, int minute, int second = 0) {
    using namespace std::chrono;
    return sys_days(2026y / November / 24) + hours(hour - 8) + minutes(minute) + seconds(second);
}

QueueState hall_in_use() {
    QueueState state;
    state.records["hall"]
        .set("utc_offset", std::int64_t{480})
        .set("hours_tue", TextList{"08.00-12.00", "13.00-15.30"})
        .set("closing_text_min", std::int64_t{15})
        .set("break_text", std::int64_t{1});
    state.records["counter/1"].set("status", "open");
    return state;
}

std::string said_at(const QueueState& state, UtcTime now) {
    const auto text = hour_text(state, now);
    return text ? text->kind : "";
}

} // namespace

TEST_CASE("a break is told when it has begun, and the coming end before it", "[hour_text]") {
    const QueueState state = hall_in_use();
    CHECK(said_at(state, at(11, 59, 59)).empty());
    CHECK(said_at(state, at(12, 0)) == "text.break");
    CHECK(said_at(state, at(12, 4, 59)) == "text.break");
    CHECK(said_at(state, at(12, 5)).empty()); // who comes now knows
    CHECK(said_at(state, at(15, 14, 59)).empty());
    CHECK(said_at(state, at(15, 15)) == "text.closing_soon");
    CHECK(said_at(state, at(15, 20)).empty());
    CHECK(said_at(state, at(15, 30)).empty());
    // It is one and the same text all the time.
    CHECK(hour_text(state, at(12, 0, 1)) == hour_text(state, at(12, 3, 59)));
    CHECK(hour_text(state, at(12, 0))->since == at(12, 0));
}

TEST_CASE("nothing is told of a day without hours, in a hall that sleeps, or against its rules",
          "[hour_text]") {
    CHECK(said_at(hall_in_use(), at(24 + 12, 0)).empty()); // Wednesday has no hours

    QueueState holiday = hall_in_use();
    holiday.records["counter/1"].set("status", "closed");
    CHECK(said_at(holiday, at(12, 0)).empty());
    holiday.records["ticket/F018"].set("state", "waiting");
    CHECK(said_at(holiday, at(12, 0)) == "text.break");

    QueueState silent = hall_in_use();
    silent.records["hall"].erase("break_text").erase("closing_text_min");
    CHECK(said_at(silent, at(12, 0)).empty());
    CHECK(said_at(silent, at(15, 15)).empty());
}

TEST_CASE("a text ends before the hours begin again or end, and odd hours are no hours",
          "[hour_text]") {
    QueueState state = hall_in_use();
    state.records["hall"]
        .set("hours_tue", TextList{"08.00-12.00", "12.02-15.30"})
        .set("closing_text_min", std::int64_t{3});
    CHECK(said_at(state, at(12, 1)) == "text.break");
    CHECK(said_at(state, at(12, 2)).empty());
    CHECK(said_at(state, at(15, 29)) == "text.closing_soon");
    CHECK(said_at(state, at(15, 30)).empty());
    for (const char* odd : {"", "8-12", "08.00-1200", "08.00-12.0x"}) {
        INFO(odd);
        state.records["hall"].set("hours_tue", TextList{odd});
        CHECK(said_at(state, at(12, 0)).empty());
    }
    state.records["hall"].set("hours_tue", TextList{"08.00-24.00"});
    CHECK(said_at(state, at(23, 58)) == "text.closing_soon");
}
