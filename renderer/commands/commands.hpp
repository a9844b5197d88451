// SPDX-License-Identifier: MIT
#pragma once

/// The sub-commands of panggil-screen, one file each: every add_… registers its options and, when
/// chosen, does its work and sets `exit_code` (0 done, 1 problems found, 2 wrong usage, 3 hub not
/// reachable, 4 nothing can be shown or sounded). They are part of the composition root and may
/// name concrete classes.

namespace CLI {
class App;
}

namespace panggil::screen {

void add_run(CLI::App& app, int& exit_code);
void add_render(CLI::App& app, int& exit_code);

} // namespace panggil::screen
