// SPDX-License-Identifier: MIT
#pragma once
/// FlashMeter: counts general flashes as WCAG defines them, over pictures of a screen. A flash is a
/// pair of opposing changes of relative luminance of a tenth or more, of which the darker is below
/// 0.8. Windows of a twentieth of the screen are looked at, half of a window apart: nearer seats
/// than three metres see no larger part at once.

#include "core/time.hpp"
#include "renderer/sdl/surface_canvas.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

namespace panggil::testing {

class FlashMeter {
public:
    /// The picture as it stands from this time on.
    void look(const sdl::SurfaceCanvas& canvas, Moment now) {
        const Size size = canvas.size();
        sum(canvas);
        for (int row = 0; row < steps; ++row) {
            for (int column = 0; column < steps; ++column) {
                // A twentieth: 0.2236 of each side.
                const int width = size.width * 2236 / 10'000;
                const int height = size.height * 2236 / 10'000;
                const int x = (size.width - width) * column / (steps - 1);
                const int y = (size.height - height) * row / (steps - 1);
                windows_[static_cast<std::size_t>(row * steps + column)].see(
                    mean(size, x, y, width, height), now);
            }
        }
    }

    /// The most in any second, in any window.
    [[nodiscard]] int worst() const {
        int most = 0;
        for (const Window& window : windows_) {
            most = std::max(most, window.worst());
        }
        return most;
    }

private:
    static constexpr int steps = 8;

    /// Follows one window's light from turning point to turning point.
    struct Window {
        double low = 2; ///< since the last change
        double high = -1;
        int direction = 0; ///< of the last change: 1 brighter, -1 darker
        std::vector<Moment> changes;

        void see(double light, Moment now) {
            low = std::min(low, light);
            high = std::max(high, light);
            if (direction != 1 && light - low >= 0.1 && low < 0.8) {
                turn(1, light, now);
            } else if (direction != -1 && high - light >= 0.1 && light < 0.8) {
                turn(-1, light, now);
            } else if ((direction == 1 && light > high - 1e-12) ||
                       (direction == -1 && light < low + 1e-12)) {
                // It goes on the same way: the next change is measured from here.
                (direction == 1 ? low : high) = light;
            }
        }

        void turn(int way, double light, Moment now) {
            direction = way;
            low = high = light;
            changes.push_back(now);
        }

        [[nodiscard]] int worst() const {
            std::size_t most = 0;
            for (std::size_t at = 0; at < changes.size(); ++at) {
                const auto end = std::ranges::upper_bound(changes, changes[at] + Millis(1000));
                most = std::max(most, static_cast<std::size_t>(end - changes.begin()) - at);
            }
            return static_cast<int>(most / 2); // two opposing changes are one flash
        }
    };

    /// Sums of all above and left, so that a window's mean is four of them.
    void sum(const sdl::SurfaceCanvas& canvas) {
        static const std::array<float, 256> linear = [] {
            std::array<float, 256> table{};
            for (std::size_t at = 0; at < table.size(); ++at) {
                const double part = static_cast<double>(at) / 255;
                table[at] = static_cast<float>(
                    part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4));
            }
            return table;
        }();
        const Size size = canvas.size();
        const auto stride = static_cast<std::size_t>(size.width) + 1;
        sums_.assign(stride * (static_cast<std::size_t>(size.height) + 1), 0);
        for (int y = 0; y < size.height; ++y) {
            double row = 0;
            for (int x = 0; x < size.width; ++x) {
                const std::uint32_t pixel = canvas.pixel(x, y);
                row += 0.2126 * linear[pixel >> 16 & 255U] + 0.7152 * linear[pixel >> 8 & 255U] +
                       0.0722 * linear[pixel & 255U];
                const std::size_t here =
                    (static_cast<std::size_t>(y) + 1) * stride + static_cast<std::size_t>(x) + 1;
                sums_[here] = sums_[here - stride] + row;
            }
        }
    }

    [[nodiscard]] double mean(Size size, int x, int y, int width, int height) const {
        const auto at = [&](int across, int down) {
            return sums_[static_cast<std::size_t>(down) *
                             (static_cast<std::size_t>(size.width) + 1) +
                         static_cast<std::size_t>(across)];
        };
        return (at(x + width, y + height) - at(x, y + height) - at(x + width, y) + at(x, y)) /
               (static_cast<double>(width) * height);
    }

    std::array<Window, std::size_t{steps} * steps> windows_;
    std::vector<double> sums_;
};

} // namespace panggil::testing
