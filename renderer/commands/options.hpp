// SPDX-License-Identifier: MIT
#pragma once
/// Options that several sub-commands read the same way.

#include "core/geometry.hpp"
#include "core/result.hpp"
#include "core/time.hpp"

#include <string>

namespace panggil::screen {

/// "1920x1080"; throws CLI::ValidationError, which CLI11 turns into usage.
[[nodiscard]] Size parse_size(const std::string& text);

/// "2026-11-24 09.41", "2026-11-24T09:41", also with seconds "09.41.30", on the clock of a hall
/// that is `offset` before UTC.
[[nodiscard]] Result<UtcTime> parse_hall_time(const std::string& text, Minutes offset);

} // namespace panggil::screen
