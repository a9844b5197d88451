// SPDX-License-Identifier: MIT
#pragma once
/// Makes a sub-command of each operation of the table. The first required parameter stands alone
/// ("call 3"), unless it is a choice of words; the others are options ("--ticket F018"). Operations
/// of one family ("alert-raise", "alert-clear") share a verb ("alert raise").

#include "console/command_line.hpp"

#include <CLI/CLI.hpp>

#include <functional>

namespace panggil::console {

/// `chosen` is called while the line is parsed, for the one operation that was typed.
void add_operation_verbs(CLI::App& app, Language language, std::function<void(Operate)> chosen);

} // namespace panggil::console
