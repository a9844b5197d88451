// SPDX-License-Identifier: MIT
#pragma once
/// Waiting for a socket in tests.

#include "link/sockets.hpp"

#include <array>

namespace panggil::tests {

/// Waits on the socket, in short steps and at most ten seconds, until `done` holds.
template <class Condition>
bool eventually(link::Pollable& socket, Condition done) {
    for (int step = 0; step < 200; ++step) {
        if (done()) {
            return true;
        }
        const std::array<link::Pollable*, 1> sockets{&socket};
        link::wait(sockets, {}, std::chrono::milliseconds(50));
    }
    return false;
}

} // namespace panggil::tests
