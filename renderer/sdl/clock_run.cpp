// SPDX-License-Identifier: MIT
#include "renderer/sdl/clock_run.hpp"

#include <algorithm>

namespace panggil::sdl {

namespace {

bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}

bool is_separator(char letter) {
    return letter == '.' || letter == ':';
}

void lay(TextRun& run, const TextRun& part, int pen) {
    for (int y = 0; y < part.ink.height; ++y) {
        const std::uint8_t* const from =
            part.coverage.data() + static_cast<std::ptrdiff_t>(y) * part.ink.width;
        std::uint8_t* const to =
            run.coverage.data() +
            static_cast<std::ptrdiff_t>(part.ink.y + y - run.ink.y) * run.ink.width +
            (pen + part.ink.x - run.ink.x);
        std::transform(from, from + part.ink.width, to, to,
                       [](std::uint8_t one, std::uint8_t other) { return std::max(one, other); });
    }
}

} // namespace

std::optional<ClockText> clock_text(std::string_view text) {
    const bool plain = std::ranges::all_of(
        text, [](char letter) { return is_digit(letter) || is_separator(letter); });
    if (!plain || std::ranges::count_if(text, is_separator) != 2 || text.size() < 6) {
        return std::nullopt;
    }
    const std::size_t tail = text.size() - 2;
    const bool has_seconds =
        is_separator(text[tail - 1]) && is_digit(text[tail]) && is_digit(text[tail + 1]);
    return has_seconds ? std::optional(ClockText{text.substr(0, tail), text.substr(tail),
                                                 text.substr(tail - 1, 2)})
                       : std::nullopt;
}

TextRun joined(const TextRun& head, const TextRun& tail, int pen) {
    TextRun run;
    run.advance = pen + tail.advance;
    run.ink = unite(head.ink, {pen + tail.ink.x, tail.ink.y, tail.ink.width, tail.ink.height});
    run.coverage.assign(static_cast<std::size_t>(run.ink.area()), 0);
    lay(run, head, 0);
    lay(run, tail, pen);
    return run;
}

} // namespace panggil::sdl
