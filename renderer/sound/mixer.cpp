// SPDX-License-Identifier: MIT
#include "renderer/sound/mixer.hpp"

#include <algorithm>
#include <cmath>

namespace panggil::screen {

namespace {

constexpr float back_in = 1.0F / 240.0F; ///< a bed that returns after a gap is there in 5 ms
constexpr float die_away = 0.98F;        ///< what a gap cuts off is gone in as much
constexpr float inaudible = 1.0e-5F;
constexpr float hiss_level = 1.5F / 32768.0F; ///< what is quieter keeps no television awake
constexpr float level_step = 1.00005F;        ///< 20 dB in a second

float factor_of(double db) {
    return static_cast<float>(std::pow(10.0, std::min(db, 0.0) / 20));
}

/// Minus one, zero or one, the same at the same place of the stream for ever.
float noise_at(std::uint64_t position) {
    std::uint64_t mixed = position + 0x9E3779B97F4A7C15U;
    mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
    mixed ^= mixed >> 31U;
    return static_cast<float>(static_cast<int>(mixed % 3U) - 1);
}

} // namespace

Mixer::Mixer(const Rules& rules) : rules_(rules), depth_(factor_of(rules.depth_db)) {
    set_pace(rules.depth_db);
}

/// However deep, the ramps take their time; a shallow one must still find back from a deep place.
void Mixer::set_pace(double db) {
    constexpr double least = -6;
    const double depth = std::min(db, least) / 20;
    fall_ = static_cast<float>(std::pow(10.0, depth / static_cast<double>(rules_.attack)));
    rise_ = static_cast<float>(std::pow(10.0, -depth / static_cast<double>(rules_.release)));
}

void Mixer::set_depth(double db) {
    if (const float depth = factor_of(db); depth != depth_) {
        depth_ = depth;
        set_pace(db);
    }
}

void Mixer::set_level(double db) {
    wanted_level_ = factor_of(db);
}

/// Between two sounds that follow each other the bed stays low.
void Mixer::note(const Placed& sound, std::uint64_t position, std::uint64_t frames) {
    if (more_to_come_ && position < low_until_) {
        low_until_ = std::max(low_until_, position + frames + rules_.hold);
    }
    if (sound.samples.empty()) {
        return;
    }
    const std::uint64_t from = sound.start - std::min(sound.start, rules_.before);
    const std::uint64_t until = sound.start + sound.samples.size() + rules_.hold;
    if (from > low_until_ + rules_.release || low_until_ == 0) {
        low_from_ = from;
    }
    low_until_ = std::max(low_until_, until);
}

float Mixer::next_gain(std::uint64_t at) {
    const float wanted = low_from_ <= at && at < low_until_ ? depth_ : 1.0F;
    gain_ = gain_ > wanted ? std::max(gain_ * fall_, wanted) : std::min(gain_ * rise_, wanted);
    level_ = level_ > wanted_level_ ? std::max(level_ / level_step, wanted_level_)
                                    : std::min(level_ * level_step, wanted_level_);
    return gain_ * level_;
}

void Mixer::lay_bed(std::span<float> stereo, std::uint64_t position, Bed* bed) {
    const std::size_t frames = stereo.size() / 2;
    const std::size_t there = bed == nullptr ? 0 : std::min(bed->take(stereo), frames);
    float loudest = 0.0F;
    for (std::size_t frame = 0; frame < frames; ++frame) {
        const float gain = next_gain(position + frame);
        const bool sounds = frame < there;
        for (std::size_t side = 0; side < 2; ++side) {
            float& sample = stereo[2 * frame + side];
            tail_[side] = std::abs(tail_[side]) > inaudible ? tail_[side] * die_away : 0.0F;
            if (sounds) {
                const float whole = sample * presence_ + tail_[side];
                if (presence_ >= 1.0F) {
                    tail_[side] = 0.0F;
                }
                sample = whole * gain;
                last_[side] = whole;
            } else {
                tail_[side] = presence_ > 0.0F ? last_[side] * die_away : tail_[side];
                sample = tail_[side] * gain;
            }
            loudest = std::max(loudest, std::abs(sample));
        }
        presence_ = sounds ? std::min(presence_ + back_in, 1.0F) : 0.0F;
    }
    bed_sounds_ = loudest > hiss_level;
}

void Mixer::hiss(std::span<float> stereo, std::uint64_t position, const Placed& sound) const {
    const std::uint64_t end = sound.start + sound.samples.size();
    for (std::size_t frame = 0; frame < stereo.size() / 2; ++frame) {
        const std::uint64_t at = position + frame;
        if (at < sound.start || at >= end) {
            stereo[2 * frame] = stereo[2 * frame + 1] = hiss_level * noise_at(at);
        }
    }
}

std::size_t Mixer::render(std::span<float> stereo, std::uint64_t position, const Placed& sound,
                          Bed* bed) {
    std::ranges::fill(stereo, 0.0F);
    note(sound, position, stereo.size() / 2);
    lay_bed(stereo, position, bed);
    if (rules_.keep_awake && !bed_sounds_) {
        hiss(stereo, position, sound);
    }
    const std::uint64_t frames = stereo.size() / 2;
    const std::uint64_t begin = std::max(position, sound.start);
    const std::uint64_t end =
        std::min(position + frames, sound.start + std::uint64_t{sound.samples.size()});
    for (std::uint64_t at = begin; at < end; ++at) {
        const float sample = sound.samples[at - sound.start];
        for (const std::uint64_t side : {0U, 1U}) {
            float& mixed = stereo[2 * (at - position) + side];
            mixed = std::clamp(mixed + sample, -1.0F, 1.0F);
        }
    }
    return end > begin ? end - begin : 0;
}

} // namespace panggil::screen
