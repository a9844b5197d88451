// SPDX-License-Identifier: MIT
#pragma once
/// `panggil-hub pin` and `panggil-hub token`: who may come over the web. The hub may run; it sees
/// the change within a second. The exit code is left in `code`.

#include <CLI/CLI.hpp>

namespace panggil::hub::web {

void add_pin(CLI::App& app, int& code);
void add_token(CLI::App& app, int& code);

} // namespace panggil::hub::web
