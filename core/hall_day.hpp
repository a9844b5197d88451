// SPDX-License-Identifier: MIT
#pragma once
/// What the calendar says of a hall: the part of the day, the holiday, and when it opens next. From
/// the schedule and the hall's weekly hours. Pure: the time is an argument.

#include "core/board.hpp"
#include "core/schedule.hpp"

namespace panggil {

/// The first opening after `now` by the hall's hours; holidays are passed over. Nothing when the
/// hours are not known, or when none comes within two months.
[[nodiscard]] std::optional<UtcTime> next_opening(const Board& board, const Schedule& schedule,
                                                  UtcTime now);

/// Writes all of it into the board.
void tell_day(Board& board, const Schedule& schedule, UtcTime now);

} // namespace panggil
