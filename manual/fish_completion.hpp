// SPDX-License-Identifier: MIT
#pragma once
/// A program's completion for fish: its commands, their options with what they are for, files,
/// folders and fixed choices.

#include "manual/outline.hpp"

#include <string>

namespace panggil::manual {

[[nodiscard]] std::string fish_completion(const Outline& outline);

} // namespace panggil::manual
