// SPDX-License-Identifier: MIT
#include "hub/machine.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <random>
#include <sys/resource.h>

namespace panggil::hub {

Now read_clock() {
    timespec boot{};
    clock_gettime(CLOCK_BOOTTIME, &boot);
    const Micros mono = std::chrono::duration_cast<Micros>(std::chrono::seconds(boot.tv_sec) +
                                                           std::chrono::nanoseconds(boot.tv_nsec));
    return {std::chrono::time_point_cast<Millis>(std::chrono::system_clock::now()), Moment{mono}};
}

std::string boot_id() {
    std::ifstream file("/proc/sys/kernel/random/boot_id");
    std::string id;
    file >> id;
    // Without it every start counts as a new boot: ages are then unknown, which is the safe side.
    return id.size() >= 8 ? id.substr(0, 8) : new_hub_id().substr(0, 8);
}

void raise_descriptor_limit() {
    constexpr rlim_t wanted = 8192;
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < wanted) {
        limit.rlim_cur = std::min(wanted, limit.rlim_max);
        (void)setrlimit(RLIMIT_NOFILE, &limit);
    }
}

std::string new_hub_id() {
    std::random_device device;
    char text[24];
    std::snprintf(text, sizeof text, "%08x%08x", static_cast<unsigned>(device()),
                  static_cast<unsigned>(device()));
    return text;
}

} // namespace panggil::hub
