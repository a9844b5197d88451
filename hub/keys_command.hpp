// SPDX-License-Identifier: MIT
#pragma once
/// `panggil-hub keys`: makes keys, and says whose they are.

#include <CLI/CLI.hpp>

namespace panggil::hub {

/// `panggil-hub keys ...`; the exit code is left in `code`.
void add_keys(CLI::App& app, int& code);

} // namespace panggil::hub
