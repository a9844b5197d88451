// SPDX-License-Identifier: MIT
#pragma once
/// Looks at a layout as the hall will see it: draws it with the hall's real names and the widest
/// numbers, in every state of a card, and reports what cannot be read: text that is cut or tiny,
/// faint colours, what stands too near the edge. The same drawing as the television's.

#include "core/board.hpp"
#include "core/hall.hpp"
#include "core/layout.hpp"
#include "core/text_metrics.hpp"

#include <span>

namespace panggil::screen {

/// `file` names the layout where a value has no place of its own; `safe` is the percent of each
/// edge that its screens keep free. Every fault is told once.
[[nodiscard]] Problems check_look(const Layout& layout, const Hall& hall,
                                  std::span<const Size> glasses, TextMetrics& metrics,
                                  const std::string& file, double safe = 0);

/// The boards that are drawn: one for each state of a card.
[[nodiscard]] std::vector<Board> trial_boards(const Hall& hall);

/// WCAG: 1 to 21.
[[nodiscard]] double contrast(Color one, Color other);

} // namespace panggil::screen
