// SPDX-License-Identifier: MIT
#include "renderer/sound/loudness.hpp"

#include <ebur128.h>

#include <algorithm>
#include <cmath>

namespace panggil::screen {

namespace {

constexpr double silence_lufs = -120;
/// How far the window moves between two looks, in parts of a second: finer changes nothing.
constexpr int looks_a_second = 50;

class Meter {
public:
    Meter(int rate, int mode) : state_(ebur128_init(1, static_cast<unsigned long>(rate), mode)) {}

    ~Meter() { ebur128_destroy(&state_); }

    Meter(const Meter&) = delete;
    Meter& operator=(const Meter&) = delete;

    bool hear(std::span<const float> samples) {
        return state_ != nullptr &&
               ebur128_add_frames_float(state_, samples.data(), samples.size()) == EBUR128_SUCCESS;
    }

    /// What the library answers, or nothing; its silence is minus infinity.
    template <class Ask, class... More>
    [[nodiscard]] std::optional<double> ask(Ask question, More... more) const {
        double answer = 0;
        const bool known =
            state_ != nullptr && question(state_, more..., &answer) == EBUR128_SUCCESS;
        return known && std::isfinite(answer) ? std::optional(answer) : std::nullopt;
    }

private:
    ebur128_state* state_;
};

/// Between two samples libebur128 finds at most 1.9 times what is beside them (the sum of its
/// filter's weights); it looks at twelve on each side.
constexpr double most_overshoot = 2;
constexpr std::size_t block = 16;

/// Parts in which a sample reaches this, with a block of quieter ones on both sides.
std::vector<std::span<const float>> loud_parts(std::span<const float> samples, double height) {
    const auto is_loud = [&](std::size_t at) {
        const auto part = samples.subspan(at, std::min(block, samples.size() - at));
        return std::ranges::any_of(part, [height](float each) { return std::abs(each) >= height; });
    };
    std::vector<std::span<const float>> parts;
    std::size_t end = 0; // of the part before
    for (std::size_t at = 0; at < samples.size(); at += block) {
        if (!is_loud(at)) {
            continue;
        }
        const std::size_t from = std::max(end, at >= block ? at - block : 0);
        const std::size_t to = std::min(at + 2 * block, samples.size());
        if (!parts.empty() && from == end) {
            parts.back() = {parts.back().data(), parts.back().size() + (to - from)};
        } else {
            parts.push_back(samples.subspan(from, to - from));
        }
        end = to;
    }
    return parts;
}

} // namespace

double loudest_moment(std::span<const float> samples, int rate) {
    const auto step = static_cast<std::size_t>(std::max(rate / looks_a_second, 1));
    Meter meter(rate, EBUR128_MODE_M);
    double loudest = silence_lufs;
    for (std::size_t at = 0; at < samples.size(); at += step) {
        if (meter.hear(samples.subspan(at, std::min(step, samples.size() - at)))) {
            loudest =
                std::max(loudest, meter.ask(ebur128_loudness_momentary).value_or(silence_lufs));
        }
    }
    return loudest;
}

std::optional<double> integrated_loudness(const std::vector<std::span<const float>>& parts,
                                          int rate) {
    Meter meter(rate, EBUR128_MODE_I);
    for (const auto& part : parts) {
        if (!meter.hear(part)) {
            return std::nullopt;
        }
    }
    return meter.ask(ebur128_loudness_global);
}

std::optional<double> true_peak_above(std::span<const float> samples, int rate, double limit) {
    Meter meter(rate, EBUR128_MODE_TRUE_PEAK);
    const std::vector<float> silence(block, 0.0F);
    for (const auto& part : loud_parts(samples, limit / most_overshoot)) {
        if (!meter.hear(part) || !meter.hear(silence)) {
            return std::nullopt;
        }
    }
    const auto peak = meter.ask(ebur128_true_peak, 0U);
    return peak && *peak > limit ? peak : std::nullopt;
}

} // namespace panggil::screen
