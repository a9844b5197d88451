// SPDX-License-Identifier: MIT
#pragma once
/// The whole part of a number that somebody has written into a file, whatever it is.

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace panggil {

/// Up to here (2^53) a double tells each whole number from the next.
constexpr double most_whole = 9'007'199'254'740'992.0;

/// Towards zero; what lies beyond `most_whole` on either side is that, and no number at all is 0.
[[nodiscard]] inline std::int64_t whole_of(double number) {
    return std::isnan(number)
               ? 0
               : static_cast<std::int64_t>(std::clamp(number, -most_whole, most_whole));
}

} // namespace panggil
