// SPDX-License-Identifier: MIT
#pragma once
/// What an admin asks of a hub's data on the command line, beside running the hub.

#include <CLI/CLI.hpp>

namespace panggil::hub {

/// `panggil-hub backup`, `panggil-hub restore`; the exit code is left in `code`.
void add_backup(CLI::App& app, int& code);
void add_restore(CLI::App& app, int& code);
/// `panggil-hub report`.
void add_report(CLI::App& app, int& code);

} // namespace panggil::hub
