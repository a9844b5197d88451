// SPDX-License-Identifier: MIT
#include "renderer/sdl/mixer_player.hpp"
#include "tests/catch.hpp"

#include <SDL.h>
#include <sndfile.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <poll.h>
#include <thread>

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

/// Turns of the screen until the device is heard again.
void wait_for_device(MixerPlayer& player, Moment now) {
    while (!player.audible()) {
        pollfd wait{player.descriptor(), POLLIN, 0};
        REQUIRE(poll(&wait, 1, 20'000) == 1);
        (void)player.finished();
        player.drain(now);
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

TEST_CASE("the device hears the buffer bit for bit, on both sides", "[player]") {
    const std::string path = std::string(PANGGIL_BINARY_DIR) + "/player_test.raw";
    setenv("SDL_DISKAUDIOFILE", path.c_str(), 1);
    setenv("SDL_DISKAUDIODELAY", "0", 1);
    const WithDriver disk("disk");
    const auto sound = ramp(7'001);
    screen::PlayReport report;
    std::uint64_t taken = 0;
    {
        const auto player = MixerPlayer::open({});
        CHECK(player->audible());
        player->play("call-1", sound);
        report = wait_for_end(*player);
        // Later than that it may be on its way out: SDL pauses a device that it closes, and then
        // the last block is SDL's own silence.
        taken = player->position();
    }
    std::ifstream file(path, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    std::vector<float> heard(bytes.size() / sizeof(float));
    std::memcpy(heard.data(), bytes.data(), heard.size() * sizeof(float));
    // The device runs before the player listens to it, so the file begins earlier, with zeros.
    const auto found = std::ranges::search(heard, std::vector<float>(2, 0.1F));
    const auto begin = static_cast<std::size_t>(found.begin() - heard.begin()) / 2;
    REQUIRE(begin >= report.first_sample);
    const std::size_t earlier = begin - report.first_sample;
    REQUIRE(taken >= report.first_sample + 7'001);
    REQUIRE(heard.size() >= 2 * (earlier + taken));
    screen::Mixer::Rules rules;
    rules.keep_awake = true;
    screen::Mixer pure(rules);
    std::vector<float> wanted(2 * taken);
    (void)pure.render(wanted, 0, {sound->samples, report.first_sample}, nullptr);
    CHECK(std::all_of(heard.begin(), heard.begin() + static_cast<std::ptrdiff_t>(2 * earlier),
                      [](float sample) { return sample == 0; }));
    std::size_t different = 0;
    for (std::size_t at = 0; at < wanted.size(); ++at) {
        different += heard[2 * earlier + at] != wanted[at] ? 1U : 0U;
    }
    CHECK(different == 0);
    std::filesystem::remove(path);
}

TEST_CASE("the device hears voice and music as the pure mixer makes them, bit for bit",
          "[player]") {
    const std::string path = std::string(PANGGIL_BINARY_DIR) + "/player_music_test.raw";
    const std::string music = std::string(PANGGIL_BINARY_DIR) + "/player_music_test.wav";
    {
        SF_INFO info{};
        info.samplerate = MixerPlayer::rate;
        info.channels = 2;
        info.format = SF_FORMAT_WAV | SF_FORMAT_FLOAT;
        SNDFILE* file = sf_open(music.c_str(), SFM_WRITE, &info);
        std::vector<float> samples;
        for (int at = 0; at < 30'000; ++at) { // it begins again within the test
            samples.push_back(0.3F * std::sin(static_cast<float>(at) * 0.05F));
            samples.push_back(0.3F * std::sin(static_cast<float>(at) * 0.03F));
        }
        sf_writef_float(file, samples.data(), 30'000);
        sf_close(file);
    }
    setenv("SDL_DISKAUDIOFILE", path.c_str(), 1);
    setenv("SDL_DISKAUDIODELAY", "5", 1);
    const WithDriver disk("disk");
    const auto sound = ramp(50'001);
    screen::PlayReport report;
    {
        sdl::PlayerOptions options;
        options.music = music;
        const auto player = MixerPlayer::open(options);
        CHECK(player->take_problems().empty());
        player->play("call-1", sound);
        while (true) { // as the screen does: it reads ahead in each turn
            pollfd wait{player->descriptor(), POLLIN, 0};
            REQUIRE(poll(&wait, 1, 100) >= 0);
            player->drain(Moment{});
            if (const auto ended = player->finished()) {
                report = *ended;
                break;
            }
        }
        while (player->position() < report.first_sample + report.samples + 150'000) {
            player->drain(Moment{});
        }
    }
    CHECK(report.first_sample >= screen::Mixer().notice());
    std::ifstream file(path, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    std::vector<float> heard(bytes.size() / sizeof(float));
    std::memcpy(heard.data(), bytes.data(), heard.size() * sizeof(float));
    const auto sounds = [](float sample) { return sample != 0; };
    auto first = static_cast<std::size_t>(std::ranges::find_if(heard, sounds) - heard.begin()) / 2;
    --first; // the sine begins with a zero
    auto bed = screen::Music::open(music);
    REQUIRE(bed);
    screen::Mixer pure;
    std::size_t different = 0;
    const std::size_t frames = report.first_sample + report.samples + 140'000;
    REQUIRE(heard.size() / 2 >= first + frames);
    std::vector<float> wanted(2 * 1000);
    for (std::size_t at = 0; at + 1000 <= frames; at += 1000) {
        bed.value()->fill();
        (void)pure.render(wanted, at, {sound->samples, report.first_sample}, bed.value().get());
        for (std::size_t sample = 0; sample < wanted.size(); ++sample) {
            different += heard[2 * (first + at) + sample] != wanted[sample] ? 1U : 0U;
        }
    }
    CHECK(different == 0);
    std::filesystem::remove(path);
    std::filesystem::remove(music);
}

TEST_CASE("a sound that comes too early waits for the end of the other", "[player]") {
    const WithDriver dummy("dummy");
    const auto player = MixerPlayer::open({});
    player->play("call-1", ramp(6'000));
    player->play("call-2", ramp(6'000));
    player->play("call-3", ramp(6'000));
    const screen::PlayReport first = wait_for_end(*player);
    const screen::PlayReport second = wait_for_end(*player);
    const screen::PlayReport third = wait_for_end(*player);
    CHECK(first.call_id == "call-1");
    CHECK(second.call_id == "call-2");
    CHECK(third.call_id == "call-3");
    CHECK(second.first_sample >= first.first_sample + 6'000);
    CHECK(third.first_sample >= second.first_sample + 6'000);
}

TEST_CASE("a muted player keeps time, is not audible and complains about nothing", "[player]") {
    const WithDriver none("nosuchdriver");
    const auto player = MixerPlayer::open({"", sdl::Loudspeaker::Silent});
    CHECK(!player->audible());
    player->play("call-1", ramp(2'000));
    CHECK(wait_for_end(*player).samples == 2'000);
    CHECK(player->take_problems().empty());
}

TEST_CASE("an idle device rests, and the next sound waits until it is awake", "[player]") {
    const WithDriver dummy("dummy");
    const auto player = MixerPlayer::open({"", sdl::Loudspeaker::Device, Millis(100)});
    player->play("call-1", ramp(1'000));
    const screen::PlayReport first = wait_for_end(*player);
    while (!player->resting()) { // the stream's own time decides, whatever this machine's is
        player->drain(Moment{});
    }
    const std::uint64_t rested_at = player->position();
    CHECK(rested_at >= first.first_sample + 1'000 + 4'800);
    player->play("call-2", ramp(1'000));
    CHECK(!player->resting());
    const screen::PlayReport second = wait_for_end(*player);
    CHECK(second.samples == 1'000);
    CHECK(second.first_sample >= rested_at + MixerPlayer::lead_in);
}

namespace {

/// A film whose sound is a quarter everywhere.
class Quarter final : public screen::Bed {
public:
    std::size_t take(std::span<float> stereo) override {
        std::ranges::fill(stereo, 0.25F);
        taken += stereo.size() / 2;
        return stereo.size() / 2;
    }

    std::atomic<std::uint64_t> taken{0};
};

} // namespace

TEST_CASE("a film wakes a device that rests, and keeps it awake until it is gone", "[player]") {
    const WithDriver dummy("dummy");
    const auto player = MixerPlayer::open({"", sdl::Loudspeaker::Device, Millis(100)});
    player->play("call-1", ramp(1'000));
    (void)wait_for_end(*player);
    while (!player->resting()) {
        player->drain(Moment{});
    }
    const auto film = std::make_shared<Quarter>();
    player->set_film(film, 1.0, -18);
    while (film->taken < 20'000) { // far longer than it waits with nothing to say
        player->drain(Moment{});
    }
    CHECK(!player->resting());
    player->set_film(nullptr, 0, 0);
    while (!player->resting()) {
        player->drain(Moment{});
    }
    const std::uint64_t taken = film->taken;
    player->play("call-2", ramp(1'000));
    CHECK(wait_for_end(*player).samples == 1'000);
    CHECK(film->taken <= taken + 4'800); // it had not quite died away
}

TEST_CASE("a film gives way to the voice in the recording, and a muted screen is silent",
          "[player]") {
    const WithDriver dummy("dummy");
    const std::string path = std::string(PANGGIL_BINARY_DIR) + "/player_film_test.wav";
    screen::PlayReport report;
    std::uint64_t muted_at = 0;
    {
        const auto player = MixerPlayer::open({path});
        player->set_film(std::make_shared<Quarter>(), 0.5, -12);
        const auto reach = [&](std::uint64_t position) {
            while (player->position() < position) {
                player->drain(Moment{});
                poll(nullptr, 0, 5);
            }
        };
        reach(30'000);
        player->play("call-1", std::make_shared<screen::Sound>(
                                   screen::Sound{48'000, std::vector<float>(20'000, 0.0F)}));
        report = wait_for_end(*player);
        reach(report.first_sample + report.samples + 130'000);
        player->set_muted(true);
        muted_at = player->position();
        reach(muted_at + 20'000);
    }
    const std::vector<float> heard = read_wav(path);
    const auto at = [&](std::uint64_t position) { return heard.at(position); };
    CHECK(at(report.first_sample - 12'000) == Approx(0.125F).margin(0.001));
    const float low = 0.125F * 0.2512F;
    CHECK(at(report.first_sample) == Approx(low).margin(0.001));
    CHECK(at(report.first_sample + 20'000 + 70'000) == Approx(low).margin(0.001));
    CHECK(at(report.first_sample + 20'000 + 120'000) == Approx(0.125F).margin(0.001));
    CHECK(at(muted_at + 10'000) == 0.0F);
    std::filesystem::remove(path);
}

TEST_CASE("a device that is taken away leaves time and report intact", "[player]") {
    // A regular file: SDL 2.32 takes nothing else.
    const std::string path = std::string(PANGGIL_BINARY_DIR) + "/player_removed_test.raw";
    setenv("SDL_DISKAUDIOFILE", path.c_str(), 1);
    setenv("SDL_DISKAUDIODELAY", "5", 1);
    const WithDriver disk("disk");
    const auto player = MixerPlayer::open({});
    CHECK(player->audible());
    player->play("call-1", ramp(48'000));
    const std::uint64_t before = player->position();
    SDL_Event removed{};
    removed.type = SDL_AUDIODEVICEREMOVED;
    SDL_PushEvent(&removed); // another device, which was not open
    player->drain(Moment{});
    CHECK(player->audible());
    removed.adevice.which = 2;
    SDL_PushEvent(&removed);
    player->drain(Moment{});
    CHECK(!player->audible());
    const Problems problems = player->take_problems();
    REQUIRE(problems.size() == 1);
    CHECK(problems.front().code == "sound.no_device");
    const screen::PlayReport report = wait_for_end(*player);
    CHECK(report.samples == 48'000);
    CHECK(report.first_sample >= before);
    player->drain(Moment{} + std::chrono::minutes(2)); // the wait begins
    player->drain(Moment{} + std::chrono::minutes(4)); // and is over
    wait_for_device(*player, Moment{} + std::chrono::minutes(4));
    CHECK(player->audible());
    std::filesystem::remove(path);
}

namespace {

/// The clock of the device's thread, which the test sets.
std::atomic<std::int64_t> stopped_clock{0};

} // namespace

TEST_CASE("a sound that stood still in its middle is not gone on with", "[player]") {
    const WithDriver dummy("dummy");
    sdl::PlayerOptions options;
    options.clock = [] { return Moment{Micros{stopped_clock.load()}}; };
    const auto player = MixerPlayer::open(options);
    player->play("call-1", ramp(10 * MixerPlayer::rate));
    const std::uint64_t before = player->position();
    while (player->position() < before + 8192) { // it is heard
        std::this_thread::yield();
    }
    CHECK_FALSE(player->finished());
    stopped_clock += Micros(MixerPlayer::longest_stall).count() + 1;
    const screen::PlayReport report = wait_for_end(*player);
    CHECK(report.broken);
    CHECK(report.samples < 10 * MixerPlayer::rate);
    SECTION("the next one is whole") {
        player->play("call-2", ramp(5'000));
        const screen::PlayReport next = wait_for_end(*player);
        CHECK_FALSE(next.broken);
        CHECK(next.samples == 5'000);
    }
}

TEST_CASE("a stream breaks a sound off when its time is over, whoever sleeps", "[player]") {
    stopped_clock = Micros(std::chrono::hours(1)).count();
    sdl::SoundStream stream({nullptr,
                             nullptr,
                             [] { return Moment{Micros(stopped_clock.load())}; },
                             MixerPlayer::longest_stall,
                             {}});
    stream.use(sdl::SoundStream::Side::Device);
    const auto begin = [&] {
        auto job = std::make_unique<sdl::SoundStream::Job>();
        job->call_id = "1-1";
        job->sound = ramp(48'000);
        stream.begin(std::move(job));
    };
    std::vector<float> block(2 * 4'800);
    const auto pull = [&] {
        stopped_clock += 100'000;
        stream.pull(sdl::SoundStream::Side::Device, block);
        return block.front() != 0.0F;
    };
    begin();
    stream.allow_until(Moment{Micros(stopped_clock.load() + 350'000)});
    CHECK(pull());
    CHECK(pull());
    CHECK(pull());
    CHECK_FALSE(pull()); // nothing of it is heard any more
    const auto ended = stream.take_ended();
    REQUIRE(ended);
    CHECK(ended->broken);
    CHECK(ended->taken == 3 * 4'800);
    begin(); // the next one has all the time
    for (int block_of_ten = 0; block_of_ten < 10; ++block_of_ten) {
        CHECK(pull());
    }
    REQUIRE(stream.take_ended());
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
