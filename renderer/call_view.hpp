// SPDX-License-Identifier: MIT
#pragma once
/// How a layout lets people see whose turn it is. Pure.

#include "core/layout.hpp"
#include "core/schedule.hpp"

namespace panggil::screen {

/// By its widgets: `now-calling` is a panel; counters and tables show the call on a card.
[[nodiscard]] CallView call_view(const Layout& layout);

} // namespace panggil::screen
