// SPDX-License-Identifier: MIT
/// An announcement has a loudness, whatever its clips have.
#include "renderer/sound/level.hpp"
#include "renderer/sound/loudness.hpp"
#include "tests/catch.hpp"
#include "tests/renderer/loudness.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

using namespace panggil;
using namespace panggil::screen;
using namespace panggil::tests;

namespace {

constexpr int rate = 48'000;

struct Part {
    double seconds = 0;
    double dbfs = 0; ///< of a tone of 1 kHz: its loudness is 3 less
    bool has_words = true;
};

Assembled tones(const std::vector<Part>& parts) {
    Assembled assembled;
    assembled.sound.rate = rate;
    std::vector<float>& samples = assembled.sound.samples;
    for (const Part& part : parts) {
        const std::size_t first = samples.size();
        const auto count = static_cast<std::size_t>(part.seconds * rate);
        for (std::size_t at = 0; at < count; ++at) {
            const double turn = 2 * std::numbers::pi * static_cast<double>(at) * 1000 / rate;
            samples.push_back(static_cast<float>(std::pow(10.0, part.dbfs / 20) * std::sin(turn)));
        }
        assembled.spans.push_back({"clip", first, count, part.has_words});
    }
    return assembled;
}

double lufs_of(const Assembled& assembled) {
    return measure(assembled.sound).integrated;
}

double peak_of(const Assembled& assembled) {
    return 20 * std::log10(measure(assembled.sound).true_peak);
}

} // namespace

TEST_CASE("loud and quiet announcements are brought to the loudness of a hall", "[level]") {
    for (const double dbfs : {-20.0, -16.0, -15.0, -12.0, -10.0}) {
        Assembled assembled = tones({{2, dbfs}});
        level(assembled);
        INFO(dbfs);
        CHECK(lufs_of(assembled) == Approx(-18.0).margin(0.05));
    }
}

TEST_CASE("the words are brought to it, and an earcon with them", "[level]") {
    const Assembled before = tones({{1, -6, false}, {2, -17}, {1, -6, false}, {2, -17}});
    Assembled after = before;
    level(after);
    CHECK(level_of(before) == Approx(std::pow(10.0, 2.0 / 20)).epsilon(0.005));
    const float gain = level_of(before);
    CHECK(std::ranges::equal(before.sound.samples, after.sound.samples,
                             [gain](float one, float other) { return one * gain == other; }));
}

TEST_CASE("an announcement is raised no further than its highest peak lets it", "[level]") {
    Assembled pulses = tones({{3, -20}});
    for (std::size_t at = 24'000; at < pulses.sound.samples.size(); at += 48'000) {
        pulses.sound.samples[at] = 0.75F; // -2.5 dBFS: there is room for one of the five decibels
    }
    level(pulses);
    CHECK(peak_of(pulses) == Approx(-1.5).margin(0.05));
    Assembled high = tones({{3, -20}});
    high.sound.samples[24'000] = 0.95F; // has been there before: that is no reason to be quieter
    CHECK(level_of(high) == 1.0F);
}

TEST_CASE("what is far from it, or silent, is the pack's own fault", "[level]") {
    Assembled faint = tones({{2, -40}});
    level(faint);
    CHECK(lufs_of(faint) == Approx(-37.0).margin(0.05));
    CHECK(level_of(tones({{2, -200}})) == 1.0F);
    CHECK(level_of(tones({{0.2, -20}})) == 1.0F); // too short to be measured
    CHECK(level_of(tones({})) == 1.0F);
}

TEST_CASE("a true peak is found where it can be, and only there", "[level]") {
    std::mt19937 random(128);
    std::normal_distribution<float> noise(0, 0.2F);
    int above = 0;
    for (int turn = 0; turn < 200; ++turn) {
        // Loud and quiet stretches that begin anywhere, and single samples that stand out.
        std::vector<float> samples(3'000);
        float loudness = 0;
        for (float& sample : samples) {
            if (random() % 200 == 0) {
                loudness = static_cast<float>(random() % 100) / 40.0F;
            }
            sample = std::clamp(noise(random) * loudness, -1.0F, 1.0F);
        }
        const double peak = measure({rate, samples}).true_peak;
        const double limit = 0.05 + static_cast<double>(random() % 200) / 100;
        const auto found = true_peak_above(samples, rate, limit);
        INFO("turn " << turn << ", limit " << limit << ", peak " << peak);
        REQUIRE(found.has_value() == (peak > limit));
        if (found) {
            CHECK(*found == Approx(peak).epsilon(1e-6));
            ++above;
        }
    }
    CHECK(above > 50);
    CHECK(above < 150);
}

TEST_CASE("between the samples there is never twice of what is beside them", "[level]") {
    std::mt19937 random(7);
    double highest = 0;
    for (int turn = 0; turn < 400; ++turn) {
        // Whole steps up and down; signs that alternate away from a middle are the worst.
        std::vector<float> samples(200);
        for (std::size_t at = 0; at < samples.size(); ++at) {
            const auto away = at < 100 ? 99 - at : at - 100;
            samples[at] = away % 2 == 0 ? 1.0F : -1.0F;
            if (turn > 0 && random() % 40 == 0) {
                samples[at] = -samples[at];
            }
        }
        highest = std::max(highest, measure({rate, samples}).true_peak);
    }
    CHECK(highest > 1.5);
    CHECK(highest < 2);
}
