// SPDX-License-Identifier: MIT
#include "renderer/sound/bed_mix.hpp"
#include "renderer/sound/mixer.hpp"
#include "tests/catch.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>
#include <vector>

using namespace panggil::screen;

namespace {

const std::vector<float> five{0.1F, 0.2F, 0.3F, 0.4F, 0.5F};

/// A bed that is the same everywhere, with holes.
class Constant final : public Bed {
public:
    std::size_t take(std::span<float> stereo) override {
        const std::size_t frames = stereo.size() / 2;
        const std::size_t there = std::min(frames, left);
        std::fill_n(stereo.begin(), 2 * there, level);
        left -= there;
        return there;
    }

    std::size_t left = std::size_t(-1);
    float level = 0.5F;
};

/// The left side of `frames` samples of the stream, pulled in blocks of this size; `sound_at` says
/// what stands where at each block.
std::vector<float> pulled(Mixer mixer, std::size_t block, std::size_t frames, const Placed& sound,
                          Bed* bed) {
    std::vector<float> all;
    for (std::uint64_t position = 0; all.size() < frames; position += block) {
        std::vector<float> stereo(2 * block, 9.0F);
        (void)mixer.render(stereo, position, sound, bed);
        for (std::size_t at = 0; at < block; ++at) {
            REQUIRE(stereo[2 * at] == stereo[2 * at + 1]);
            all.push_back(stereo[2 * at]);
        }
    }
    all.resize(frames);
    return all;
}

double in_db(float sample) {
    return 20 * std::log10(sample);
}

} // namespace

TEST_CASE("a sound stands at its place, with silence around", "[mixer]") {
    const std::vector<float> all = pulled(Mixer(), 16, 16, {five, 3}, nullptr);
    for (std::size_t at = 0; at < 16; ++at) {
        CHECK(all[at] == (at >= 3 && at < 8 ? five[at - 3] : 0.0F));
    }
}

TEST_CASE("the samples of a sound are counted once each", "[mixer]") {
    Mixer mixer;
    std::size_t taken = 0;
    std::vector<float> stereo(6);
    for (std::uint64_t position = 0; position < 30; position += 3) {
        taken += mixer.render(stereo, position, {five, 4}, nullptr);
    }
    CHECK(taken == five.size());
}

TEST_CASE("the size of the device's blocks changes nothing, with or without a bed", "[mixer]") {
    const std::vector<float> voice(20'000, 0.25F);
    Constant one;
    const auto whole = pulled(Mixer(), 4096, 120'000, {voice, 20'000}, &one);
    for (const std::size_t block : {1U, 480U, 1000U, 1024U}) {
        Constant other;
        CHECK(pulled(Mixer(), block, 120'000, {voice, 20'000}, &other) == whole);
        CHECK(pulled(Mixer(), block, 16, {five, 3}, nullptr) ==
              pulled(Mixer(), 16, 16, {five, 3}, nullptr));
    }
}

TEST_CASE("the bed gives way before the first sample and returns after the last, sample by sample",
          "[mixer]") {
    const Mixer::Rules rules;
    const std::vector<float> silent_voice(48'000, 0.0F);
    const std::uint64_t start = 30'000;
    Constant bed;
    const auto all = pulled(Mixer(rules), 1024, 240'000, {silent_voice, start}, &bed);
    CHECK(all[start - rules.before - 1] == 0.5F);
    CHECK(all[start - rules.before] < 0.5F);
    CHECK(in_db(all[start - rules.before + rules.attack] / 0.5F) == Approx(-18).margin(0.01));
    const std::uint64_t end = start + silent_voice.size();
    CHECK(in_db(all[start] / 0.5F) == Approx(-18).margin(0.001)); // low before the chime
    CHECK(in_db(all[end + rules.hold - 1] / 0.5F) == Approx(-18).margin(0.001));
    CHECK(all[end + rules.hold + rules.release + 100] == 0.5F);
    double steepest = 0;
    for (std::size_t at = 1000; at + 1 < all.size(); ++at) {
        steepest = std::max(steepest, std::abs(in_db(all[at + 1]) - in_db(all[at])));
    }
    CHECK(steepest < 0.004); // dB in one sample: no click, no zipper
}

TEST_CASE("between two announcements that follow each other the bed stays low", "[mixer]") {
    const Mixer::Rules rules;
    const std::vector<float> voice(10'000, 0.0F);
    Mixer mixer(rules);
    Constant bed;
    std::vector<float> left;
    const std::uint64_t second = 20'000 + 10'000 + 48'000; // a second of silence between them
    for (std::uint64_t position = 0; position < 240'000; position += 1000) {
        std::vector<float> stereo(2000);
        const bool is_second = position >= 30'000 + 28'000;
        (void)mixer.render(stereo, position, {voice, is_second ? second : 20'000}, &bed);
        for (std::size_t at = 0; at < 1000; ++at) {
            left.push_back(stereo[2 * at]);
        }
    }
    const std::uint64_t last = second + 10'000;
    for (std::uint64_t at = 20'000; at < last + rules.hold; ++at) {
        REQUIRE(in_db(left[at] / 0.5F) == Approx(-18).margin(0.001));
    }
    CHECK(left[last + rules.hold + rules.release + 100] == 0.5F);
}

TEST_CASE("while more is to be said the bed stays low, however long that takes", "[mixer]") {
    const Mixer::Rules rules;
    const std::vector<float> voice(10'000, 0.0F);
    constexpr std::uint64_t last_call = 600'000;
    Mixer mixer(rules);
    Constant bed;
    std::vector<float> left;
    for (std::uint64_t position = 0; position < 900'000; position += 1000) {
        std::vector<float> stereo(2000);
        // Ten seconds between the first call and the second: the panel shows each for its time.
        const bool is_first = position < last_call - 12'000;
        mixer.set_more_to_come(position < last_call);
        (void)mixer.render(stereo, position, {voice, is_first ? 20'000 : last_call}, &bed);
        for (std::size_t at = 0; at < 1000; ++at) {
            left.push_back(stereo[2 * at]);
        }
    }
    CHECK(left[1000] == 0.5F); // that a call waits is no reason to be low before its voice
    const std::uint64_t end = last_call + 10'000;
    for (std::uint64_t at = 20'000; at < end + rules.hold; ++at) {
        REQUIRE(in_db(left[at] / 0.5F) == Approx(-18).margin(0.001));
    }
    CHECK(left[end + rules.hold + rules.release + 100] == 0.5F);
}

TEST_CASE("in quiet hours the bed is quieter, and gets there without a step", "[mixer]") {
    Mixer mixer;
    Constant bed;
    const auto all = [&](double db) {
        mixer.set_level(db);
        return pulled(mixer, 1024, 100'000, {}, &bed);
    };
    const auto quiet = all(-9);
    CHECK(quiet[300] > 0.49F);
    CHECK(in_db(quiet.back() / 0.5F) == Approx(-9).margin(0.001));
    double steepest = 0;
    for (std::size_t at = 1000; at + 1 < quiet.size(); ++at) {
        steepest = std::max(steepest, std::abs(in_db(quiet[at + 1]) - in_db(quiet[at])));
    }
    CHECK(steepest < 0.001);
}

TEST_CASE("a bed gives way as deep as it is told, and still in time", "[mixer]") {
    const Mixer::Rules rules;
    const std::vector<float> silent_voice(48'000, 0.0F);
    const std::uint64_t start = 30'000;
    for (const double depth : {-60.0, -30.0, -6.0, -1.0}) {
        INFO(depth);
        Mixer mixer(rules);
        mixer.set_depth(depth);
        Constant bed;
        const auto all = pulled(mixer, 1024, 240'000, {silent_voice, start}, &bed);
        CHECK(all[start - rules.before - 1] == 0.5F);
        CHECK(in_db(all[start] / 0.5F) == Approx(depth).margin(0.01));
        CHECK(all.back() == 0.5F);
    }
    Mixer mixer(rules); // another film, while a voice is heard
    Constant bed;
    std::vector<float> left;
    for (std::uint64_t position = 0; position < 240'000; position += 1000) {
        std::vector<float> stereo(2000);
        mixer.set_depth(position < 50'000 ? -30 : 0);
        (void)mixer.render(stereo, position, {silent_voice, start}, &bed);
        left.push_back(stereo[0]);
    }
    CHECK(in_db(left[49] / 0.5F) == Approx(-30).margin(0.01));
    CHECK(left.back() == 0.5F); // it finds back
}

TEST_CASE("a film takes the place of the music, one film that of another, and the music returns",
          "[mixer]") {
    Constant music;
    BedMix mix(&music);
    std::vector<float> stereo(2 * 4800); // 100 ms
    const auto take = [&] {
        REQUIRE(mix.take(stereo) == 4800);
        return stereo[2 * 4799];
    };
    CHECK(take() == 0.5F);
    const auto film = std::make_shared<Constant>();
    CHECK(mix.set_film(film, 0.4) == nullptr);
    float steepest = 0;
    for (int blocks = 0; blocks < 10; ++blocks) {
        (void)take();
        for (std::size_t at = 1; at < 4800; ++at) {
            steepest = std::max(steepest, std::abs(stereo[2 * at] - stereo[2 * at - 2]));
        }
    }
    CHECK(steepest < 0.001F);
    CHECK(take() == Approx(0.2F)); // the film alone
    const auto next = std::make_shared<Constant>();
    CHECK(mix.set_film(next, 1.0) == nullptr);
    CHECK(take() == Approx(0.5F));
    CHECK(mix.set_film(next, 0.5) == next); // only how loud it is changes
    CHECK(take() == Approx(0.25F));
    CHECK(mix.set_film(nullptr, 0) == film);
    CHECK(take() == Approx(0.0F).margin(1e-6));
    for (int blocks = 0; blocks < 30; ++blocks) {
        (void)take();
    }
    CHECK(take() == 0.5F); // three seconds later
}

TEST_CASE("a film without a sound does not silence the music", "[mixer]") {
    Constant music;
    BedMix mix(&music);
    const auto silent = std::make_shared<Constant>();
    SECTION("its file has none") {
        silent->left = 0;
    }
    SECTION("its file has one, in which nothing is heard") {
        silent->level = 0.0F;
    }
    (void)mix.set_film(silent, 1.0);
    std::vector<float> stereo(2 * 48'000);
    REQUIRE(mix.take(stereo) == 48'000);
    CHECK(std::ranges::all_of(stereo, [](float sample) { return sample == 0.5F; }));
}

TEST_CASE("a bed that comes too late is silence without a click, and the voice is whole",
          "[mixer]") {
    const std::vector<float> voice(2000, 0.25F);
    Constant bed;
    bed.left = 5000;
    Mixer mixer;
    std::vector<float> left;
    for (std::uint64_t position = 0; position < 20'000; position += 500) {
        std::vector<float> stereo(1000);
        if (position == 10'000) {
            bed.left = 5000; // it is there again
        }
        (void)mixer.render(stereo, position, {voice, 200'000}, &bed);
        for (std::size_t at = 0; at < 500; ++at) {
            left.push_back(stereo[2 * at]);
        }
    }
    CHECK(left[4999] == 0.5F);
    CHECK(left[8000] == 0.0F);
    CHECK(left[12'000] == 0.5F);
    float largest_step = 0;
    for (std::size_t at = 1; at < left.size(); ++at) {
        largest_step = std::max(largest_step, std::abs(left[at] - left[at - 1]));
    }
    CHECK(largest_step < 0.02F);
}

TEST_CASE("silence is kept awake by what nobody hears; the voice is untouched", "[mixer]") {
    Mixer::Rules rules;
    rules.keep_awake = true;
    const std::vector<float> voice(1000, 0.25F);
    const auto all = pulled(Mixer(rules), 128, 4000, {voice, 1000}, nullptr);
    CHECK(std::all_of(all.begin() + 1000, all.begin() + 2000, [](float s) { return s == 0.25F; }));
    double power = 0;
    int zeros = 0;
    for (std::size_t at = 0; at < 1000; ++at) {
        power += static_cast<double>(all[at]) * all[at] / 1000;
        // As SDL makes 16 bits of it.
        zeros += static_cast<int>(all[at] * 32767.0F) == 0 ? 1 : 0;
    }
    CHECK(10 * std::log10(power) < -80); // far below any hall
    CHECK(zeros > 100);
    CHECK(zeros < 600); // and yet no silence for a television
    CHECK(pulled(Mixer(rules), 77, 4000, {voice, 1000}, nullptr) == all);
    Constant silent; // a film with a track in which nothing is heard
    silent.level = 0.0F;
    CHECK(pulled(Mixer(rules), 128, 4000, {voice, 1000}, &silent) == all);
}
