// SPDX-License-Identifier: MIT
#pragma once
/// JSON as people write it -> Tree, and back. Comments and trailing commas are allowed; nothing is
/// executed. Every value knows its line and letter; what is no JSON is named by them.

#include "core/result.hpp"
#include "core/tree.hpp"

#include <string_view>

namespace panggil::codec {

/// The places are added to `places`, under the name `file`. Names that stand twice in one object
/// are told in `twice` when it is given; the last one holds.
[[nodiscard]] Result<Tree> decode_tree(std::string_view text, const std::string& file,
                                       Places& places, Problems* twice = nullptr);

/// Two blanks for each level, names in their order, a line break at the end.
[[nodiscard]] std::string encode_tree(const Tree& tree);

/// The same with names in the order of an older text of this file, new ones behind them.
[[nodiscard]] std::string encode_tree_like(const Tree& tree, std::string_view older);

} // namespace panggil::codec
