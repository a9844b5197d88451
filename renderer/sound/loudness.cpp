// SPDX-License-Identifier: MIT
#include "renderer/sound/loudness.hpp"

#include <ebur128.h>

#include <algorithm>
#include <vector>

namespace panggil::screen {

namespace {

constexpr double silence_lufs = -120;
/// How far the window moves between two looks, in parts of a second: finer changes nothing.
constexpr int looks_a_second = 50;

class Meter {
public:
    explicit Meter(int rate)
        : state_(ebur128_init(1, static_cast<unsigned long>(rate), EBUR128_MODE_M)) {}

    ~Meter() { ebur128_destroy(&state_); }

    Meter(const Meter&) = delete;
    Meter& operator=(const Meter&) = delete;

    double after(std::span<const float> samples) {
        double lufs = silence_lufs;
        const bool measured =
            state_ != nullptr &&
            ebur128_add_frames_float(state_, samples.data(), samples.size()) == EBUR128_SUCCESS &&
            ebur128_loudness_momentary(state_, &lufs) == EBUR128_SUCCESS;
        return measured ? std::max(lufs, silence_lufs) : silence_lufs;
    }

private:
    ebur128_state* state_;
};

} // namespace

double loudest_moment(std::span<const float> samples, int rate) {
    const auto step = static_cast<std::size_t>(std::max(rate / looks_a_second, 1));
    Meter meter(rate);
    double loudest = silence_lufs;
    for (std::size_t at = 0; at < samples.size(); at += step) {
        loudest = std::max(loudest,
                           meter.after(samples.subspan(at, std::min(step, samples.size() - at))));
    }
    return loudest;
}

} // namespace panggil::screen
