// SPDX-License-Identifier: MIT
#include "renderer/sound/volume.hpp"

#include <algorithm>
#include <cmath>

namespace panggil::screen {

std::shared_ptr<const Sound> at_volume(std::shared_ptr<const Sound> sound, int db) {
    if (db >= 0) {
        return sound;
    }
    auto quieter = std::make_shared<Sound>(*sound);
    const auto gain = static_cast<float>(std::pow(10.0, db / 20.0));
    std::ranges::for_each(quieter->samples, [gain](float& sample) { sample *= gain; });
    return quieter;
}

} // namespace panggil::screen
