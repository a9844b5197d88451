// SPDX-License-Identifier: MIT
#pragma once
/// `panggil-screen migrate`: rewrites layouts of an older version. Running screens read those too;
/// this is for people who edit. The old file stays beside it as FILE.v1.bak.

#include "core/result.hpp"

#include <filesystem>

namespace CLI { // NOLINT(readability-identifier-naming): the library's name
class App;
}

namespace panggil::screen {

/// What was done, for people: "layouts/lobi.json: 1 -> 2", or that there was nothing to do.
[[nodiscard]] Result<std::string> migrate(const std::filesystem::path& file);

void add_migrate(CLI::App& app, int& exit_code);

} // namespace panggil::screen
