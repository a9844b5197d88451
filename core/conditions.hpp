// SPDX-License-Identifier: MIT
#pragma once
/// Conditions: the `when` of layouts and schedules, judged against the circumstances of a moment.

#include "core/calendar.hpp"
#include "core/tree.hpp"

#include <cstdint>

namespace panggil {

struct Circumstances {
    HallTime time;
    std::string daypart; ///< may be empty
    std::string holiday; ///< its name; empty on a working day
    std::int64_t waiting = 0;
};

/// True when the day is one of these words: "mon", "work", "mon-thu", or a list of them.
[[nodiscard]] bool is_one_of_days(const Tree& days, const HallTime& time);

/// True for a word that names at least one day.
[[nodiscard]] bool names_days(std::string_view word);

/// The condition that does not hold, in words ("days: sat is not mon-fri"), or "" when all do.
[[nodiscard]] std::string broken_condition(const Tree& when, const Circumstances& now);

} // namespace panggil
