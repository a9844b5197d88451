// SPDX-License-Identifier: MIT
#pragma once
/// Letters that a noisy hall cannot tell apart: their Indonesian names rhyme (be, ce, de), or
/// differ by a breath (a, ha, ka). Two services whose prefixes differ by such letters alone send
/// visitors to each other's counters.

#include "core/hall.hpp"
#include "core/result.hpp"

namespace panggil {

/// Warnings `hall.alike_prefix`, one for each group of services that sound alike, at the second of
/// them. `file` is how problems name the place.
[[nodiscard]] Problems alike_prefixes(const Hall& hall, std::string_view file);

} // namespace panggil
