// SPDX-License-Identifier: MIT
#pragma once
/// Mixer: what the device hears, sample by sample: one mono sound at its place in the player's
/// stream, and under it a bed that gives way to it. The size of the device's blocks changes
/// nothing. Pure: no device, no lock, no memory; the device's thread owns it.
///
/// The bed is lowered by a ramp that begins before the sound, and rises again only when nothing was
/// said for a while and nothing more is to be said: the silence between two announcements is no
/// place for music. A bed that comes too late is silence, without a click.

#include "renderer/sound/bed.hpp"

#include <cstdint>

namespace panggil::screen {

/// A sound and the sample of the stream at which it begins.
struct Placed {
    std::span<const float> samples;
    std::uint64_t start = 0;
};

class Mixer {
public:
    /// In samples at 48 kHz, and decibels.
    struct Rules {
        double depth_db = -18;         ///< the bed under a voice
        std::uint64_t before = 11520;  ///< 240 ms: from the beginning of the ramp to the sound
        std::uint64_t attack = 5760;   ///< 120 ms: how long the ramp down takes
        std::uint64_t hold = 72000;    ///< 1.5 s: silence before the bed returns
        std::uint64_t release = 33600; ///< 700 ms: how long the ramp up takes
        /// Fills silence, also that of a bed, with a hiss of 1.5 steps of 16 bits, far below what
        /// can be heard: a television that gets nothing but zeros falls asleep, and swallows the
        /// next first word.
        bool keep_awake = false;
    };

    Mixer() : Mixer(Rules{}) {}

    explicit Mixer(const Rules& rules);

    void set_keep_awake(bool on) { rules_.keep_awake = on; }

    /// How deep the bed lies under a voice from now on: decibels, 0 or below.
    void set_depth(double db);

    /// How loud the bed is when nothing is said: decibels, 0 or below. It gets there within
    /// seconds.
    void set_level(double db);

    /// More is to be said soon: a bed that is low stays so until it has been.
    void set_more_to_come(bool more) { more_to_come_ = more; }

    /// How long before a sound the bed must know of it.
    [[nodiscard]] std::uint64_t notice() const { return rules_.before; }

    /// Fills `stereo` with what the stream holds from `position` on; blocks must follow each other.
    /// `bed` may be null. Answers how many samples of the sound lie in this block.
    std::size_t render(std::span<float> stereo, std::uint64_t position, const Placed& sound,
                       Bed* bed);

private:
    void set_pace(double db);
    void note(const Placed& sound, std::uint64_t position, std::uint64_t frames);
    void lay_bed(std::span<float> stereo, std::uint64_t position, Bed* bed);
    [[nodiscard]] float next_gain(std::uint64_t at);
    void hiss(std::span<float> stereo, std::uint64_t position, const Placed& sound) const;

    Rules rules_;
    float depth_;
    float fall_ = 1.0F; ///< factor of each sample on the way down
    float rise_ = 1.0F;
    float gain_ = 1.0F;
    float level_ = 1.0F; ///< of the whole bed, on its way to wanted_level_
    float wanted_level_ = 1.0F;
    bool more_to_come_ = false;
    std::uint64_t low_from_ = 0; ///< the bed is low in [low_from_, low_until_)
    std::uint64_t low_until_ = 0;
    float presence_ = 0.0F;   ///< of the bed after a gap, 0 to 1
    float last_[2]{};         ///< of the bed, before it was lowered
    float tail_[2]{};         ///< what is left of it after a gap began
    bool bed_sounds_ = false; ///< louder than the hiss, in the block that was filled last
};

} // namespace panggil::screen
