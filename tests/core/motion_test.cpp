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
