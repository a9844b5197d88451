// SPDX-License-Identifier: MIT
#pragma once
/// LoadMeter: what this program costs its machine: the memory that it holds, and the share of a
/// core that it used lately. Asks the kernel every few seconds. What can't be known is 0. One
/// thread.

#include "core/time.hpp"

#include <cstdint>

namespace panggil::screen {

class LoadMeter {
public:
    /// Looks when the last look is long ago.
    void look(Moment now);

    [[nodiscard]] std::int64_t memory_kb() const { return memory_kb_; }

    /// Of one core, in whole percent, rounded up: two busy cores are 200.
    [[nodiscard]] std::int64_t cpu_percent() const { return cpu_percent_; }

private:
    std::int64_t memory_kb_ = 0;
    std::int64_t cpu_percent_ = 0;
    Micros used_{0};
    Moment looked_{};
};

} // namespace panggil::screen
