// SPDX-License-Identifier: MIT
/// Wide registers against the arithmetic of one pixel: the very same bytes.
#include "renderer/sdl/pixels.hpp"
#include "tests/catch.hpp"

#include <random>
#include <vector>

using namespace panggil::sdl;

namespace {

class Chance {
public:
    explicit Chance(std::uint32_t seed) : engine_(seed) {}

    std::uint32_t number() { return static_cast<std::uint32_t>(engine_()); }

    std::vector<std::uint32_t> pixels(std::size_t count) {
        std::vector<std::uint32_t> all(count);
        for (std::uint32_t& each : all) {
            // Alpha is often all or nothing, as in pictures.
            const std::uint32_t pixel = number();
            each = pixel % 3 == 0   ? pixel
                   : pixel % 3 == 1 ? pixel | 0xFF000000U
                                    : pixel & 0xFFFFFFU;
        }
        return all;
    }

    std::vector<std::uint32_t> opaque(std::size_t count) {
        auto all = pixels(count);
        for (std::uint32_t& each : all) {
            each |= 0xFF000000U;
        }
        return all;
    }

    std::vector<std::uint8_t> coverage(std::size_t count) {
        std::vector<std::uint8_t> all(count);
        for (std::uint8_t& each : all) {
            const std::uint32_t value = number();
            each = static_cast<std::uint8_t>(value % 3 == 0   ? 0
                                             : value % 3 == 1 ? 255
                                                              : value >> 8);
        }
        return all;
    }

private:
    std::mt19937 engine_;
};

} // namespace

TEST_CASE("rows of every length and weight blend as single pixels do", "[rows]") {
    for (const RowWork* work : {&plain_rows(), &rows()}) {
        for (std::uint32_t seed = 0; seed < 2'048; ++seed) {
            Chance chance(seed);
            const std::size_t count = seed % 41;
            const std::uint32_t weight = seed % 256;
            const std::uint32_t color = chance.number() | 0xFF000000U;
            const auto below = chance.opaque(count);
            const auto above = chance.pixels(count);
            const auto cover = chance.coverage(count);
            auto expected = below;
            auto got = below;
            INFO("seed " << seed);
            for (std::size_t at = 0; at < count; ++at) {
                blend(expected[at], color, scaled(cover[at], weight));
            }
            work->cover(got.data(), cover.data(), count, color, weight);
            REQUIRE(got == expected);

            expected = got = below;
            for (std::size_t at = 0; at < count; ++at) {
                blend(expected[at], above[at], scaled(above[at] >> 24, weight));
            }
            work->mix(got.data(), above.data(), count, weight);
            REQUIRE(got == expected);

            expected = got = below;
            for (std::size_t at = 0; at < count; ++at) {
                blend(expected[at], color, scaled(above[at] >> 24, weight));
            }
            work->tint(got.data(), above.data(), count, color, weight);
            REQUIRE(got == expected);

            expected = got = below;
            for (std::size_t at = 0; at < count; ++at) {
                blend(expected[at], color, weight);
            }
            work->wash(got.data(), count, color, weight);
            REQUIRE(got == expected);
        }
    }
}

TEST_CASE("a row is blended exactly for each value below, above and of weight", "[rows]") {
    for (const RowWork* work : {&plain_rows(), &rows()}) {
        for (std::uint32_t weight = 0; weight < 256; ++weight) {
            std::vector<std::uint32_t> below(256);
            for (std::uint32_t value = 0; value < 256; ++value) {
                below[value] = 0xFF000000U | value << 16 | (255 - value) << 8 | (value ^ 0x55U);
            }
            for (std::uint32_t shade = 0; shade < 256; ++shade) {
                const std::uint32_t color =
                    0xFF000000U | shade << 16 | (shade * 7 % 256) << 8 | (255 - shade);
                auto got = below;
                work->wash(got.data(), got.size(), color, weight);
                bool same = true;
                for (std::size_t at = 0; at < below.size(); ++at) {
                    std::uint32_t expected = below[at];
                    blend(expected, color, weight);
                    same = same && got[at] == expected;
                }
                if (!same) {
                    FAIL("weight " << weight << ", shade " << shade);
                }
            }
        }
    }
    SUCCEED();
}
