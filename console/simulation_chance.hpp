// SPDX-License-Identifier: MIT
#pragma once
/// Chance from a seed, the same on every machine: the engine is fixed by the standard, and what the
/// standard leaves open (its distributions) is not used.

#include "core/time.hpp"

#include <random>

namespace panggil::console {

class Chance {
public:
    explicit Chance(std::uint64_t seed) : engine_(seed) {}

    /// 0 to n - 1; 0 when n is 0.
    [[nodiscard]] std::size_t below(std::size_t n) { return n == 0 ? 0 : engine_() % n; }

    [[nodiscard]] bool percent(std::size_t chances) { return below(100) < chances; }

    [[nodiscard]] Micros between(Micros least, Micros most) {
        const auto span = static_cast<std::size_t>((most - least).count());
        return least + Micros(static_cast<std::int64_t>(below(span + 1)));
    }

private:
    std::mt19937_64 engine_;
};

} // namespace panggil::console
