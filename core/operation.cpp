// SPDX-License-Identifier: MIT
#include "core/operation.hpp"

#include "core/nearest_name.hpp"
#include "core/operations/arguments.hpp"
#include "core/operations/desk.hpp"
#include "core/operations/draft.hpp"
#include "core/operations/groups.hpp"
#include "core/plain_text.hpp"

#include <algorithm>

namespace panggil {

namespace {

constexpr std::size_t longest_actor = 80;

std::vector<Operation> make_table() {
    std::vector<Operation> table;
    for (const auto& group : {call_operations(), ticket_operations(), line_operations(),
                              counter_operations(), message_operations(), day_operations()}) {
        table.insert(table.end(), group.begin(), group.end());
    }
    return table;
}

Problem unknown_operation(const std::string& name) {
    std::vector<std::string_view> names;
    for (const Operation& operation : all_operations()) {
        names.push_back(operation.name);
    }
    const std::string shown = fault_of_text(name, longest_actor).empty() ? name : "?";
    const auto meant = nearest_name(shown, names);
    return {"bad_request", "op", "\"" + shown + "\" is not an operation",
            meant.empty() ? "see the list of operations"
                          : "did you mean \"" + std::string(meant) + "\"?",
            "Perintah tidak dikenal."};
}

/// The clerk decided while looking at revision `if_rev`; if the counter has moved on since, the
/// press of the button meant something else.
Result<Done> must_have_revision(const QueueState& state, const Record& args, std::int64_t if_rev) {
    if (args.text("counter").empty()) {
        return Problem{"bad_request", "if_rev", "is for operations on a counter", "leave it out",
                       "Perintah tidak dimengerti: if_rev."};
    }
    const Record& counter = record_at(state, counter_key(args.text("counter")));
    if (counter.number("rev") == if_rev) {
        return Done{};
    }
    return Problem{"conflict", counter_name(counter),
                   "has changed: it is at revision " + std::to_string(counter.number("rev")) +
                       ", not " + std::to_string(if_rev),
                   "look at the counter again, then decide",
                   nama_loket(counter) + " sudah berubah. Periksa lagi sebelum menekan tombol."};
}

} // namespace

std::span<const Operation> all_operations() {
    static const std::vector<Operation> table = make_table();
    return table;
}

const Operation* find_operation(std::string_view name) {
    const auto table = all_operations();
    const auto found = std::ranges::find(table, name, &Operation::name);
    return found == table.end() ? nullptr : &*found;
}

Result<Decision> decide(const QueueState& state, const Command& command,
                        const DecisionContext& context) {
    const Operation* operation = find_operation(command.op);
    if (operation == nullptr) {
        return unknown_operation(command.op);
    }
    if (const std::string fault = fault_of_text(command.actor, longest_actor); !fault.empty()) {
        return Problem{"bad_request", "actor", fault, "name who asks in at most 80 characters",
                       "Perintah tidak dimengerti: actor."};
    }
    const auto args = resolve_arguments(*operation, command.args, state);
    if (!args) {
        return args.problem();
    }
    if (command.if_rev) {
        if (const auto same = must_have_revision(state, args.value(), *command.if_rev); !same) {
            return same.problem();
        }
    }
    Draft draft(state, context, args.value());
    if (const auto written = operation->write(draft); !written) {
        return written.problem();
    }
    return std::move(draft).take(command);
}

} // namespace panggil
