// SPDX-License-Identifier: MIT
#pragma once
/// JSON Schemas (draft-07) of the files that an office edits, written from the same tables as the
/// checker: with `$schema` in a file, editors complete and explain its fields. The folder schema
/// holds them.

#include "core/tree.hpp"

#include <string>
#include <vector>

namespace panggil::screen {

struct Schema {
    std::string file; ///< "layout-2.schema.json"
    Tree tree;
};

[[nodiscard]] std::vector<Schema> all_schemas();

} // namespace panggil::screen
