// SPDX-License-Identifier: MIT
#pragma once
/// Waiting for what other threads ring the bell for.

#include "renderer/film/bell.hpp"

#include <functional>
#include <poll.h>

namespace panggil::testing {

/// Sleeps on the bell until it is so; the time is only for a test that would never end.
inline bool rings_until(film::Bell& bell, const std::function<bool()>& is_so) {
    for (int rings = 0; rings < 4000; ++rings) {
        if (is_so()) {
            return true;
        }
        pollfd asked{bell.descriptor(), POLLIN, 0};
        if (poll(&asked, 1, 60'000) != 1) {
            return false;
        }
        bell.silence();
    }
    return false;
}

} // namespace panggil::testing
