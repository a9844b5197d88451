// SPDX-License-Identifier: MIT
#pragma once
/// Questions about a hall that a simulated clerk asks: which counters there are, who waits for
/// them. Pure.

#include "core/queue_state.hpp"

#include <map>
#include <string>
#include <vector>

namespace panggil::console {

/// Ids in the hall's order, of counters that serve something.
[[nodiscard]] std::vector<std::string> counter_ids(const QueueState& state);
[[nodiscard]] const Record& counter_at(const QueueState& state, const std::string& id);

/// Services that at least one counter serves, in the hall's order.
[[nodiscard]] std::vector<std::string> served_services(const QueueState& state);

/// How many tickets wait, for each service.
[[nodiscard]] std::map<std::string, std::size_t> waiting_by_service(const QueueState& state);
/// How many wait for what this counter serves.
[[nodiscard]] std::size_t waiting_for(const QueueState& state, const std::string& counter);

} // namespace panggil::console
