// SPDX-License-Identifier: MIT
#pragma once
/// Checks a command's arguments against the operation's parameters and resolves names: a counter's
/// number becomes its id, a service's prefix its id, "f018" the label F018. What passes here can be
/// trusted by the operation.

#include "core/operation.hpp"

namespace panggil {

[[nodiscard]] Result<Record> resolve_arguments(const Operation& operation, const Record& args,
                                               const QueueState& state);

/// A counter by its id, or by a number that only one counter has: its id.
[[nodiscard]] Result<std::string> find_counter(const std::string& text, const QueueState& state);

} // namespace panggil
