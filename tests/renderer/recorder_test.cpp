// SPDX-License-Identifier: MIT
#include "renderer/sdl/recorder.hpp"
#include "tests/catch.hpp"

#include <cmath>
#include <filesystem>

using namespace panggil;
using sdl::Recorder;

namespace {

std::vector<float> block(std::size_t frames, float level) {
    return std::vector<float>(2 * frames, level);
}

std::vector<float> read_back(const std::string& path) {
    SF_INFO info{};
    SNDFILE* file = sf_open(path.c_str(), SFM_READ, &info);
    REQUIRE(file != nullptr);
    std::vector<float> samples(static_cast<std::size_t>(info.frames));
    sf_readf_float(file, samples.data(), info.frames);
    sf_close(file);
    return samples;
}

} // namespace

TEST_CASE("what does not fit is counted and is silence of the same length", "[recorder]") {
    const std::string path = std::string(PANGGIL_BINARY_DIR) + "/recorder_test.wav";
    constexpr std::size_t frames = 1'024;
    std::size_t put = 0;
    std::uint64_t lost = 0;
    {
        auto recorder = Recorder::open(path, 48'000);
        REQUIRE(recorder);
        for (int blocks = 0; blocks < 600; ++blocks) { // more than eleven seconds at once
            recorder.value()->put(block(frames, 0.5F));
            put += frames;
        }
        lost = recorder.value()->drain();
        CHECK(recorder.value()->drain() == 0);
        recorder.value()->put(block(frames, 0.25F));
        put += frames;
    }
    CHECK(lost > 0);
    CHECK(lost % frames == 0);
    const std::vector<float> heard = read_back(path);
    REQUIRE(heard.size() == put);
    const std::size_t kept = put - frames - static_cast<std::size_t>(lost);
    CHECK(std::abs(heard[kept - 1] - 0.5F) < 0.001F);
    CHECK(heard[kept] == 0.0F);
    CHECK(heard[put - frames - 1] == 0.0F);
    CHECK(std::abs(heard[put - frames] - 0.25F) < 0.001F);
    std::filesystem::remove(path);
}

TEST_CASE("a recording is complete without a last drain", "[recorder]") {
    const std::string path = std::string(PANGGIL_BINARY_DIR) + "/recorder_short_test.wav";
    {
        auto recorder = Recorder::open(path, 48'000);
        REQUIRE(recorder);
        recorder.value()->put(block(777, -0.5F));
    }
    const std::vector<float> heard = read_back(path);
    REQUIRE(heard.size() == 777);
    CHECK(std::abs(heard[776] + 0.5F) < 0.001F);
    std::filesystem::remove(path);
}
