// SPDX-License-Identifier: MIT
#pragma once
/// Layout files -> Layout: comments allowed, `extends` merged first, `use` parts expanded after,
/// paths resolved against the file that states them and then against the site, never outside it
/// (screen.md C3). What is wrong becomes a Problem; the rest of the layout stays usable.

#include "core/layout.hpp"
#include "core/result.hpp"

#include <filesystem>
#include <functional>

namespace panggil::codec {

/// Reads a whole file or says why not.
using ReadFile = std::function<Result<std::string>(const std::filesystem::path&)>;

struct LoadedLayout {
    Layout layout;
    Problems problems; ///< what was left out or replaced
};

/// Fails only when the file itself cannot be read or is not a layout at all.
[[nodiscard]] Result<LoadedLayout> load_layout(const std::filesystem::path& file,
                                               const std::filesystem::path& site,
                                               std::string_view mode, const ReadFile& read);

/// JSON with comments -> Tree; the Problem names line and column.
[[nodiscard]] Result<Tree> decode_tree(std::string_view text, const std::string& where);

} // namespace panggil::codec
