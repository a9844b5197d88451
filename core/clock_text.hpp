// SPDX-License-Identifier: MIT
#pragma once
/// A clock with seconds says a text each second that was never drawn, and shaping it would be most
/// of what an idle screen does. So its last two digits are drawn apart: there are sixty of them,
/// and what stands before them lasts a minute. A date in digits looks alike and is treated alike.

#include <optional>
#include <string_view>

namespace panggil {

struct ClockText {
    std::string_view head; ///< "08.15.": to the last separator
    std::string_view tail; ///< "47"
    char separator = '.';  ///< between the two
};

/// Three groups of digits with points or colons between them, the last of two; nothing of any other
/// text.
[[nodiscard]] std::optional<ClockText> clock_parts(std::string_view text);

} // namespace panggil
