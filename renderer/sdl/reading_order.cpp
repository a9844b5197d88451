// SPDX-License-Identifier: MIT
#include "renderer/sdl/reading_order.hpp"

#include <algorithm>
#include <fribidi.h>
#include <utility>

namespace panggil::sdl {

namespace {

using Letter = FontBook::Letter;

/// Below it every letter runs from left to right.
constexpr Uint32 first_leftward = 0x0590;

/// Even levels run to the right, odd ones to the left.
std::vector<FriBidiLevel> levels_of(const std::vector<Letter>& letters) {
    std::vector<FriBidiChar> text;
    for (const Letter& letter : letters) {
        text.push_back(letter.code);
    }
    std::vector<FriBidiCharType> types(text.size());
    std::vector<FriBidiBracketType> brackets(text.size());
    std::vector<FriBidiLevel> levels(text.size());
    const auto count = static_cast<FriBidiStrIndex>(text.size());
    FriBidiParType base = FRIBIDI_PAR_ON;
    fribidi_get_bidi_types(text.data(), count, types.data());
    fribidi_get_bracket_types(text.data(), count, types.data(), brackets.data());
    if (fribidi_get_par_embedding_levels_ex(types.data(), brackets.data(), count, &base,
                                            levels.data()) == 0) {
        std::ranges::fill(levels, FriBidiLevel{0});
    }
    return levels;
}

} // namespace

std::vector<Stretch> stretches_of(std::vector<Letter> letters) {
    if (std::ranges::all_of(letters,
                            [](const Letter& each) { return each.code < first_leftward; })) {
        return {{std::move(letters), false}};
    }
    const std::vector<FriBidiLevel> levels = levels_of(letters);
    std::vector<std::pair<FriBidiLevel, Stretch>> line;
    for (std::size_t at = 0; at < letters.size(); ++at) {
        if (line.empty() || line.back().first != levels[at]) {
            line.push_back({levels[at], {{}, levels[at] % 2 != 0}});
        }
        line.back().second.letters.push_back(std::move(letters[at]));
    }
    for (int level = *std::ranges::max_element(levels); level > 0; --level) {
        const auto lies_within = [&](const auto& each) { return each.first >= level; };
        for (auto begin = line.begin(); begin != line.end();) {
            begin = std::find_if(begin, line.end(), lies_within);
            const auto end = std::find_if_not(begin, line.end(), lies_within);
            std::reverse(begin, end);
            begin = end;
        }
    }
    std::vector<Stretch> stretches;
    for (auto& [level, stretch] : line) {
        stretches.push_back(std::move(stretch));
    }
    return stretches;
}

} // namespace panggil::sdl
