// SPDX-License-Identifier: MIT
#include "renderer/sdl/clock_run.hpp"

#include <algorithm>

namespace panggil::sdl {

namespace {

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
