// SPDX-License-Identifier: MIT
#include "renderer/clock.hpp"

#include <array>
#include <cstdio>
#include <ctime>
#include <random>

namespace panggil::screen {

namespace {

std::chrono::nanoseconds read(clockid_t which) {
    timespec time{};
    clock_gettime(which, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

} // namespace

Now read_clock() {
    return {UtcTime(std::chrono::floor<Millis>(read(CLOCK_REALTIME))),
            Moment(std::chrono::floor<Micros>(read(CLOCK_BOOTTIME)))};
}

Moment work_of_this_thread() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return Moment(std::chrono::duration_cast<Micros>(std::chrono::seconds(time.tv_sec) +
                                                     std::chrono::nanoseconds(time.tv_nsec)));
}

std::string new_life() {
    std::random_device device;
    std::array<char, 12> text{};
    std::snprintf(text.data(), text.size(), "%08x", static_cast<unsigned>(device()));
    return text.data();
}

} // namespace panggil::screen
