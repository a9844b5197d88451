// SPDX-License-Identifier: MIT
#pragma once
/// What is checked, and how: finds the files of the paths, tells what each is, and asks whoever
/// knows about it. Layouts are looked at in every mode of their theme, with the names of the hall.

#include "core/result.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace panggil::screen {

struct Checked {
    std::filesystem::path site; ///< places are stated as seen from here
    std::size_t files = 0;
    Problems problems;
};

/// Fails when a path does not exist or no site is found.
[[nodiscard]] Result<Checked> check_paths(const std::vector<std::string>& paths,
                                          const std::string& site, const std::string& hall);

/// True for warnings of voice packs, which have no code of their own.
[[nodiscard]] bool is_known_warning(std::string_view code);

} // namespace panggil::screen
