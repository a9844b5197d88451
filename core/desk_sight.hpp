// SPDX-License-Identifier: MIT
#pragma once
/// DeskSight: what the clerk of one counter looks at: who is in front of it, who waits, whom it
/// called last, and which keys would do something now. What may be done is asked of decide()
/// itself, so a page says no with the same words as the hub, and before the key is pressed. Pure.

#include "core/operation.hpp"

#include <optional>

namespace panggil {

/// Whether an operation would be done now; if not, why.
struct May {
    std::optional<Problem> refused;
    std::optional<Millis> wait; ///< when time alone will make it possible

    friend bool operator==(const May&, const May&) = default;
};

/// What was done last at a counter, for "undo".
struct LastDeed {
    std::string op;
    std::string ticket;
    UtcTime at{};

    friend bool operator==(const LastDeed&, const LastDeed&) = default;
};

struct DeskSight {
    struct Current {
        std::string ticket;
        std::string service;
        std::string priority;
        std::string call_id;
        std::int64_t attempt = 0;
        Millis called{0}; ///< since then

        friend bool operator==(const Current&, const Current&) = default;
    };

    struct Waiting {
        std::string ticket;
        std::string service;
        std::string priority;
        Millis waited{0};

        friend bool operator==(const Waiting&, const Waiting&) = default;
    };

    struct Recent {
        std::string ticket;
        std::optional<std::int64_t> attempt;
        std::optional<Millis> called;
        std::string state; ///< of the ticket; "done" when it is finished
        May call;

        friend bool operator==(const Recent&, const Recent&) = default;
    };

    struct Aside {
        std::string ticket;
        May call;
        May resume;

        friend bool operator==(const Aside&, const Aside&) = default;
    };

    struct Undo {
        std::string op;
        Record args;
        std::string ticket;
        Millis left{0};
        std::string back; ///< whom the call had sent away, and who would be back

        friend bool operator==(const Undo&, const Undo&) = default;
    };

    struct Service {
        std::string id;
        std::string label;
        std::string prefix;
        std::int64_t digits = 0; ///< of its tickets

        friend bool operator==(const Service&, const Service&) = default;
    };

    struct Counter {
        std::string id;
        std::string name;
        std::string agency;
        std::string status;

        friend bool operator==(const Counter&, const Counter&) = default;
    };

    std::string id;
    std::string name;   ///< "Loket 3"
    std::string agency; ///< short
    Record counter;
    std::string zone_label;
    std::string speaker; ///< of its zone; empty when none speaks there
    std::optional<Current> current;
    std::int64_t waiting = 0;
    std::optional<Millis> oldest;
    std::vector<Waiting> next;  ///< the first five, in the order in which they would be called
    std::vector<Recent> recent; ///< the last ten that it called, newest first
    std::vector<Aside> aside;   ///< held, or absent and still good, and last at this counter
    std::vector<std::pair<std::string, May>> may; ///< by operation
    std::optional<Undo> undo;
    bool offer_no_show = false;    ///< it was called often enough
    std::vector<Service> services; ///< to which a ticket may be handed on
    std::vector<Counter> counters;

    friend bool operator==(const DeskSight&, const DeskSight&) = default;
};

/// How long after a deed "undo" is offered.
inline constexpr Millis undo_offered{10'000};
/// After so many calls "did not come" is offered.
inline constexpr std::int64_t calls_before_no_show = 3;

/// A counter by its name: "Loket 3", and of which office.
[[nodiscard]] DeskSight::Counter counter_sight(const QueueState& state, std::string_view id);
/// All of them, in the hall's order.
[[nodiscard]] std::vector<DeskSight::Counter> counters_of(const QueueState& state);

[[nodiscard]] DeskSight look_at_desk(const QueueState& state, const std::string& counter,
                                     const DecisionContext& context,
                                     const std::optional<LastDeed>& last);

} // namespace panggil
