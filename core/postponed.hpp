// SPDX-License-Identifier: MIT
#pragma once
/// Calls that stay good for longer, because nothing can be said for a while. Pure.

#include "core/event.hpp"

#include <vector>

namespace panggil {

/// Each of `calls` may begin so much later. Answers them, each with its new ttl.
template <class Calls>
[[nodiscard]] std::vector<Announcement> postponed(Calls& calls, Millis by) {
    std::vector<Announcement> all;
    for (auto& each : calls) {
        each.last_moment += by;
        each.announcement.ttl += by;
        all.push_back(each.announcement);
    }
    return all;
}

} // namespace panggil
