// SPDX-License-Identifier: MIT
#pragma once
/// Draft: the event an operation is writing. It reads the state through the changes made so far and
/// never touches the state itself, so a refusal half-way leaves no trace.

#include "core/operation.hpp"

namespace panggil {

class Draft {
public:
    /// `args` are checked and resolved: counters and services are ids, tickets are labels.
    /// All three must outlive the draft.
    Draft(const QueueState& state, const DecisionContext& context, const Record& args);

    [[nodiscard]] const QueueState& state() const { return state_; }

    [[nodiscard]] const DecisionContext& context() const { return context_; }

    [[nodiscard]] const std::string& arg(std::string_view key) const { return args_.text(key); }

    [[nodiscard]] bool has_flag(std::string_view key) const { return args_.number(key) != 0; }

    [[nodiscard]] Sequence seq() const { return state_.seq + 1; }

    [[nodiscard]] std::int64_t now() const { return context_.now.time_since_epoch().count(); }

    /// The record as it will be, or an empty one.
    [[nodiscard]] const Record& read(std::string_view key) const;
    /// The same, to be changed. A counter that is edited gets its next revision.
    Record& edit(const Key& key);
    void remove(const Key& key);
    void announce(Announcement announcement);
    /// Tells the one who asked.
    void report(std::string_view field, Value value);

    [[nodiscard]] Decision take(const Command& command) &&;

private:
    const QueueState& state_;
    const DecisionContext& context_;
    const Record& args_;
    Decision decision_;
};

} // namespace panggil
