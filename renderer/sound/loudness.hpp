// SPDX-License-Identifier: MIT
#pragma once
/// How loud a sound is heard, by EBU R 128: weighted as the ear weighs it.

#include <span>

namespace panggil::screen {

/// The momentary loudness (400 ms) at its highest, in LUFS; what is shorter is measured as if
/// silence followed. Very low for silence.
[[nodiscard]] double loudest_moment(std::span<const float> samples, int rate);

} // namespace panggil::screen
