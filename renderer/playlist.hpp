// SPDX-License-Identifier: MIT
#pragma once
/// The items of a playlist whose time it is.

#include "renderer/drawing.hpp"

#include <vector>

namespace panggil::screen {

/// Items that have `kind` ("text", "image", "video") and whose `when` holds now; wakes when that
/// may change. The items are the layout's own.
[[nodiscard]] std::vector<const Tree*> items_now(Drawing& drawing, const Tree& properties,
                                                 std::string_view kind);

} // namespace panggil::screen
