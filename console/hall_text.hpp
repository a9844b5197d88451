// SPDX-License-Identifier: MIT
#pragma once
/// Small pieces of text about the hall: clock times, names of counters and zones, columns. Pure.

#include "core/queue_state.hpp"

#include <string>
#include <vector>

namespace panggil::console {

/// "09.41.22", in the hall's own time.
[[nodiscard]] std::string clock_text(UtcTime time, const QueueState& state);
/// "Loket 3", "Gerai 12"; the bare id when the state does not know the counter.
[[nodiscard]] std::string counter_name(std::string_view id, const QueueState& state);
/// "Ruang Tunggu"; the bare id when the state does not know the zone.
[[nodiscard]] std::string zone_name(std::string_view id, const QueueState& state);
/// "dukcapil" -> "Dukcapil"
[[nodiscard]] std::string agency_name(std::string_view id, const QueueState& state);

using Row = std::vector<std::string>;

/// Lines with aligned columns, two spaces between them.
[[nodiscard]] std::vector<std::string> columns(const std::vector<Row>& rows);

} // namespace panggil::console
