// SPDX-License-Identifier: MIT
#pragma once
/// Data files that widgets show: prayer times, weather, service standards. A table is a JSON list
/// of objects, or what a spreadsheet exports as CSV: a line of names, then a line for each row,
/// separated by commas, semicolons or tabs.

#include "core/result.hpp"
#include "core/tree.hpp"

#include <string_view>

namespace panggil::codec {

/// A list of objects. `file` names it in problems and places.
[[nodiscard]] Result<Tree> decode_table(std::string_view text, const std::string& file,
                                        Places& places);

} // namespace panggil::codec
