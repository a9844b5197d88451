// SPDX-License-Identifier: MIT
#include "renderer/sdl/reading_order.hpp"

#include <algorithm>
#include <array>
#include <fribidi.h>
#include <utility>

namespace panggil::sdl {

namespace {

using Letter = FontBook::Letter;

/// Below it every letter runs from left to right.
constexpr Uint32 first_leftward = 0x0590;

/// Of the scripts that run to the left; most join their letters.
const char* script_of(const std::vector<Letter>& letters) {
    struct Range {
        Uint32 first;
        Uint32 last;
        const char* script;
    };

    static constexpr std::array<Range, 8> ranges{{{0x0590, 0x05FF, "Hebr"},
                                                  {0x0600, 0x06FF, "Arab"},
                                                  {0x0700, 0x074F, "Syrc"},
                                                  {0x0750, 0x077F, "Arab"},
                                                  {0x0780, 0x07BF, "Thaa"},
                                                  {0x07C0, 0x07FF, "Nkoo"},
                                                  {0x08A0, 0x08FF, "Arab"},
                                                  {0xFB50, 0xFEFC, "Arab"}}};
    for (const Letter& letter : letters) {
        for (const Range& range : ranges) {
            if (letter.code >= range.first && letter.code <= range.last) {
                return range.script;
            }
        }
    }
    return "Zzzz";
}

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
        return {{std::move(letters), false, "Zzzz"}};
    }
    const std::vector<FriBidiLevel> levels = levels_of(letters);
    std::vector<std::pair<FriBidiLevel, Stretch>> line;
    for (std::size_t at = 0; at < letters.size(); ++at) {
        if (line.empty() || line.back().first != levels[at]) {
            line.push_back({levels[at], {{}, levels[at] % 2 != 0, "Zzzz"}});
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
        stretch.script = stretch.leftward ? script_of(stretch.letters) : stretch.script;
        stretches.push_back(std::move(stretch));
    }
    return stretches;
}

} // namespace panggil::sdl
