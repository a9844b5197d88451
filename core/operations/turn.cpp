// SPDX-License-Identifier: MIT
#include "core/operations/turn.hpp"

#include "core/operations/desk.hpp"

#include <limits>

namespace panggil {

namespace {

/// The first of a line: whose place number is lowest.
struct First {
    std::string_view label;
    std::int64_t line = std::numeric_limits<std::int64_t>::max();

    void consider(std::string_view other, std::int64_t place) {
        if (label.empty() || place < line) {
            label = other;
            line = place;
        }
    }
};

} // namespace

Turn whose_turn(const QueueState& state, const std::string& counter_id, bool owes_ordinary,
                const std::set<std::string>& passed_over) {
    const Record& counter = record_at(state, counter_key(counter_id));
    First ordinary;
    First priority;
    for (const auto& [key, ticket] : records_under(state, "ticket/")) {
        const std::string& reserved_for = ticket->text("counter");
        if (ticket->text("state") != "waiting" || !serves(counter, ticket->text("service")) ||
            (!reserved_for.empty() && reserved_for != counter_id) ||
            passed_over.contains(std::string(id_of(key)))) {
            continue;
        }
        First& line = ticket->text("priority").empty() ? ordinary : priority;
        line.consider(id_of(key), ticket->number("line"));
    }
    if (ordinary.label.empty() || priority.label.empty()) {
        const First& only = ordinary.label.empty() ? priority : ordinary;
        return {std::string(only.label), false};
    }
    if (priority.line < ordinary.line) {
        return {std::string(priority.label), false};
    }
    return owes_ordinary ? Turn{std::string(ordinary.label), false}
                         : Turn{std::string(priority.label), true};
}

} // namespace panggil
