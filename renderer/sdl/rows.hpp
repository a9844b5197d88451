// SPDX-License-Identifier: MIT
#pragma once
/// Rows: the inner loops of blending, four pixels at a time, by the widest registers of this
/// machine. Each gives the very bytes that blend() gives pixel by pixel; the picture below is
/// opaque and stays so.

#include <cstddef>
#include <cstdint>

namespace panggil::sdl {

struct RowWork {
    /// One colour through a coverage: blend(out[i], color, scaled(coverage[i], alpha)).
    void (*cover)(std::uint32_t* out, const std::uint8_t* coverage, std::size_t count,
                  std::uint32_t color, std::uint32_t alpha);
    /// Pixels with an alpha of their own: blend(out[i], in[i], scaled(in[i] >> 24, strength)).
    void (*mix)(std::uint32_t* out, const std::uint32_t* in, std::size_t count,
                std::uint32_t strength);
    /// Their alpha, but another colour: blend(out[i], color, scaled(in[i] >> 24, strength)).
    void (*tint)(std::uint32_t* out, const std::uint32_t* in, std::size_t count,
                 std::uint32_t color, std::uint32_t strength);
    /// One colour at one weight: blend(out[i], color, weight).
    void (*wash)(std::uint32_t* out, std::size_t count, std::uint32_t color, std::uint32_t weight);
};

/// What every machine of this kind can do.
[[nodiscard]] const RowWork& plain_rows();

/// The widest that this machine can; chosen once.
[[nodiscard]] const RowWork& rows();

} // namespace panggil::sdl
