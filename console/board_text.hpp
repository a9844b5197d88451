// SPDX-License-Identifier: MIT
#pragma once
/// The board of the hall for a terminal: every counter, the last calls, what is set aside, notices
/// and alerts. Pure.

#include "console/language.hpp"
#include "core/queue_state.hpp"

#include <string>
#include <vector>

namespace panggil::console {

/// `digest` as it is logged: 16 hex digits.
[[nodiscard]] std::vector<std::string> board_text(const QueueState& state, std::string_view digest,
                                                  Language language);

} // namespace panggil::console
