// SPDX-License-Identifier: MIT
#include "tests/soak/turned_clock.hpp"

#include <atomic>
#include <cstdio>

namespace panggil {

namespace {

std::atomic<std::int64_t> utc_ms{0};
std::atomic<std::int64_t> mono_us{0};

} // namespace

void soak::turn_clock(screen::Now now) {
    utc_ms = now.utc.time_since_epoch().count();
    mono_us = now.mono.time_since_epoch().count();
}

screen::Now screen::read_clock() {
    return {UtcTime(Millis(utc_ms.load())), Moment(Micros(mono_us.load()))};
}

/// What a turn costs on the machine of the test says nothing about a hall: nothing is left out for
/// it.
Moment screen::work_of_this_thread() {
    return Moment{};
}

std::string screen::new_life() {
    static int lives = 0;
    char text[12];
    std::snprintf(text, sizeof text, "%08x", static_cast<unsigned>(++lives));
    return text;
}

} // namespace panggil
