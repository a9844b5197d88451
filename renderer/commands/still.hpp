// SPDX-License-Identifier: MIT
#pragma once
/// One picture of a board in a layout, into a PNG file: what `render` and `replay` share.

#include "core/board.hpp"
#include "core/geometry.hpp"
#include "core/result.hpp"
#include "renderer/site.hpp"

#include <string>

namespace panggil::screen {

struct Still {
    std::string layout; ///< file; "" = the site's own
    std::string site;   ///< folder; "" = the folder above the layout's, or the program's
    std::string mode;   ///< of the theme
    std::string out;    ///< PNG file
    Size size{1920, 1080};
    int standing_seconds = 0; ///< for which the layout stands: a later page, another text
};

/// The site that a layout belongs to when none is named: the folder above its layouts folder.
[[nodiscard]] Result<Site> site_of(const Still& still);

/// Draws and writes it, with what the site's schedule says of the day of `at`. What is not well but
/// leaves a picture is put into `warnings`.
[[nodiscard]] Result<Done> draw_still(const Still& still, Board board, UtcTime at,
                                      Problems& warnings);

} // namespace panggil::screen
