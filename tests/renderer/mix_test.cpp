// SPDX-License-Identifier: MIT
#include "renderer/sdl/mix.hpp"
#include "tests/catch.hpp"

#include <vector>

using panggil::sdl::mix;
using panggil::sdl::Placed;

namespace {

const std::vector<float> sound{0.1F, 0.2F, 0.3F, 0.4F, 0.5F};

/// The stream's first 16 samples, pulled in blocks of this size.
std::vector<float> pulled(std::size_t block, std::uint64_t start) {
    std::vector<float> all;
    for (std::uint64_t position = 0; all.size() < 32; position += block) {
        std::vector<float> stereo(2 * block, 9.0F);
        (void)mix(stereo, position, Placed{sound, start});
        all.insert(all.end(), stereo.begin(), stereo.end());
    }
    all.resize(32);
    return all;
}

} // namespace

TEST_CASE("a sound stands at its place on both sides, with silence around", "[mix]") {
    const std::vector<float> all = pulled(16, 3);
    for (std::size_t at = 0; at < 16; ++at) {
        const float wanted = at >= 3 && at < 8 ? sound[at - 3] : 0.0F;
        CHECK(all[2 * at] == wanted);
        CHECK(all[2 * at + 1] == wanted);
    }
}

TEST_CASE("the size of the device's blocks changes nothing", "[mix]") {
    for (const std::size_t block : {1U, 2U, 3U, 5U, 7U, 16U}) {
        CHECK(pulled(block, 3) == pulled(16, 3));
        CHECK(pulled(block, 0) == pulled(16, 0));
    }
}

TEST_CASE("the samples of a sound are counted once each", "[mix]") {
    std::size_t taken = 0;
    std::vector<float> stereo(6);
    for (std::uint64_t position = 0; position < 30; position += 3) {
        taken += mix(stereo, position, Placed{sound, 4});
    }
    CHECK(taken == sound.size());
}
