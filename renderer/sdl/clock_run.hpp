// SPDX-License-Identifier: MIT
#pragma once
/// The run of a clock with seconds, of the runs of its parts (core/clock_text). Pure.

#include "renderer/sdl/text_run.hpp"

namespace panggil::sdl {

/// `tail` behind `head`, with its pen at `pen`.
[[nodiscard]] TextRun joined(const TextRun& head, const TextRun& tail, int pen);

} // namespace panggil::sdl
