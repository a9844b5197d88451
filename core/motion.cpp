// SPDX-License-Identifier: MIT
#include "core/motion.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace panggil {

namespace {

constexpr int usual_rate = 60;

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

std::int64_t frame_at(Moment now, int rate) {
    return now.time_since_epoch().count() * rate / 1'000'000;
}

Moment start_of_frame(std::int64_t frame, int rate) {
    return Moment(Micros((frame * 1'000'000 + rate - 1) / rate));
}

bool move_to(RunMark& run, Moment now) {
    const std::int64_t gone = frame_at(now, run.rate) * run.step % run.way;
    const int moved = run.place.x - static_cast<int>(gone) - run.line.origin.x;
    run.line.origin.x += moved;
    run.line.ink.x += moved;
    return moved != 0;
}

std::optional<Moment> next_step(Moment start, Millis length, Moment now) {
    if (length <= Millis{0} || now >= start + length) {
        return std::nullopt;
    }
    // On the common grid: two motions, and a line that runs, change in the same frame.
    const std::int64_t next = frame_at(std::max(now, start), usual_rate) + 1;
    return std::min(start_of_frame(next, usual_rate), start + length);
}

} // namespace panggil
