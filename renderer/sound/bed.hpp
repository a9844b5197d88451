// SPDX-License-Identifier: MIT
#pragma once
/// Bed: what sounds under the voice, music for instance. The device's thread takes from it, so it
/// neither waits nor allocates; what it does not have yet is silence.

#include <cstddef>
#include <span>

namespace panggil::screen {

class Bed {
public:
    virtual ~Bed() = default;
    /// Fills the beginning of `stereo` (left, right, left, ...) and answers how many frames it had.
    virtual std::size_t take(std::span<float> stereo) = 0;
};

} // namespace panggil::screen
