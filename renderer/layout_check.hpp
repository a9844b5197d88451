// SPDX-License-Identifier: MIT
#pragma once
/// Checks a layout against what exists: widgets, their fields, colours, fonts, motions, playlists
/// and placeholders, tracks and areas. Reports everything at once, each with the file and place
/// where it was written and a suggestion. The layout is drawn all the same: what is wrong reads as
/// if it were absent.

#include "core/field_spec.hpp"
#include "core/layout.hpp"
#include "core/result.hpp"

namespace panggil::screen {

/// `file` names the layout where a value has no place of its own.
[[nodiscard]] Problems check_layout(const Layout& layout, const std::string& file);

/// Items of playlists that have ended before `today` (a day_number()).
[[nodiscard]] Problems check_dates(const Layout& layout, int today);

/// The same for a file that is no layout: a theme, a schedule, a part. `places` are its values'.
[[nodiscard]] Problems check_file(const Tree& tree, std::span<const FieldSpec> fields,
                                  const Places& places, const std::string& file);

} // namespace panggil::screen
