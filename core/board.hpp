// SPDX-License-Identifier: MIT
#pragma once
/// Board: what a layout can see of the hall: cards, the call on the panel, the last calls, notices.
/// Made anew from the state for each picture; plain and comparable. Invariant: when the link is
/// Connecting or Lost, no number is in it.

#include "core/on_air.hpp"
#include "core/queue_state.hpp"

#include <set>

namespace panggil {

/// States of a card, most powerful first; a card may have several (screen.md C6).
enum class CardState { Offline, Stale, Closed, Break, Called, LastCall, Serving, Priority, Empty };

/// The name of a state in layout files: "called", "last-call".
[[nodiscard]] std::string_view name_of(CardState state);

struct Card {
    std::string agency_id;
    std::string agency_short;
    std::string agency_label;
    std::string agency_tagline;
    std::string agency_kind;
    std::string service_label;
    std::string counter; ///< id
    std::string zone;
    std::string number;  ///< of the counter: "3"
    std::string numbers; ///< open counters of a group: "3 dan 4"
    std::string place;   ///< "Loket", "Gerai"
    std::string ticket;
    std::string priority;
    std::string reason;
    std::string until;
    std::int64_t attempt = 0;
    std::int64_t waiting = 0;
    std::int64_t called_at = 0; ///< UTC milliseconds
    std::set<CardState> states;

    friend bool operator==(const Card&, const Card&) = default;
};

struct Board {
    std::string hall_name;
    std::string hall_place;
    std::string hall_place_short;
    std::string hall_address;
    std::string clock_suffix = "WITA";
    Minutes utc_offset{8 * 60};
    LinkHealth health = LinkHealth::Live;
    std::vector<Card> cards;  ///< one per counter, in the hall's order
    std::optional<Card> call; ///< what the panel shows
    std::optional<Moment>
        call_since; ///< when it came on the panel; absent for a call that stands there since long
    std::vector<Card> history; ///< newest first, the panel's call included
    std::vector<std::string> notices;

    friend bool operator==(const Board&, const Board&) = default;
};

/// `now` only decides when the last call is too old for the panel (ten minutes).
[[nodiscard]] Board board_of(const QueueState& state, const std::optional<OnAir>& on_air,
                             LinkHealth health, UtcTime now);

/// One card for each value of `by` ("agency", "counter", "service"): the latest call of its
/// counters, their open numbers joined.
[[nodiscard]] std::vector<Card> grouped(const std::vector<Card>& cards, std::string_view by);

} // namespace panggil
