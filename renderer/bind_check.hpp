// SPDX-License-Identifier: MIT
#pragma once
/// Names of a hall in the files of the screens: whom a widget is bound to, whom a screen is for. A
/// name that the hall does not have leaves a card or a screen empty, and nobody would know why.

#include "core/hall.hpp"
#include "core/result.hpp"
#include "core/tree.hpp"

#include <set>
#include <span>
#include <string>

namespace panggil::screen {

/// The ids of halls that these files are for.
struct HallNames {
    std::set<std::string, std::less<>> agencies;
    std::set<std::string, std::less<>> counters;
    std::set<std::string, std::less<>> zones;
};

/// Of a site with several halls a name of any of them is good.
[[nodiscard]] HallNames names_of(std::span<const Hall> halls);

/// Looks at every `bind` in a layout, and at `only` and `zones` of the screens of a schedule.
[[nodiscard]] Problems check_binds(const Tree& tree, const Places& places, const HallNames& names);

} // namespace panggil::screen
