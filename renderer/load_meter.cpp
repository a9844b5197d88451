// SPDX-License-Identifier: MIT
#include "renderer/load_meter.hpp"

#include <fstream>
#include <sys/resource.h>
#include <unistd.h>

namespace panggil::screen {

namespace {

using namespace std::chrono_literals;

constexpr Micros pause = 5s;

Micros since(const timeval& time) {
    return std::chrono::seconds(time.tv_sec) + Micros(time.tv_usec);
}

Micros used_so_far() {
    rusage usage{};
    return getrusage(RUSAGE_SELF, &usage) == 0 ? since(usage.ru_utime) + since(usage.ru_stime)
                                               : Micros{0};
}

/// The peak that getrusage tells would never fall again.
std::int64_t resident_kb() {
    std::ifstream file("/proc/self/statm");
    std::int64_t whole = 0;
    std::int64_t resident = 0;
    file >> whole >> resident;
    return file ? resident * (sysconf(_SC_PAGESIZE) / 1024) : 0;
}

} // namespace

void LoadMeter::look(Moment now) {
    const bool first = looked_ == Moment{};
    if (!first && now - looked_ < pause) {
        return;
    }
    const Micros used = used_so_far();
    if (!first) {
        const Micros passed = now - looked_;
        cpu_percent_ = ((used - used_) * 100 + passed - Micros{1}) / passed;
    }
    memory_kb_ = resident_kb();
    used_ = used;
    looked_ = now;
}

} // namespace panggil::screen
