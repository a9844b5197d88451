// SPDX-License-Identifier: MIT
#pragma once
/// Which rules of a schedule can be chosen at all. It asks choose() at every moment at which the
/// answer may be another one: each day that differs from its neighbours, each hour that is named,
/// each number of people who wait. Pure, and independent of today's date.

#include "core/schedule.hpp"

namespace panggil {

/// A warning for each rule that no moment brings, with what stands above it then.
[[nodiscard]] Problems rules_in_vain(const Schedule& schedule);

} // namespace panggil
