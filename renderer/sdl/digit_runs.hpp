// SPDX-License-Identifier: MIT
#pragma once
/// DigitRuns: times of day, put together from digits that were drawn before. A clock with seconds
/// says a text each second that was never drawn; shaping it anew is most of what an idle screen
/// does. Each digit stands where the font puts it after the one before; what more than two letters
/// would do to each other is left out. Main thread only.

#include "renderer/sdl/text_run.hpp"

#include <array>
#include <map>
#include <optional>
#include <string_view>

namespace panggil::sdl {

class DigitRuns {
public:
    /// Digits, points and colons, and nothing else.
    [[nodiscard]] static bool can_write(std::string_view text);

    /// The same as render_run() of such a text.
    [[nodiscard]] TextRun run_of(FontBook& fonts, const Font& font, std::string_view text);

private:
    static constexpr std::string_view letters = "0123456789.:";

    struct Digits {
        std::array<std::optional<TextRun>, letters.size()> runs;
        /// From the pen of the first to the pen of the second.
        std::array<std::array<std::optional<int>, letters.size()>, letters.size()> ways;
    };

    /// One letter, drawn when it is first needed.
    [[nodiscard]] static const TextRun& letter(Digits& digits, FontBook& fonts, const Font& font,
                                               std::size_t at);
    [[nodiscard]] static int way(Digits& digits, FontBook& fonts, const Font& font, std::size_t one,
                                 std::size_t next);

    std::map<Font, Digits> fonts_;
};

} // namespace panggil::sdl
