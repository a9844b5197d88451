// SPDX-License-Identifier: MIT
#pragma once
/// QueueState: what the hall looks like after event `seq`. The same value lives in the hub and in
/// every screen; apply() is the only way it changes, so all copies with the same seq are equal.
///
/// Keys and their fields (text unless noted; times are UTC milliseconds):
///   hall             site, name, place, place_short, address, timezone, utc_offset (int, minutes),
///   clock_suffix,
///                    day ("2026-11-24", the service day in hall time), hours_<mon..sun> (lists of
///                    "08.00-12.00")
///   agency/<id>      short, label, tagline, kind, spoken, order (int)
///   service/<id>     agency, label, prefix, digits (int), style, last (int, last number issued
///   today), order (int) zone/<id>        label, speaker (name of the screen that speaks there),
///   order (int) counter/<id>     number (int), place ("loket" | "gerai"), zone, agency, services
///   (list), order (int),
///                    status ("closed" | "open" | "calling" | "serving" | "break"),
///                    ticket, service, call_id, attempt (int), called_at (int), priority, reason,
///                    until ("13.00"), rev (int)
///   ticket/<label>   service, state ("waiting" | "called" | "serving" | "held" | "no_show"), line
///   (int: place in
///                    the line, lower first), issued (int), priority, lang, counter, attempts
///                    (int), absent_at (int: since when it is a no-show)
///   call/<12 digits> call_id, ticket, counter, agency, zone, attempt (int), at (int), priority:
///   the last 12 calls,
///                    newest key last; one entry per ticket (a recall moves it to the end)
///   notice/<id>      text, at (int)
///   alert/<id>       kind, drill (int 0/1), at (int)
/// A finished ticket is deleted; its history is the journal's.

#include "core/event.hpp"

namespace panggil {

struct QueueState {
    std::int64_t term = 0; ///< fencing number of the hub life that wrote the last event
    Sequence seq = 0;
    Records records;

    friend bool operator==(const QueueState&, const QueueState&) = default;
};

/// The next state. The caller has checked that event.seq == state.seq + 1.
void apply(QueueState& state, const Event& event);

/// The record under a key, or an empty one.
[[nodiscard]] const Record& record_at(const QueueState& state, std::string_view key);

/// All (key, record) pairs whose key begins with `prefix` ("counter/"), in key order.
[[nodiscard]] std::vector<std::pair<std::string_view, const Record*>>
records_under(const QueueState& state, std::string_view prefix);

/// The part of a key behind its first slash: "counter/3" -> "3".
[[nodiscard]] std::string_view id_of(std::string_view key);

} // namespace panggil
