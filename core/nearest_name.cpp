// SPDX-License-Identifier: MIT
#include "core/nearest_name.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

namespace panggil {

namespace {

/// Letters changed, put in, taken out, or swapped with their neighbour, until one word is the
/// other.
std::size_t distance(std::string_view one, std::string_view other) {
    std::vector<std::size_t> before_last;
    std::vector<std::size_t> last;
    std::vector<std::size_t> row(other.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < one.size(); ++i) {
        before_last = std::move(last);
        last = row;
        row[0] = i + 1;
        for (std::size_t j = 0; j < other.size(); ++j) {
            const std::size_t changed = last[j] + (one[i] == other[j] ? 0U : 1U);
            row[j + 1] = std::min({last[j + 1] + 1, row[j] + 1, changed});
            if (i > 0 && j > 0 && one[i] == other[j - 1] && one[i - 1] == other[j]) {
                row[j + 1] = std::min(row[j + 1], before_last[j - 1] + 1);
            }
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
