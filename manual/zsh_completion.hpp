// SPDX-License-Identifier: MIT
#pragma once
/// A program's completion for zsh: its commands, their options with what they are for, files,
/// folders and fixed choices. The file is called _PROGRAM, in a folder of $fpath.

#include "manual/outline.hpp"

#include <string>

namespace panggil::manual {

[[nodiscard]] std::string zsh_completion(const Outline& outline);

} // namespace panggil::manual
