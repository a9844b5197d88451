// SPDX-License-Identifier: MIT
#include "link/failpoint.hpp"

#ifdef PANGGIL_FAILPOINTS

#include <algorithm>
#include <array>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace panggil::link {

namespace {

struct Order {
    std::string name;
    std::atomic<long> left{0};
    int signal = SIGKILL;

    Order() {
        const char* text = std::getenv("PANGGIL_FAILPOINT");
        std::array<char, 64> point{};
        std::array<char, 8> deed{};
        long times = 0;
        if (text != nullptr &&
            std::sscanf(text, "%63[^:]:%ld:%7s", point.data(), &times, deed.data()) == 3) {
            name = point.data();
            left = times;
            signal = std::string_view(deed.data()) == "stop" ? SIGSTOP : SIGKILL;
        }
    }
};

} // namespace

void failpoint(std::string_view name) {
    static Order order;
    if (name == order.name && --order.left == 0) {
        (void)std::raise(order.signal);
    }
}

int scarce_messages() {
    const char* text = std::getenv("PANGGIL_HWM");
    return text == nullptr ? 0 : std::max(0, std::atoi(text));
}

} // namespace panggil::link

#endif
