// SPDX-License-Identifier: MIT
#pragma once
/// How loud a sound is, by EBU R 128.

#include "renderer/player.hpp"

#include <ebur128.h>

namespace panggil::tests {

struct Loudness {
    double integrated = 0; ///< LUFS
    double true_peak = 0;  ///< of full scale
};

inline Loudness measure(const screen::Sound& sound) {
    ebur128_state* state = ebur128_init(1, static_cast<unsigned long>(sound.rate),
                                        EBUR128_MODE_I | EBUR128_MODE_TRUE_PEAK);
    ebur128_add_frames_float(state, sound.samples.data(), sound.samples.size());
    Loudness loudness;
    ebur128_loudness_global(state, &loudness.integrated);
    ebur128_true_peak(state, 0, &loudness.true_peak);
    ebur128_destroy(&state);
    return loudness;
}

} // namespace panggil::tests
