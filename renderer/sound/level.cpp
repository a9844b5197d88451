// SPDX-License-Identifier: MIT
#include "renderer/sound/level.hpp"

#include "renderer/sound/loudness.hpp"

#include <algorithm>
#include <cmath>

namespace panggil::screen {

namespace {

double factor(double db) {
    return std::pow(10.0, db / 20.0);
}

/// All but the earcons: also the silence between words, which the measure does not count.
std::vector<std::span<const float>> spoken_parts(const Assembled& assembled) {
    const std::span<const float> whole(assembled.sound.samples);
    std::vector<std::span<const float>> parts;
    std::size_t from = 0;
    for (const ClipSpan& span : assembled.spans) {
        if (!span.has_words) {
            parts.push_back(whole.subspan(from, span.first - from));
            from = span.first + span.count;
        }
    }
    parts.push_back(whole.subspan(from));
    return parts;
}

} // namespace

float level_of(const Assembled& assembled) {
    const int rate = assembled.sound.rate;
    const auto lufs = integrated_loudness(spoken_parts(assembled), rate);
    if (!lufs) {
        return 1.0F;
    }
    const double wanted = announcement_lufs - *lufs;
    double gain = factor(std::clamp(wanted, -most_levelled_db, most_levelled_db));
    if (gain > 1) {
        const double highest = factor(highest_true_peak_dbtp);
        if (const auto peak = true_peak_above(assembled.sound.samples, rate, highest / gain)) {
            gain = std::min(gain, std::max(highest / *peak, 1.0));
        }
    }
    return static_cast<float>(gain);
}

void level(Assembled& assembled) {
    const float gain = level_of(assembled);
    std::ranges::for_each(assembled.sound.samples, [gain](float& sample) { sample *= gain; });
}

} // namespace panggil::screen
