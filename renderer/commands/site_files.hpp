// SPDX-License-Identifier: MIT
#pragma once
/// The files of a site, as a check finds and names them.

#include "renderer/site.hpp"

#include <vector>

namespace panggil::screen {

/// The files of a folder that may be ours: JSON, without schemas and boards for pictures.
[[nodiscard]] std::vector<std::filesystem::path> files_in(const std::filesystem::path& folder);

/// A file as people know it: as seen from the site when it lies there.
[[nodiscard]] std::string shown_in(const Site& site, const std::filesystem::path& file);

/// The folder above the path that has layouts and fonts, or the program's own site; `given` wins.
[[nodiscard]] Result<Site> site_near(const std::filesystem::path& path, const std::string& given);

} // namespace panggil::screen
