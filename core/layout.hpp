// SPDX-License-Identifier: MIT
#pragma once
/// Layout: one screen layout as a value: extended, parts expanded, paths resolved, theme merged.
/// Sizes in it are design units; the canvas says how many of them the glass has.

#include "core/geometry.hpp"
#include "core/theme.hpp"
#include "core/tree.hpp"

#include <algorithm>

namespace panggil {

struct Layout {
    std::string name;
    Size canvas{1920, 1080};
    std::string background = "paper";
    Tree strings;   ///< texts by name, for {strings.name}
    Tree playlists; ///< by name
    Tree tables;    ///< data files by their path, each a list of objects
    Tree root;      ///< the widget tree
    Theme theme;
    Places places{1}; ///< of every value in the trees above
};

/// Pixels of one design unit: the layout fits whole, the root fills the rest.
[[nodiscard]] inline double unit_of(const Layout& layout, Size glass) {
    return std::min(static_cast<double>(glass.width) / layout.canvas.width,
                    static_cast<double>(glass.height) / layout.canvas.height);
}

/// A layout that needs no file: the numbers, big and plain, for when everything else is broken.
[[nodiscard]] Layout emergency_layout();

} // namespace panggil
