// SPDX-License-Identifier: MIT
#pragma once
/// What the completions of all shells write alike.

#include "manual/outline.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace panggil::manual {

/// "panggil-hub" as part of a function's name.
[[nodiscard]] std::string identifier(std::string name);

[[nodiscard]] std::string joined(const std::vector<std::string>& words, char between);

/// The first line of what an option or a command is for: a shell shows no more.
[[nodiscard]] std::string first_line(const std::string& about);

/// `text` with a backslash before each of `special`.
[[nodiscard]] std::string escaped(std::string_view text, std::string_view special);

} // namespace panggil::manual
