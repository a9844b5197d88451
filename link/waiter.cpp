// SPDX-License-Identifier: MIT
#include "link/waiter.hpp"

#include <zmq.h>

#include <algorithm>
#include <ctime>

namespace panggil::link {

namespace {

/// A message is there. The library's descriptor tells only of changes: asking comes before
/// sleeping.
bool is_readable(Pollable& socket) {
    int events = 0;
    std::size_t size = sizeof events;
    return zmq_getsockopt(socket.handle(), ZMQ_EVENTS, &events, &size) != 0 ||
           (events & ZMQ_POLLIN) != 0;
}

int descriptor_of(Pollable& socket) {
    int descriptor = -1;
    std::size_t size = sizeof descriptor;
    zmq_getsockopt(socket.handle(), ZMQ_FD, &descriptor, &size);
    return descriptor;
}

enum class Woken { ByTime, BySomething, ByNothing };

/// One sleep. ByNothing: the library has something to do on a socket, perhaps no message.
Woken sleep(std::span<pollfd> items, std::size_t sockets, std::chrono::nanoseconds at_most) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(at_most);
    const timespec time{static_cast<std::time_t>(seconds.count()),
                        static_cast<long>((at_most - seconds).count())};
    const int ready = ppoll(items.data(), items.size(), &time, nullptr);
    if (ready == 0) {
        return Woken::ByTime;
    }
    const bool other = std::ranges::any_of(items.subspan(sockets),
                                           [](const pollfd& item) { return item.revents != 0; });
    return ready < 0 || other ? Woken::BySomething : Woken::ByNothing;
}

} // namespace

void Waiter::set(std::span<Pollable* const> sockets, std::span<const int> descriptors) {
    sockets_.clear();
    items_.clear();
    is_asked_ = false;
    for (Pollable* socket : sockets) {
        if (socket != nullptr) {
            sockets_.push_back(socket);
            items_.push_back({descriptor_of(*socket), POLLIN, 0});
        }
    }
    for (const int descriptor : descriptors) {
        if (descriptor >= 0) {
            items_.push_back({descriptor, POLLIN, 0});
        }
    }
}

bool Waiter::wait(std::chrono::microseconds at_most) {
    const auto end = std::chrono::steady_clock::now() + at_most;
    for (;;) {
        const bool has_message = !is_asked_ && std::ranges::any_of(sockets_, [](Pollable* each) {
            return is_readable(*each);
        });
        if (has_message) {
            is_asked_ = false;
            return true;
        }
        const auto left = std::chrono::nanoseconds(end - std::chrono::steady_clock::now());
        // A signal ends the wait; the caller's loop looks at its own flag.
        const Woken woken =
            sleep(items_, sockets_.size(), std::max(left, std::chrono::nanoseconds(0)));
        is_asked_ = woken == Woken::ByTime;
        if (woken != Woken::ByNothing) {
            return woken == Woken::BySomething;
        }
    }
}

} // namespace panggil::link
