// SPDX-License-Identifier: MIT
#pragma once
/// The name somebody probably meant, for hints like `did you mean "recall"?`.

#include <span>
#include <string_view>

namespace panggil {

/// The candidate that is nearest to `wrong` in letters, or "" when none is near enough to guess.
[[nodiscard]] std::string_view nearest_name(std::string_view wrong,
                                            std::span<const std::string_view> candidates);

} // namespace panggil
