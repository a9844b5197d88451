// SPDX-License-Identifier: MIT
#pragma once
/// JSON as people write it -> Tree. Comments are allowed; nothing is executed. What is no JSON is
/// named by line and column.

#include "core/result.hpp"
#include "core/tree.hpp"

#include <string_view>

namespace panggil::codec {

/// `file` begins the places, which are added to `places`: "layouts/lobi.json#/root/widget".
[[nodiscard]] Result<Tree> decode_tree(std::string_view text, const std::string& file,
                                       Places& places);

} // namespace panggil::codec
