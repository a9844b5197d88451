// SPDX-License-Identifier: MIT
#include "renderer/sound/clip_samples.hpp"

#include <algorithm>

namespace panggil::screen {

std::span<const float> ClipSamples::in(std::vector<float>& room) const {
    if (steps.empty()) {
        return floats;
    }
    room.resize(steps.size());
    std::ranges::transform(steps, room.begin(), [](std::int16_t step) {
        return static_cast<float>(step) * (1.0F / 32768.0F);
    });
    return room;
}

} // namespace panggil::screen
