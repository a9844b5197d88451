// SPDX-License-Identifier: MIT
#pragma once
/// A day's report as lines: tables for people, one JSON object a line for machines.

#include "core/day_report.hpp"
#include "core/time.hpp"

#include <string>
#include <vector>

namespace panggil::hub {

enum class ReportForm {
    Short, ///< services, and who did what how often
    Long,  ///< and each deed with its time
    Json,  ///< everything
};

/// `offset` is the hall's from UTC.
[[nodiscard]] std::vector<std::string> report_lines(const DayReport& report, const std::string& day,
                                                    Minutes offset, ReportForm form);

} // namespace panggil::hub
