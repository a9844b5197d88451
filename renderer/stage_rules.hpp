// SPDX-License-Identifier: MIT
#pragma once
/// How long a call keeps the panel, as the layout says it: `hold.minSeconds` of its first
/// now-calling widget. Pure.

#include "core/call_stage.hpp"
#include "core/layout.hpp"

namespace panggil::screen {

/// `rules` with the layout's word, if it has one.
[[nodiscard]] CallStage::Rules stage_rules(const Layout& layout, CallStage::Rules rules = {});

} // namespace panggil::screen
