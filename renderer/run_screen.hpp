// SPDX-License-Identifier: MIT
#pragma once
/// Puts the screen together from its concrete parts and runs it until it is told to stop. Returns
/// the exit code of contract: 0 ended as asked, 2 wrong usage, 4 nothing can be shown at all, 75
/// ended to be started anew, as the hub has asked.

#include "renderer/run_options.hpp"

namespace panggil::screen {

[[nodiscard]] int run_screen(const RunOptions& options);

} // namespace panggil::screen
