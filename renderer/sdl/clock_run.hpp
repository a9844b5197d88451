// SPDX-License-Identifier: MIT
#pragma once
/// A clock with seconds says a text each second that was never drawn, and shaping it is most of
/// what an idle screen does. So its last two digits are drawn apart: there are a hundred of them,
/// and what stands before them lasts a minute. Pure but for what it is given.

#include "renderer/sdl/text_run.hpp"

#include <optional>
#include <string_view>

namespace panggil::sdl {

struct ClockText {
    std::string_view head; ///< "08.15.": to the last separator
    std::string_view tail; ///< "47"
    std::string_view seam; ///< ".4": what one does to the other
};

/// Hours, minutes and seconds in digits, with points or colons between them; nothing of any other
/// text.
[[nodiscard]] std::optional<ClockText> clock_text(std::string_view text);

/// `tail` behind `head`, with its pen at `pen`.
[[nodiscard]] TextRun joined(const TextRun& head, const TextRun& tail, int pen);

} // namespace panggil::sdl
