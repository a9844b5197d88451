// SPDX-License-Identifier: MIT
#include "core/nearest_name.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

namespace panggil {

namespace {

/// Single-letter changes, insertions and removals that turn one word into the other.
std::size_t distance(std::string_view one, std::string_view other) {
    std::vector<std::size_t> row(other.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < one.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < other.size(); ++j) {
            const std::size_t changed = diagonal + (one[i] == other[j] ? 0U : 1U);
            diagonal = row[j + 1];
            row[j + 1] = std::min({row[j] + 1, row[j + 1] + 1, changed});
        }
    }
    return row.back();
}

} // namespace

std::string_view nearest_name(std::string_view wrong,
                              std::span<const std::string_view> candidates) {
    constexpr std::size_t longest_guessed = 64;
    if (wrong.size() > longest_guessed) {
        return {};
    }
    // More than a third of the letters wrong is a guess nobody is helped by.
    std::size_t best = std::max<std::size_t>(1, wrong.size() / 3) + 1;
    std::string_view nearest;
    for (const std::string_view candidate : candidates) {
        if (const std::size_t apart = distance(wrong, candidate); apart < best) {
            best = apart;
            nearest = candidate;
        }
    }
    return nearest;
}

} // namespace panggil
