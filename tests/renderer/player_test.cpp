// SPDX-License-Identifier: MIT
#include "renderer/sdl/mixer_player.hpp"
#include "tests/catch.hpp"

#include <sndfile.h>

#include <algorithm>
#include <cstdlib>
#include <poll.h>

using namespace panggil;
using sdl::MixerPlayer;

namespace {

std::shared_ptr<const screen::Sound> ramp(std::size_t samples, int rate = MixerPlayer::rate) {
    auto sound = std::make_shared<screen::Sound>();
    sound->rate = rate;
    for (std::size_t i = 0; i < samples; ++i) {
        sound->samples.push_back(0.1F + 0.8F * static_cast<float>(i) / static_cast<float>(samples));
    }
    return sound;
}

/// Sleeps on the descriptor until the announcement has ended, as the screen does.
screen::PlayReport wait_for_end(MixerPlayer& player) {
    for (;;) {
        pollfd wait{player.descriptor(), POLLIN, 0};
        REQUIRE(poll(&wait, 1, 20'000) == 1);
        if (const auto report = player.finished()) {
            return *report;
        }
    }
}

std::vector<float> read_wav(const std::string& path) {
    SF_INFO info{};
    SNDFILE* file = sf_open(path.c_str(), SFM_READ, &info);
    REQUIRE(file != nullptr);
    CHECK(info.samplerate == MixerPlayer::rate);
    CHECK(info.channels == 1);
    std::vector<float> samples(static_cast<std::size_t>(info.frames));
    sf_readf_float(file, samples.data(), info.frames);
    sf_close(file);
    return samples;
}

struct WithDriver {
    explicit WithDriver(const char* name) { setenv("SDL_AUDIODRIVER", name, 1); }

    ~WithDriver() { unsetenv("SDL_AUDIODRIVER"); }
};

} // namespace

TEST_CASE("an announcement is played whole, reported once, and recorded at its place", "[player]") {
    const WithDriver dummy("dummy");
    const std::string path = std::string(PANGGIL_BINARY_DIR) + "/player_test.wav";
    screen::PlayReport first;
    screen::PlayReport second;
    {
        const auto player = MixerPlayer::open({path});
        CHECK(!player->audible());
        CHECK(!player->finished());
        player->play("call-1", ramp(5'000));
        first = wait_for_end(*player);
        CHECK(!player->finished());
        player->play("call-2", ramp(3'001));
        second = wait_for_end(*player);
        player->drain(Moment{});
        CHECK(player->take_problems().empty());
    }
    CHECK(first.call_id == "call-1");
    CHECK(first.samples == 5'000);
    CHECK(second.call_id == "call-2");
    CHECK(second.samples == 3'001);
    CHECK(second.first_sample >= first.first_sample + 5'000);

    const std::vector<float> heard = read_wav(path);
    REQUIRE(heard.size() >= second.first_sample + second.samples);
    std::vector<float> wanted(heard.size(), 0.0F);
    const auto place = [&](const screen::PlayReport& report, std::size_t samples) {
        const auto sound = ramp(samples);
        std::copy(sound->samples.begin(), sound->samples.end(),
                  wanted.begin() + static_cast<std::ptrdiff_t>(report.first_sample));
    };
    place(first, 5'000);
    place(second, 3'001);
    float worst = 0;
    for (std::size_t i = 0; i < heard.size(); ++i) {
        worst = std::max(worst, std::abs(heard[i] - wanted[i]));
    }
    CHECK(worst < 0.0001F); // 16 bits
}

TEST_CASE("an empty announcement ends, too", "[player]") {
    const WithDriver dummy("dummy");
    const auto player = MixerPlayer::open({});
    player->play("call-1", ramp(0));
    CHECK(wait_for_end(*player).samples == 0);
}

TEST_CASE("a sound of another rate keeps its length in time", "[player]") {
    const WithDriver dummy("dummy");
    const auto player = MixerPlayer::open({});
    player->play("call-1", ramp(2'400, 24'000));
    const auto samples = static_cast<std::int64_t>(wait_for_end(*player).samples);
    CHECK(std::abs(samples - 4'800) < 64);
}

TEST_CASE("without a device time is kept in silence, and the device is tried again", "[player]") {
    const WithDriver none("nosuchdriver");
    const auto player = MixerPlayer::open({});
    CHECK(!player->audible());
    const Problems problems = player->take_problems();
    REQUIRE(problems.size() == 1);
    CHECK(problems.front().code == "sound.no_device");
    player->play("call-1", ramp(2'000));
    CHECK(wait_for_end(*player).samples == 2'000);
    Moment now{};
    for (int second = 0; second < 600; second += 10) { // refusals are said once, and end nothing
        player->drain(now);
        now += std::chrono::seconds(10);
    }
    CHECK(player->take_problems().empty());
    player->play("call-2", ramp(2'000));
    CHECK(wait_for_end(*player).samples == 2'000);
}

TEST_CASE("a recording that cannot be written is told, and the hall still hears", "[player]") {
    const WithDriver dummy("dummy");
    const auto player = MixerPlayer::open({"no/such/folder/a.wav"});
    const Problems problems = player->take_problems();
    REQUIRE(problems.size() == 1);
    CHECK(problems.front().code == "sound.not_recorded");
    player->play("call-1", ramp(100));
    CHECK(wait_for_end(*player).samples == 100);
}
