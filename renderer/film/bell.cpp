// SPDX-License-Identifier: MIT
#include "renderer/film/bell.hpp"

#include <cstdint>
#include <sys/eventfd.h>
#include <unistd.h>

namespace panggil::film {

Bell::Bell() : descriptor_(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {}

Bell::~Bell() {
    if (descriptor_ >= 0) {
        close(descriptor_);
    }
}

void Bell::ring() {
    const std::uint64_t once = 1;
    // It fails only when it is ringing already more often than anybody can count.
    [[maybe_unused]] const auto written = write(descriptor_, &once, sizeof once);
}

bool Bell::silence() {
    std::uint64_t rings = 0;
    return read(descriptor_, &rings, sizeof rings) == sizeof rings;
}

} // namespace panggil::film
