// SPDX-License-Identifier: MIT
#pragma once
/// Waiter: the one sleep of a program, on sockets and descriptors together.

#include <chrono>
#include <poll.h>
#include <span>
#include <vector>

namespace panggil::link {

/// Something a Waiter can wait for.
class Pollable {
public:
    virtual ~Pollable() = default;
    /// The library's socket handle; only Waiter looks at it.
    [[nodiscard]] virtual void* handle() = 0;
};

/// Sleeps until something happens: the program's one sleep. A null socket or a negative descriptor
/// is skipped. Between two calls of set() the sockets must not be used: then a sleep that ended by
/// time need not ask them again. Allocates nothing when it is set to as many as before.
class Waiter {
public:
    void set(std::span<Pollable* const> sockets, std::span<const int> descriptors);

    /// Until one of them is readable or the time is over. Returns early on a signal. False when the
    /// time is over and nothing else has happened.
    bool wait(std::chrono::microseconds at_most);

private:
    std::vector<Pollable*> sockets_;
    std::vector<pollfd> items_; ///< those of sockets_ first
    bool is_asked_ = false;     ///< the sockets had nothing, and have not been used since
};

/// One such sleep.
inline bool wait(std::span<Pollable* const> sockets, std::span<const int> descriptors,
                 std::chrono::microseconds at_most) {
    Waiter waiter;
    waiter.set(sockets, descriptors);
    return waiter.wait(at_most);
}

} // namespace panggil::link
