// SPDX-License-Identifier: MIT
#pragma once
/// A program's completion for bash: its commands, their options, files, folders and fixed choices.
/// Needs no bash-completion package at run time.

#include "manual/outline.hpp"

#include <string>

namespace panggil::manual {

[[nodiscard]] std::string bash_completion(const Outline& outline);

} // namespace panggil::manual
