// SPDX-License-Identifier: MIT
#pragma once
/// What the device hears: one mono sound, placed at a sample of the player's stream, as stereo. A
/// pure function of positions, so that the size of the device's blocks changes nothing.

#include <cstddef>
#include <cstdint>
#include <span>

namespace panggil::sdl {

/// A sound and the sample of the stream at which it begins.
struct Placed {
    std::span<const float> samples;
    std::uint64_t start = 0;
};

/// Fills `stereo` (left, right, left, ...) with what the stream holds from `position` on; silence
/// where the sound is not. Answers how many samples of the sound lie in this block.
std::size_t mix(std::span<float> stereo, std::uint64_t position, const Placed& sound);

} // namespace panggil::sdl
