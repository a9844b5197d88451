// SPDX-License-Identifier: MIT
#pragma once
/// One service day of a journal, for those who look back: read beside a running hub, or from a
/// backup. Changes nothing. Codes: journal.no_such_day and those of sqlite.hpp.

#include "core/event.hpp"
#include "core/result.hpp"

#include <string>
#include <vector>

namespace panggil::hub {

struct JournalDay {
    Records records;           ///< the hall as it is now
    std::vector<Event> events; ///< from the one that began the day to the one before the next day
};

/// `day` is "2026-11-24"; `file` is a journal or a backup of one.
[[nodiscard]] Result<JournalDay> read_day(const std::string& file, const std::string& day);

} // namespace panggil::hub
