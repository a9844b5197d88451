// SPDX-License-Identifier: MIT
#pragma once
/// Looks at screens.json as the whole site has it: rules that no moment brings, modes that no theme
/// has, counters that no screen of their zone shows.

#include "core/hall.hpp"
#include "renderer/commands/findings.hpp"
#include "renderer/site.hpp"

namespace panggil::screen {

/// `name`: the file as people know it.
void look_at_schedule(const std::filesystem::path& file, const std::string& name, const Site& site,
                      const Hall& hall, Findings& findings);

} // namespace panggil::screen
