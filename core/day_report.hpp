// SPDX-License-Identifier: MIT
#pragma once
/// DayReport: what a service day was like, told by its events alone: how many came to each service,
/// how long they waited, who did not come, and who did what when. Counted by what became of the
/// tickets, not by the names of operations, so that a new operation needs no line here. Pure.

#include "core/queue_state.hpp"

#include <string>
#include <vector>

namespace panggil {

/// Of several durations; all 0 when there were none.
struct Spread {
    Millis mean{0};
    Millis median{0};
    Millis longest{0};

    friend bool operator==(const Spread&, const Spread&) = default;
};

struct ServiceReport {
    std::string service;
    std::string label;
    std::int64_t issued = 0;
    std::int64_t called = 0;    ///< tickets, not calls
    std::int64_t recalls = 0;   ///< calls after a ticket's first
    std::int64_t served = 0;    ///< left the desk after a service
    std::int64_t no_shows = 0;  ///< times that somebody who was called did not come
    std::int64_t cancelled = 0; ///< left without a service
    std::int64_t handed_on = 0; ///< to another service
    std::int64_t left_over = 0; ///< neither served nor cancelled when the day was over
    Spread wait;                ///< from the number to its first call
    Spread service_time;        ///< from coming to the desk to leaving it

    friend bool operator==(const ServiceReport&, const ServiceReport&) = default;
};

/// One thing that somebody did.
struct Deed {
    Sequence seq = 0;
    UtcTime at{};
    std::string actor;
    std::string cause;
    std::string counter;
    std::string ticket;

    friend bool operator==(const Deed&, const Deed&) = default;
};

struct ActorReport {
    std::string actor;
    std::string cause;
    std::int64_t times = 0;

    friend bool operator==(const ActorReport&, const ActorReport&) = default;
};

struct DayReport {
    std::vector<ServiceReport> services; ///< in the hall's order
    std::vector<ActorReport> actors;     ///< by name, then by operation
    std::vector<Deed> deeds;             ///< in their order; what the hub did by itself is not here
};

/// `records` are those of the hall (services and their labels); `events` are one service day's,
/// from its first on.
[[nodiscard]] DayReport report_day(const Records& records, const std::vector<Event>& events);

} // namespace panggil
