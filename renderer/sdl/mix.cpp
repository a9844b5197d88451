// SPDX-License-Identifier: MIT
#include "renderer/sdl/mix.hpp"

#include <algorithm>

namespace panggil::sdl {

std::size_t mix(std::span<float> stereo, std::uint64_t position, const Placed& sound) {
    std::fill(stereo.begin(), stereo.end(), 0.0F);
    const std::uint64_t frames = stereo.size() / 2;
    const std::uint64_t begin = std::max(position, sound.start);
    const std::uint64_t end =
        std::min(position + frames, sound.start + std::uint64_t{sound.samples.size()});
    for (std::uint64_t at = begin; at < end; ++at) {
        const float sample = sound.samples[at - sound.start];
        stereo[2 * (at - position)] = sample;
        stereo[2 * (at - position) + 1] = sample;
    }
    return end > begin ? end - begin : 0;
}

} // namespace panggil::sdl
