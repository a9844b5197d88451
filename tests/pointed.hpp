// SPDX-License-Identifier: MIT
#pragma once
/// Problems whose place is stated as a pointer: "uji.json:1:12" -> "uji.json#/widget". Tests of
/// what is said then need not count letters; tests of where it is said do.

#include "core/result.hpp"
#include "core/tree.hpp"

#include <algorithm>

namespace panggil::testing {

inline std::string pointed(Problem problem, const Places& places) {
    const auto found = std::ranges::find_if(places, [&](const Place& place) {
        return !place.file.empty() &&
               (to_text(place) == problem.where ||
                (place.key.line > 0 && to_text_of_key(place) == problem.where));
    });
    if (found != places.end()) {
        problem.where = found->file + '#' + found->pointer;
    }
    return to_line(problem);
}

} // namespace panggil::testing
