// SPDX-License-Identifier: MIT
#include "renderer/sdl/rows.hpp"

#include "renderer/sdl/pixels.hpp"

#include <cstring>

namespace panggil::sdl {

namespace {

// Registers of the compiler's own kind: GCC and Clang make SSE2, AVX2 or NEON of them, or plain
// loops. They are handed on by reference only, since machines differ in how they pass them.
using Bytes = std::uint8_t __attribute__((vector_size(16)));
using Words = std::uint16_t __attribute__((vector_size(32)));
using Four = std::uint32_t __attribute__((vector_size(16)));

#define PANGGIL_INLINE [[gnu::always_inline]] inline

constexpr std::size_t at_once = 4;
constexpr std::uint32_t opaque = 0xFF000000U;

PANGGIL_INLINE void widen(Words& wide, const void* four_pixels) {
    Bytes bytes;
    std::memcpy(&bytes, four_pixels, sizeof bytes);
    wide = __builtin_convertvector(bytes, Words);
}

PANGGIL_INLINE void spread(Words& wide, std::uint32_t pixel) {
    const Four four{pixel, pixel, pixel, pixel};
    widen(wide, &four);
}

/// Each of four bytes for all channels of its pixel.
PANGGIL_INLINE void weights(Words& wide, const std::uint8_t* four_bytes) {
    Bytes bytes{};
    std::memcpy(&bytes, four_bytes, at_once);
    const Bytes each =
        __builtin_shufflevector(bytes, bytes, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3);
    wide = __builtin_convertvector(each, Words);
}

/// The alpha of four pixels, for all of their channels.
PANGGIL_INLINE void alphas(Words& wide, const std::uint32_t* four_pixels) {
    Bytes bytes;
    std::memcpy(&bytes, four_pixels, sizeof bytes);
    const Bytes each = __builtin_shufflevector(bytes, bytes, 3, 3, 3, 3, 7, 7, 7, 7, 11, 11, 11, 11,
                                               15, 15, 15, 15);
    wide = __builtin_convertvector(each, Words);
}

/// As scaled() of pixels.hpp; nothing exceeds sixteen bits.
PANGGIL_INLINE void scale(Words& value, std::uint16_t by) {
    value = value * by + std::uint16_t{128};
    value = (value + (value >> 8)) >> 8;
}

/// As blend(): weight 0 and 255 come out exactly as they are written there.
PANGGIL_INLINE void blend_four(std::uint32_t* out, const Words& color, const Words& weight) {
    Words below;
    widen(below, out);
    Words sum = below * (std::uint16_t{255} - weight) + color * weight + std::uint16_t{128};
    sum = (sum + (sum >> 8)) >> 8;
    const Bytes bytes = __builtin_convertvector(sum, Bytes);
    Four pixels;
    std::memcpy(&pixels, &bytes, sizeof pixels);
    pixels |= Four{opaque, opaque, opaque, opaque};
    std::memcpy(out, &pixels, sizeof pixels);
}

PANGGIL_INLINE void cover_row(std::uint32_t* out, const std::uint8_t* coverage, std::size_t count,
                              std::uint32_t color, std::uint32_t alpha) {
    Words paint;
    spread(paint, color);
    std::size_t at = 0;
    for (; at + at_once <= count; at += at_once) {
        std::uint32_t any = 0;
        std::memcpy(&any, coverage + at, sizeof any);
        if (any == 0) {
            continue; // between letters
        }
        Words weight;
        weights(weight, coverage + at);
        scale(weight, static_cast<std::uint16_t>(alpha));
        blend_four(out + at, paint, weight);
    }
    for (; at < count; ++at) {
        blend(out[at], color, scaled(coverage[at], alpha));
    }
}

PANGGIL_INLINE void mix_row(std::uint32_t* out, const std::uint32_t* in, std::size_t count,
                            std::uint32_t strength) {
    std::size_t at = 0;
    for (; at + at_once <= count; at += at_once) {
        Words paint;
        Words weight;
        widen(paint, in + at);
        alphas(weight, in + at);
        scale(weight, static_cast<std::uint16_t>(strength));
        blend_four(out + at, paint, weight);
    }
    for (; at < count; ++at) {
        blend(out[at], in[at], scaled(in[at] >> 24, strength));
    }
}

PANGGIL_INLINE void tint_row(std::uint32_t* out, const std::uint32_t* in, std::size_t count,
                             std::uint32_t color, std::uint32_t strength) {
    Words paint;
    spread(paint, color);
    std::size_t at = 0;
    for (; at + at_once <= count; at += at_once) {
        Words weight;
        alphas(weight, in + at);
        scale(weight, static_cast<std::uint16_t>(strength));
        blend_four(out + at, paint, weight);
    }
    for (; at < count; ++at) {
        blend(out[at], color, scaled(in[at] >> 24, strength));
    }
}

PANGGIL_INLINE void wash_row(std::uint32_t* out, std::size_t count, std::uint32_t color,
                             std::uint32_t weight) {
    Words paint;
    spread(paint, color);
    const auto share = static_cast<std::uint16_t>(weight);
    const Words shares = Words{} + share;
    std::size_t at = 0;
    for (; at + at_once <= count; at += at_once) {
        blend_four(out + at, paint, shares);
    }
    for (; at < count; ++at) {
        blend(out[at], color, weight);
    }
}

// The same loops, once for each kind of machine.
namespace plain {

void cover(std::uint32_t* out, const std::uint8_t* coverage, std::size_t count, std::uint32_t color,
           std::uint32_t alpha) {
    cover_row(out, coverage, count, color, alpha);
}

void mix(std::uint32_t* out, const std::uint32_t* in, std::size_t count, std::uint32_t strength) {
    mix_row(out, in, count, strength);
}

void tint(std::uint32_t* out, const std::uint32_t* in, std::size_t count, std::uint32_t color,
          std::uint32_t strength) {
    tint_row(out, in, count, color, strength);
}

void wash(std::uint32_t* out, std::size_t count, std::uint32_t color, std::uint32_t weight) {
    wash_row(out, count, color, weight);
}

constexpr RowWork work{cover, mix, tint, wash};

} // namespace plain

#if defined(__x86_64__)
namespace avx2 {

[[gnu::target("avx2")]] void cover(std::uint32_t* out, const std::uint8_t* coverage,
                                   std::size_t count, std::uint32_t color, std::uint32_t alpha) {
    cover_row(out, coverage, count, color, alpha);
}

[[gnu::target("avx2")]] void mix(std::uint32_t* out, const std::uint32_t* in, std::size_t count,
                                 std::uint32_t strength) {
    mix_row(out, in, count, strength);
}

[[gnu::target("avx2")]] void tint(std::uint32_t* out, const std::uint32_t* in, std::size_t count,
                                  std::uint32_t color, std::uint32_t strength) {
    tint_row(out, in, count, color, strength);
}

[[gnu::target("avx2")]] void wash(std::uint32_t* out, std::size_t count, std::uint32_t color,
                                  std::uint32_t weight) {
    wash_row(out, count, color, weight);
}

constexpr RowWork work{cover, mix, tint, wash};

} // namespace avx2
#endif

#undef PANGGIL_INLINE

} // namespace

const RowWork& plain_rows() {
    return plain::work;
}

const RowWork& rows() {
#if defined(__x86_64__)
    static const RowWork& widest = __builtin_cpu_supports("avx2") != 0 ? avx2::work : plain::work;
    return widest;
#else
    return plain::work;
#endif
}

} // namespace panggil::sdl
