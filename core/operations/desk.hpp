// SPDX-License-Identifier: MIT
#pragma once
/// What several operations do at a counter: name it, put a ticket on the desk, clear the desk.
/// Invariant kept here: the ticket of a counter that is calling or serving is called or serving at
/// exactly this counter. Otherwise the counter's ticket is the last number it had, which its card
/// goes on showing to those who looked away; no number stands at two counters.

#include "core/operations/draft.hpp"

namespace panggil {

[[nodiscard]] inline Key counter_key(std::string_view id) {
    return "counter/" + std::string(id);
}

[[nodiscard]] inline Key ticket_key(std::string_view label) {
    return "ticket/" + std::string(label);
}

[[nodiscard]] inline Key service_key(std::string_view id) {
    return "service/" + std::string(id);
}

/// "counter 3" for `where`, and "Loket 3" as the hall says it.
[[nodiscard]] std::string counter_name(const Record& counter);
[[nodiscard]] std::string nama_loket(const Record& counter);

/// True while the counter has a ticket in front of it.
[[nodiscard]] bool is_occupied(const Record& counter);

/// True when tickets of this service are served at the counter.
[[nodiscard]] bool serves(const Record& counter, std::string_view service);

/// Takes the number off a counter's card.
void forget_ticket(Record& counter);

enum class DeskState { Calling, Serving };

/// The ticket is now at the counter. Its counter fields are taken from the ticket record.
void put_on_desk(Draft& draft, const std::string& counter, const std::string& ticket,
                 DeskState desk);

/// Nobody is in front of the counter any more; its card keeps the number. The ticket's own record
/// is the caller's to change.
void clear_desk(Draft& draft, const std::string& counter);

/// As clear_desk, and the number leaves the card too: it was wrong, or goes on elsewhere.
void wipe_desk(Draft& draft, const std::string& counter);

/// The number leaves every card and the list of the last calls; a counter that had it in front of
/// it is free. The ticket's own record is the caller's to change.
void take_off_boards(Draft& draft, const std::string& ticket);

/// The ticket's entry in the list of the last calls goes.
void forget_calls_of(Draft& draft, const std::string& ticket);

/// The visitor did not come; when that was is kept, since a number is not good for ever.
void mark_absent(Draft& draft, const std::string& ticket);

inline constexpr std::size_t remembered_at_counter = 10;

/// A counter remembers the last ten tickets that were in front of it, newest first (its field
/// `past`), each with what it takes to call it again after it was finished. put_on_desk() does.
void remember_at_counter(Draft& draft, const std::string& counter, const std::string& ticket);
void forget_at_counter(Draft& draft, const std::string& counter, const std::string& ticket);

void forget_at_all_counters(Draft& draft, const std::string& ticket);

/// The ticket of an entry of `past`.
[[nodiscard]] std::string label_of_past(std::string_view entry);

/// Refusal of a ticket that is not in the queue any more, unless this counter has called it lately:
/// its visitor may stand there again, or the clerk finished it by mistake.
[[nodiscard]] Result<Done> must_be_past(const Record& counter, const std::string& ticket);

/// Makes a finished ticket of `past` a ticket again, at the end of its line; one that is still in
/// the queue is left as it is.
void take_back_finished(Draft& draft, const std::string& counter, const std::string& ticket);

[[nodiscard]] Problem unknown_ticket(const std::string& label);

/// Makes room for the next one. A ticket that was being served is finished: the clerk went on. One
/// that was called and never taken in service becomes a no-show, which can be called again: to
/// count it as served would hide a citizen who did not hear the call.
void release_desk(Draft& draft, const std::string& counter);

/// Refusal of an open-counter action at a counter that is closed or on a break; Done when it is
/// neither.
[[nodiscard]] Result<Done> must_be_open(const Record& counter);

/// Refusal when nobody is at the counter.
[[nodiscard]] Result<Done> must_have_ticket(const Record& counter);

/// Refusal of a no-show that comes later than the hall allows.
[[nodiscard]] Result<Done> must_not_be_too_late(const Draft& draft, const std::string& ticket);

} // namespace panggil
