// SPDX-License-Identifier: MIT
#pragma once
/// Motion as functions of time: nothing here remembers anything, so a picture of any moment can be
/// drawn again.

#include "core/scene.hpp"
#include "core/time.hpp"

#include <optional>

namespace panggil {

/// 0 at `start`, 1 at `start + length` and later, easing out (fast first). Length 0 is 1 at once.
[[nodiscard]] double eased(Moment start, Millis length, Moment now);

/// 0 at rest, up to 1 in the middle of each of `times` pulses of `length` that begin at `start`.
[[nodiscard]] double pulsed(Moment start, Millis length, int times, Moment now);

/// The next moment at which a motion in steps of 1/60 s has another value, the beginning of a frame
/// or its own end; nothing when it is over.
[[nodiscard]] std::optional<Moment> next_step(Moment start, Millis length, Moment now);

/// Frames of 1/rate s since the beginning of the scale. Counted, not summed up: they never drift.
[[nodiscard]] std::int64_t frame_at(Moment now, int rate);
/// The first moment of a frame.
[[nodiscard]] Moment start_of_frame(std::int64_t frame, int rate);

/// Puts a running line where it stands at this moment, a function of time alone; true when that is
/// another place. Allocates nothing.
bool move_to(RunMark& run, Moment now);

} // namespace panggil
