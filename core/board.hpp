// SPDX-License-Identifier: MIT
#pragma once
/// Board: what a layout can see of the hall: cards, the call on the panel, the last calls, notices.
/// Made anew from the state for each picture; plain and comparable. Invariant: when the link is
/// Connecting or Lost, no number is in it.

#include "core/on_air.hpp"
#include "core/queue_state.hpp"

#include <array>
#include <optional>
#include <set>

namespace panggil {

/// States of a card, most powerful first; a card may have several.
enum class CardState { Offline, Stale, Closed, Break, Called, LastCall, Serving, Priority, Empty };

inline constexpr std::array<CardState, 9> all_card_states{
    CardState::Offline, CardState::Stale,    CardState::Closed,
    CardState::Break,   CardState::Called,   CardState::LastCall,
    CardState::Serving, CardState::Priority, CardState::Empty};

/// The name of a state in layout files: "called", "last-call".
[[nodiscard]] std::string_view name_of(CardState state);

/// People who wait for one service.
struct Queue {
    std::string service; ///< id
    std::string label;
    std::int64_t waiting = 0;
    std::string prefix = {}; ///< of its numbers

    friend bool operator==(const Queue&, const Queue&) = default;
};

/// An emergency that takes the screens over.
struct Alert {
    std::string id;
    std::string kind;  ///< "gempa", "tsunami", "kebakaran", "listrik-padam"
    std::string level; ///< of a tsunami: "waspada", "siaga", "awas"; else empty
    bool drill = false;
    std::int64_t at = 0;    ///< UTC milliseconds
    std::int64_t until = 0; ///< when it ends by itself; 0 = never

    friend bool operator==(const Alert&, const Alert&) = default;
};

struct Card {
    std::string agency_id;
    std::string agency_short;
    std::string agency_label;
    std::string agency_tagline;
    std::string agency_kind;
    std::string service; ///< id of the ticket's
    std::string service_label;
    std::string service_short;
    std::string service_fee;
    std::string service_duration;
    std::string
        prefix; ///< of the service's numbers; of the counter's main service when it has none
    std::string counter; ///< id
    TextList tags;       ///< of the counter
    std::string zone;
    std::string number;  ///< of the counter: "3"
    std::string numbers; ///< open counters of a group: "3 dan 4"
    std::string place;   ///< "Loket", "Gerai"
    std::string ticket;
    std::string priority;
    std::string reason;
    std::string until;
    std::int64_t attempt = 0;
    std::int64_t called_at = 0; ///< UTC milliseconds; 0 = unknown
    std::vector<Queue> queues;  ///< of the services that the counter takes
    /// How long the last in line waits, in minutes from and to; both 0 while nobody can tell.
    std::int64_t eta_from = 0;
    std::int64_t eta_to = 0;
    std::optional<std::int64_t> quota_left; ///< numbers that can still be taken today
    std::set<CardState> states;

    [[nodiscard]] std::int64_t waiting() const;

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
    bool two_hubs = false; ///< two hubs claim this hall: which one is right nobody can tell
    /// The time of what is shown, by the hub's wall clock; only while it may be late.
    std::optional<UtcTime> heard_at;
    std::string refused_key;  ///< this screen's fingerprint while the hub does not let it in
    std::vector<Card> cards;  ///< one per counter, in the hall's order
    std::optional<Card> call; ///< what the panel shows
    /// When it came on the panel; absent for a call that stands there since long.
    std::optional<Moment> call_since;
    std::vector<Card> history; ///< newest first, the panel's call included, none of those to come
    std::string said;          ///< the words that the hall hears now; empty while nothing is said
    std::vector<std::string> notices;
    std::vector<Alert> alerts;          ///< newest first
    std::array<TextList, 7> hours;      ///< Monday first; "08.00-12.00"
    std::string daypart;                ///< of the schedule: "layanan", "istirahat"; may be empty
    std::string holiday;                ///< its name; empty on a working day
    std::optional<UtcTime> reopens;     ///< the next opening; absent while nobody knows it
    std::optional<UtcTime> next_change; ///< when the same state would make another board

    friend bool operator==(const Board&, const Board&) = default;
};

/// `now` only decides when the last call is too old for the panel (ten minutes).
[[nodiscard]] Board board_of(const QueueState& state, const std::optional<OnAir>& on_air,
                             LinkHealth health, UtcTime now);

/// As it is while nothing is known of the queue: no call and no number.
void hide_numbers(Board& board);

/// The alerts that have not ended by themselves at `now`, newest first.
[[nodiscard]] std::vector<Alert> standing(const std::vector<Alert>& alerts, UtcTime now);

/// One card for each "agency", "service" or "counter": the latest call of its counters, the numbers
/// of those that are open joined ("3, 4 dan 5"), everybody who waits counted once.
[[nodiscard]] std::vector<Card> grouped(std::vector<Card> cards, std::string_view by);

} // namespace panggil
