// SPDX-License-Identifier: MIT
#pragma once
/// Event: one committed fact of the hall, carrying its result. A screen applies `set` and `del`
/// without knowing the rule that led to them, so an old screen takes a new kind of event and cannot
/// diverge.

#include "core/record.hpp"
#include "core/time.hpp"

#include <optional>

namespace panggil {

/// Position in the hub's log: gap-free, from 1, never reused; 0 means "nothing yet".
using Sequence = std::int64_t;

/// Numbers of places end here: four digits are what a voice says as a number, and a card holds.
inline constexpr std::int64_t largest_place_number = 9999;

/// What the hall is to hear. Self-contained: the state may have moved on before it is its turn.
/// `call_id` is "<term>-<seq>" of its event and is never reused; a recall has a new one.
struct Announcement {
    std::string call_id;
    Sequence seq = 0;
    std::string kind = "call";     ///< "call", "recall", "transfer" (handed on); any other is no
                                   ///< call, and is said only by a voice with a sentence for it
    int attempt = 1;               ///< 1 = first call, 2 = second ...
    std::string zone;              ///< acoustic zone that must hear it
    std::string counter;           ///< counter id
    std::string ticket;            ///< label as printed: "F018", "4K-10"
    std::string number_style;      ///< "auto", "digits", "cardinal", "cardinal_then_digits"
    std::string place = "loket";   ///< spoken kind of the destination: "loket", "gerai"
    std::int64_t place_number = 0; ///< spoken number of the destination, 0 to largest_place_number
    std::string agency;            ///< spoken key of the agency ("dukcapil"), may be empty
    std::string priority;          ///< "", "lansia", "disabilitas", "ibu-hamil"
    std::string lang;              ///< "" = the hall's language
    Millis ttl{60'000};            ///< voice deadline, counted from the hub's commit

    friend bool operator==(const Announcement&, const Announcement&) = default;
};

struct Event {
    Sequence seq = 0;
    std::string cause; ///< operation that led to it: "call", "recall", "issue" ...
    std::string actor; ///< who: "staff:loket-3", "simulator", "hub"
    UtcTime utc{};
    Records set;
    std::vector<Key> del;
    std::optional<Announcement> announce;

    friend bool operator==(const Event&, const Event&) = default;
};

} // namespace panggil
