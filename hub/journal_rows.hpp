// SPDX-License-Identifier: MIT
#pragma once
/// How the journal writes what it is given, row by row. Each is false when the database refuses:
/// the caller says why, and has a transaction open where more than one is called. Only the journal
/// includes this.

#include "hub/journal.hpp"
#include "hub/sqlite.hpp"

namespace panggil::hub {

[[nodiscard]] bool write_event(sqlite::Shelf& shelf, const Journal::Entry& entry, std::int64_t term,
                               std::uint64_t digest);

/// What the event has changed.
[[nodiscard]] bool write_records(sqlite::Shelf& shelf, const Event& event);

/// Where a service day begins, when it begins with this event.
[[nodiscard]] bool write_day(sqlite::Shelf& shelf, const Event& event);

[[nodiscard]] bool write_reply(sqlite::Shelf& shelf, const Journal::Reply& reply,
                               const Event& event);

[[nodiscard]] bool write_receipt(sqlite::Shelf& shelf, const Receipt& receipt);

/// The state that stands for the events before it.
[[nodiscard]] bool write_base(sqlite::Shelf& shelf, const QueueState& state);

/// Lets go of old answers to requests: by the days that were begun, never by a clock; one that
/// jumps makes nothing act twice.
[[nodiscard]] bool forget_replies(sqlite::Shelf& shelf);

} // namespace panggil::hub
