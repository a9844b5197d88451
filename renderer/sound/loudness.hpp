// SPDX-License-Identifier: MIT
#pragma once
/// How loud a sound is heard, by EBU R 128: weighted as the ear weighs it.

#include <optional>
#include <span>
#include <vector>

namespace panggil::screen {

/// The momentary loudness (400 ms) at its highest, in LUFS; what is shorter is measured as if
/// silence followed. Very low for silence.
[[nodiscard]] double loudest_moment(std::span<const float> samples, int rate);

/// The integrated loudness of these parts one after the other, in LUFS; nothing for what is
/// shorter than 400 ms, or silence.
[[nodiscard]] std::optional<double>
integrated_loudness(const std::vector<std::span<const float>>& parts, int rate);

/// The true peak, the highest point of the sound between the samples too, of full scale, when it is
/// above `limit`, above 0; nothing otherwise. Only what may come near the limit is looked at
/// between the samples, which is what takes long.
[[nodiscard]] std::optional<double> true_peak_above(std::span<const float> samples, int rate,
                                                    double limit);

} // namespace panggil::screen
