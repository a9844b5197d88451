// SPDX-License-Identifier: MIT
#pragma once
/// Whose turn it is at a counter. Pure.

#include "core/queue_state.hpp"

#include <set>

namespace panggil {

struct Turn {
    std::string label;     ///< empty: nobody waits
    bool favoured = false; ///< went ahead of an ordinary ticket that came earlier
};

/// Who is next at a counter: the one who has waited longest for one of its services. A priority
/// ticket (the old, the disabled, the pregnant) goes ahead of ordinary ones, but after such a
/// favour the counter owes its next turn to an ordinary ticket: without that, a morning with many
/// priority visitors would leave the others waiting without end, and the hall would call it unfair.
/// `owes_ordinary`: the counter's field ordinary_next; `passed_over`: labels that do not count.
[[nodiscard]] Turn whose_turn(const QueueState& state, const std::string& counter_id,
                              bool owes_ordinary, const std::set<std::string>& passed_over = {});

} // namespace panggil
