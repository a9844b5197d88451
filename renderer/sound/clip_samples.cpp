// SPDX-License-Identifier: MIT
#include "renderer/sound/clip_samples.hpp"

#include <algorithm>

namespace panggil::screen {

void ClipSamples::add_to(std::vector<float>& buffer) const {
    const std::size_t first = buffer.size();
    buffer.resize(first + steps.size());
    std::ranges::transform(
        steps, buffer.begin() + static_cast<std::ptrdiff_t>(first),
        [](std::int16_t step) { return static_cast<float>(step) * (1.0F / 32768.0F); });
    buffer.insert(buffer.end(), floats.begin(), floats.end());
}

std::span<const float> ClipSamples::in(std::vector<float>& room) const {
    if (steps.empty()) {
        return floats;
    }
    room.clear();
    add_to(room);
    return room;
}

} // namespace panggil::screen
