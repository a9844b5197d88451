// SPDX-License-Identifier: MIT
#pragma once
/// Motion as functions of time: nothing here remembers anything, so a picture of any moment can be
/// drawn again.

#include "core/time.hpp"

#include <optional>

namespace panggil {

/// 0 at `start`, 1 at `start + length` and later, easing out (fast first). Length 0 is 1 at once.
[[nodiscard]] double eased(Moment start, Millis length, Moment now);

/// 0 at rest, up to 1 in the middle of each of `times` pulses of `length` that begin at `start`.
[[nodiscard]] double pulsed(Moment start, Millis length, int times, Moment now);

/// The next moment at which a motion in steps of 1/60 s has another value; nothing when it is over.
[[nodiscard]] std::optional<Moment> next_step(Moment start, Millis length, Moment now);

} // namespace panggil
