// SPDX-License-Identifier: MIT
#pragma once
/// QueueState: what the hall looks like after event `seq`. The same value lives in the hub and in
/// every screen; apply() is the only way it changes, so all copies with the same seq are equal.
///
/// The kinds of keys, and what stands under each. The fields of each kind, with their ranges and
/// meanings, stand in one place: codec/wire/state.cpp. docs/protocol/messages.md is made of it, and
/// a test holds every operation to it.
///
///   hall              the hall itself: names, address, opening hours, the service day
///   agency/<id>       an office under this roof
///   service/<id>      a line that visitors stand in, with the last number given out today
///   zone/<id>         where one loudspeaker is heard, and which screen speaks there
///   counter/<id>      a counter, and the ticket that it calls or serves
///   ticket/<label>    a ticket of today that is not finished
///   call/<12 digits>  one of the last 12 calls, newest key last
///   notice/<id>       a line for the ticker
///   alert/<id>        an emergency, or an exercise
///
/// What holds for all of them:
///   - Times are UTC milliseconds.
///   - What is 0, "" or an empty list is absent (Record), so that nothing has two forms.
///   - A counter's `rev` grows with each change of its record; a command may name the one it saw.
///   - `order` is the place among its like, from 1; keys say nothing about it.
///   - A ticket has at most one call in the list: a recall moves it to the end, under a new key.
///   - A ticket's `line` is its place in the line, lower first; a transfer keeps it.
///   - A waiting ticket with a `counter` is kept for that counter.
///   - A finished ticket is deleted; its history is the journal's. Its counter keeps its label
///     for a while (`past`), and may call it again.

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

/// The event that takes `event` back: a state to which both were applied is what it was.
[[nodiscard]] Event inverse_of(const Event& event, const QueueState& before);

/// The record under a key, or an empty one.
[[nodiscard]] const Record& record_at(const QueueState& state, std::string_view key);

/// All (key, record) pairs whose key begins with `prefix` ("counter/"), in key order.
[[nodiscard]] std::vector<std::pair<std::string_view, const Record*>>
records_under(const QueueState& state, std::string_view prefix);

/// The part of a key behind its first slash: "counter/3" -> "3".
[[nodiscard]] std::string_view id_of(std::string_view key);

} // namespace panggil
