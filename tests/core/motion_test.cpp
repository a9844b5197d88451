// SPDX-License-Identifier: MIT
#include "core/motion.hpp"
#include "tests/catch.hpp"

using namespace panggil;

namespace {

constexpr Moment start{Millis(1000)};

Moment after(int milliseconds) {
    return start + Millis(milliseconds);
}

} // namespace

TEST_CASE("a fade begins at nothing, only grows and ends whole", "[motion]") {
    CHECK(eased(start, Millis(260), start) == 0.0);
    CHECK(eased(start, Millis(260), after(260)) == 1.0);
    CHECK(eased(start, Millis(0), start) == 1.0);
    double last = 0;
    for (int ms = 0; ms <= 300; ms += 10) {
        const double now = eased(start, Millis(260), after(ms));
        CHECK(now >= last);
        last = now;
    }
}

TEST_CASE("frames neither drift nor fall together, in a year of them", "[motion]") {
    for (const int rate : {50, 60, 75}) {
        for (const std::int64_t second : {0LL, 1LL, 86'400LL, 366LL * 86'400}) {
            const Moment at{std::chrono::seconds(second)};
            CHECK(frame_at(at, rate) == second * rate);
            CHECK(start_of_frame(second * rate, rate) == at);
            for (std::int64_t frame = second * rate; frame < second * rate + 200; ++frame) {
                CHECK(frame_at(start_of_frame(frame, rate), rate) == frame);
                CHECK(frame_at(start_of_frame(frame + 1, rate) - Micros(1), rate) == frame);
            }
        }
    }
}

TEST_CASE("two pulses come and go, and then it is still", "[motion]") {
    const auto at = [](int ms) { return pulsed(start, Millis(900), 2, after(ms)); };
    CHECK(at(0) == 0.0);
    CHECK(at(450) == Approx(1.0));
    CHECK(at(900) == Approx(0.0).margin(1e-9));
    CHECK(at(1350) == Approx(1.0));
    CHECK(at(1800) == 0.0);
    CHECK(at(5000) == 0.0);
}

TEST_CASE("a motion tells its next picture until it is over", "[motion]") {
    Moment now = start;
    int pictures = 0;
    while (const auto next = next_step(start, Millis(260), now)) {
        REQUIRE(*next > now);
        now = *next;
        ++pictures;
    }
    CHECK(now == after(260));
    CHECK(pictures == 16);
    CHECK_FALSE(next_step(start, Millis(0), start));
}

TEST_CASE("a line runs its way in whole steps and begins anew", "[motion]") {
    RunMark run;
    run.place = {100, 0, 300, 20};
    run.line.origin = {100, 5};
    run.line.ink = {102, 4, 50, 10};
    run.way = 40;
    run.step = 3;
    run.rate = 60;
    CHECK_FALSE(move_to(run, Moment{}));
    CHECK(run.line.origin.x == 100);
    CHECK(move_to(run, Moment{start_of_frame(5, 60)}));
    CHECK(run.line.origin.x == 85);
    CHECK(run.line.ink.x == 87); // the letters go with their origin
    CHECK_FALSE(move_to(run, Moment{start_of_frame(6, 60)} - Micros(1)));
    CHECK(move_to(run, Moment{start_of_frame(14, 60)}));
    CHECK(run.line.origin.x == 98); // 42 pixels of a way of 40
    CHECK(run.line.ink.x == 100);
}

TEST_CASE("the parts of a motion have their places", "[motion]") {
    CHECK(eased(start, Millis(1000), after(500)) == Approx(0.875));
    CHECK(eased(start, Millis(1000), after(-1)) == 0.0);
    CHECK(pulsed(start, Millis(1000), 2, after(250)) == Approx(0.5));
    CHECK(pulsed(start, Millis(0), 2, after(1)) == 0.0);
    CHECK(pulsed(start, Millis(1000), 2, after(-250)) == 0.0);
    CHECK(pulsed(start, Millis(1000), 2, after(1750)) == Approx(0.5));
    // Before it begins, the next picture is its first frame and not one of now.
    CHECK(next_step(after(1000), Millis(260), start) ==
          start_of_frame(frame_at(after(1000), 60) + 1, 60));
    CHECK(next_step(start, Millis(1), start) == after(1));
    CHECK_FALSE(next_step(start, Millis(260), after(260)));
}
