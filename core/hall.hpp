// SPDX-License-Identifier: MIT
#pragma once
/// Hall: what the administration decides about a hall, as a value: who is there, which services,
/// which counters, which rules. reconcile() brings a queue state up to date with it and keeps the
/// queue: a hub that restarts with an edited hall loses no ticket.

#include "core/hall_rules.hpp"
#include "core/queue_state.hpp"

#include <array>

namespace panggil {

struct Agency {
    std::string id;
    std::string short_name;
    std::string label;
    std::string tagline;
    std::string kind;   ///< "opd", "vertical", "bumn", "bumd", "private", "umkm"
    std::string spoken; ///< key of its name in the voice packs

    friend bool operator==(const Agency&, const Agency&) = default;
};

/// Where one voice is heard.
struct Zone {
    std::string id;
    std::string label;
    TextList volume = {}; ///< quiet hours, as core/zone_volume.hpp reads them

    friend bool operator==(const Zone&, const Zone&) = default;
};

/// One line of people with its own numbers.
struct Service {
    std::string id;
    std::string agency;
    std::string label;
    std::string prefix; ///< "F", "4K-"
    int digits = 3;
    std::string style = "auto"; ///< how its numbers are read

    friend bool operator==(const Service&, const Service&) = default;
};

struct Counter {
    std::string id;
    int number = 0;
    std::string place = "loket";
    std::string zone;
    std::string agency;
    TextList services;  ///< its main service first
    TextList tags = {}; ///< words by which layouts choose counters: "utama"

    friend bool operator==(const Counter&, const Counter&) = default;
};

struct Hall {
    std::string site; ///< [a-z0-9-]{1,32}
    std::string name;
    std::string place;
    std::string place_short;
    std::string address;
    std::string timezone;
    Minutes utc_offset{0};
    std::string clock_suffix;
    std::array<TextList, 7> hours;    ///< Monday first; "08.00-12.00"
    std::string day_start = "closed"; ///< what counters are when a service day begins
    HallRules rules;
    std::vector<Agency> agencies;
    std::vector<Zone> zones;
    std::vector<Service> services;
    std::vector<Counter> counters;

    friend bool operator==(const Hall&, const Hall&) = default;
};

/// The event that makes the state say what the hall says, or nothing when it already does. Tickets
/// of a service that is gone go with it; tickets at a counter that is gone wait again.
[[nodiscard]] std::optional<Event> reconcile(const QueueState& state, const Hall& hall,
                                             UtcTime now);

/// What the clock says of the service day.
enum class DayClock {
    Same,
    Next,   ///< a new day is to begin
    Ahead,  ///< the service day is yet to come: the clock was wrong when it began, or is now
    Jumped, ///< so much later that the clock is hardly right: somebody must say that it is
};

[[nodiscard]] DayClock day_clock(const QueueState& state, const Hall& hall, UtcTime now);

/// The event that begins a new service day, or nothing unless the clock says that one is next:
/// numbers start again at 1, yesterday's tickets and calls go, counters are as `day_start` says.
/// Notices and alerts stay until somebody takes them down.
[[nodiscard]] std::optional<Event> begin_day(const QueueState& state, const Hall& hall,
                                             UtcTime now);

/// The date in the hall: "2026-11-24".
[[nodiscard]] std::string service_day(const Hall& hall, UtcTime now);

} // namespace panggil
