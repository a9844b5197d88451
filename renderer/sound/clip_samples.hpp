// SPDX-License-Identifier: MIT
#pragma once
/// ClipSamples: a decoded clip, as fine as its file is: one of 16 bits takes half the room that
/// floats would, and loses nothing by it.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace panggil::screen {

struct ClipSamples {
    std::vector<std::int16_t> steps; ///< of 1/32768 of full scale; none where there are floats
    std::vector<float> floats;       ///< within [-1, 1]

    [[nodiscard]] std::size_t count() const { return steps.size() + floats.size(); }

    [[nodiscard]] std::size_t bytes() const {
        return steps.size() * sizeof(std::int16_t) + floats.size() * sizeof(float);
    }

    /// As floats, at the end of `buffer`.
    void add_to(std::vector<float>& buffer) const;

    /// As floats, which stand in `room` where they are not kept as such; valid until one of the two
    /// changes.
    [[nodiscard]] std::span<const float> in(std::vector<float>& room) const;
};

} // namespace panggil::screen
