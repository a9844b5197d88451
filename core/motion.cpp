// SPDX-License-Identifier: MIT
#include "core/motion.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace panggil {

namespace {

constexpr Micros frame{16'667};

} // namespace

double eased(Moment start, Millis length, Moment now) {
    if (length <= Millis{0} || now >= start + length) {
        return 1.0;
    }
    if (now <= start) {
        return 0.0;
    }
    const double part =
        static_cast<double>((now - start).count()) / static_cast<double>(Micros(length).count());
    const double left = 1.0 - std::clamp(part, 0.0, 1.0);
    return 1.0 - left * left * left;
}

double pulsed(Moment start, Millis length, int times, Moment now) {
    if (length <= Millis{0} || now <= start || now >= start + length * times) {
        return 0.0;
    }
    const double turns =
        static_cast<double>((now - start).count()) / static_cast<double>(Micros(length).count());
    const double wave = std::sin(std::numbers::pi * turns);
    return wave * wave;
}

std::optional<Moment> next_step(Moment start, Millis length, Moment now) {
    if (length <= Millis{0} || now >= start + length) {
        return std::nullopt;
    }
    return std::min(std::max(now, start) + frame, start + length);
}

} // namespace panggil
