// SPDX-License-Identifier: MIT
#pragma once
/// Operations: everything that can be asked of a hall, as a table, and decide(), the one place
/// where a command becomes an event. A refused command changes nothing and says why in the clerk's
/// words. Consoles make their verbs and their help from the same table; nobody lists operations
/// elsewhere.

#include "core/hall_rules.hpp"
#include "core/message.hpp"
#include "core/queue_state.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace panggil {

enum class ParameterKind {
    Counter,          ///< a counter's id or number: "3"
    Service,          ///< a service's id or prefix: "dukcapil", "F"
    CounterOrService, ///< counters first
    Ticket,           ///< a ticket's label: "F018"
    TicketOrPast,     ///< the same, or one of those that a counter has called last and finished
    Text,             ///< a sentence for the wall
    ClockTime,        ///< hall time: "13.00"
    Word,             ///< one of `words`, or any short word when there are none
    Flag,             ///< 1 when set
};

enum class Need { Required, Optional };

struct Parameter {
    std::string_view key;
    std::string_view sentence;
    ParameterKind kind = ParameterKind::Text;
    Need need = Need::Required;
    std::vector<std::string_view> words = {};
};

/// What an operation needs besides the state. Time and term enter here, so that the same command
/// on the same state gives the same event for ever.
struct DecisionContext {
    UtcTime now{};
    std::int64_t term = 0;
    HallRules rules{};
};

/// The event, and what the one who asked is told: "ticket", "counter", "call_id" ... The event
/// alone would not do: `issue` answers how many wait ahead, which no screen needs to store.
struct Decision {
    Event event;
    Record result;

    friend bool operator==(const Decision&, const Decision&) = default;
};

class Draft;

/// Which keys may ask for an operation, besides an administrator's. See core/permission.hpp.
enum class Access {
    Admin,
    OwnCounter, ///< a clerk's, at each counter that a parameter of kind Counter names
    Kiosk,
};

struct Operation {
    std::string_view name;
    std::string_view sentence; ///< English, for help
    std::string_view kalimat;  ///< Indonesian, for the clerk's console
    std::vector<Parameter> parameters;
    Result<Done> (*write)(Draft& draft); ///< fills the draft, or refuses; its arguments are checked
    Access access = Access::Admin;
};

/// In the order in which help lists them.
[[nodiscard]] std::span<const Operation> all_operations();

/// Null when there is none of that name.
[[nodiscard]] const Operation* find_operation(std::string_view name);

/// Codes of a refusal: bad_request, unknown_counter, unknown_service, unknown_ticket, bad_ticket,
/// unknown_notice, unknown_alert, conflict, closed, nothing_to_call, nothing_to_recall,
/// not_callable, rate, too_many, used_up.
[[nodiscard]] Result<Decision> decide(const QueueState& state, const Command& command,
                                      const DecisionContext& context);

} // namespace panggil
