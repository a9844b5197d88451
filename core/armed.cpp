// SPDX-License-Identifier: MIT
#include "core/armed.hpp"

#include <algorithm>

namespace panggil {

std::optional<Event> call_for_armed(const QueueState& state, const DecisionContext& context) {
    auto counters = records_under(state, "counter/");
    std::erase_if(counters, [](const auto& entry) {
        return entry.second->number("armed") == 0 || entry.second->text("status") != "open";
    });
    std::ranges::stable_sort(counters, {},
                             [](const auto& entry) { return entry.second->number("armed"); });
    for (const auto& [key, counter] : counters) {
        const Command call{
            {}, "call", Record{{"counter", std::string(id_of(key))}}, "hub", std::nullopt};
        if (auto decision = decide(state, call, context)) {
            return std::move(decision).value().event;
        }
    }
    return std::nullopt;
}

} // namespace panggil
