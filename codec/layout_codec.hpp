// SPDX-License-Identifier: MIT
#pragma once
/// Layout files -> Layout: comments allowed, `extends` merged first, `use` parts expanded after,
/// paths resolved against the file that states them and then against the site, never outside it.
/// What is wrong becomes a Problem that names file and place; the rest of the layout stays usable.

#include "core/layout.hpp"
#include "core/result.hpp"

#include <filesystem>
#include <functional>
#include <span>

namespace panggil::codec {

/// Reads a whole file or says why not.
using ReadFile = std::function<Result<std::string>(const std::filesystem::path&)>;
/// True when there is such a file.
using FileExists = std::function<bool(const std::filesystem::path&)>;

/// The members of widgets that name files; "use" apart.
[[nodiscard]] std::span<const std::string_view> widget_path_keys();

struct LoadedLayout {
    Layout layout;
    Problems problems; ///< what was left out or replaced
    /// False when a file that it is made of is missing or broken: what follows from that is no
    /// news.
    bool whole = true;
};

/// Fails only when the file itself cannot be read or is not a layout at all.
[[nodiscard]] Result<LoadedLayout> load_layout(const std::filesystem::path& file,
                                               const std::filesystem::path& site,
                                               std::string_view mode, const ReadFile& read,
                                               const FileExists& exists = {});

} // namespace panggil::codec
