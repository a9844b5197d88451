// SPDX-License-Identifier: MIT
#include "renderer/pages.hpp"

#include <numeric>

namespace panggil::screen {

TurnedPage page_at(std::span<const Millis> times, Moment now) {
    const Micros round = std::accumulate(times.begin(), times.end(), Millis{0});
    const Micros in_round = now.time_since_epoch() % round;
    Moment since = now - in_round;
    for (std::size_t index = 0; index < times.size(); ++index) {
        const Moment until = since + times[index];
        if (now < until) {
            return {index, since, until};
        }
        since = until;
    }
    return {times.size() - 1, since, since + times.back()};
}

} // namespace panggil::screen
