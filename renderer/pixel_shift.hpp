// SPDX-License-Identifier: MIT
#pragma once
/// PixelShift: moves the whole picture by a few pixels, so that nothing burns itself into the
/// glass. One step of a round of eight every 90 seconds; it stands while a number is called. Pure.

#include "core/geometry.hpp"
#include "core/time.hpp"

#include <array>

namespace panggil::screen {

class PixelShift {
public:
    static constexpr auto step = std::chrono::seconds(90);

    /// Where the picture stands now.
    Point at(Moment now, bool calling) {
        constexpr std::array<Point, 8> round{
            {{0, 0}, {3, 0}, {3, 3}, {0, 3}, {-3, 3}, {-3, 0}, {-3, -3}, {0, -3}}};
        if (!calling) {
            where_ =
                round.at(static_cast<std::size_t>(now.time_since_epoch() / step) % round.size());
        }
        return where_;
    }

private:
    Point where_{};
};

} // namespace panggil::screen
