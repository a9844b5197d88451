// SPDX-License-Identifier: MIT
#pragma once
/// Armed counters: the clerk is ready and nobody waits, so the next who comes is called without
/// another press of the key ("store next" in the field's terms). The hub asks after each command,
/// and writes the call with it.

#include "core/operation.hpp"

#include <optional>

namespace panggil {

/// The call that the counter which is armed for longest makes now; none while nobody waits for an
/// armed counter. Ask again after applying it. It is the hub's own (actor "hub").
[[nodiscard]] std::optional<Event> call_for_armed(const QueueState& state,
                                                  const DecisionContext& context);

} // namespace panggil
