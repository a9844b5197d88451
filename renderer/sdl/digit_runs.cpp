// SPDX-License-Identifier: MIT
#include "renderer/sdl/digit_runs.hpp"

#include <algorithm>

namespace panggil::sdl {

namespace {

/// A hall has one clock or two, and they keep their size.
constexpr std::size_t most_fonts = 8;

void add(TextRun& run, const TextRun& letter, int pen) {
    for (int y = 0; y < letter.ink.height; ++y) {
        const std::uint8_t* const from =
            letter.coverage.data() + static_cast<std::ptrdiff_t>(y) * letter.ink.width;
        std::uint8_t* const to =
            run.coverage.data() +
            static_cast<std::ptrdiff_t>(letter.ink.y + y - run.ink.y) * run.ink.width +
            (pen + letter.ink.x - run.ink.x);
        std::transform(from, from + letter.ink.width, to, to,
                       [](std::uint8_t one, std::uint8_t other) { return std::max(one, other); });
    }
}

} // namespace

bool DigitRuns::can_write(std::string_view text) {
    return !text.empty() && text.find_first_not_of(letters) == std::string_view::npos;
}

const TextRun& DigitRuns::letter(Digits& digits, FontBook& fonts, const Font& font,
                                 std::size_t at) {
    std::optional<TextRun>& run = digits.runs[at];
    if (!run) {
        run = render_run(fonts, font, std::string(letters.substr(at, 1)));
    }
    return *run;
}

int DigitRuns::way(Digits& digits, FontBook& fonts, const Font& font, std::size_t one,
                   std::size_t next) {
    std::optional<int>& way = digits.ways[one][next];
    if (!way) {
        const std::string both{letters[one], letters[next]};
        way = render_run(fonts, font, both).advance - letter(digits, fonts, font, next).advance;
    }
    return *way;
}

TextRun DigitRuns::run_of(FontBook& fonts, const Font& font, std::string_view text) {
    if (fonts_.size() >= most_fonts && !fonts_.contains(font)) {
        fonts_.clear();
    }
    Digits& digits = fonts_[font];
    TextRun run;
    std::vector<std::pair<const TextRun*, int>> placed;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const std::size_t one = letters.find(text[at]);
        const TextRun& its = letter(digits, fonts, font, one);
        placed.emplace_back(&its, run.advance);
        run.ink =
            unite(run.ink, {run.advance + its.ink.x, its.ink.y, its.ink.width, its.ink.height});
        run.advance += at + 1 < text.size()
                           ? way(digits, fonts, font, one, letters.find(text[at + 1]))
                           : its.advance;
    }
    run.coverage.assign(static_cast<std::size_t>(run.ink.area()), 0);
    for (const auto& [its, pen] : placed) {
        add(run, *its, pen);
    }
    return run;
}

} // namespace panggil::sdl
