// SPDX-License-Identifier: MIT
// The same rush hour from the device: what SDL was given for the loudspeaker is read back, and each
// clip of each call is looked for at its sample.
#include "renderer/language.hpp"
#include "renderer/sdl/mixer_player.hpp"
#include "renderer/sound/level.hpp"
#include "tests/renderer/loudness.hpp"
#include "tests/renderer/rush_hour.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <poll.h>

using namespace panggil;
using namespace panggil::screen;
using namespace panggil::tests;
using sdl::MixerPlayer;

namespace {

/// So many calls for each opening of the device: a whole hour in one file would fill a small disk.
constexpr std::size_t calls_at_once = 20;
/// What keeps a television awake in the silence between two calls.
constexpr float hiss = 0.0001F;
/// So much of a first clip is found by itself, and nowhere else.
constexpr std::size_t enough = 4'800;

/// One clip and the sample of its call at which it is to begin.
struct PlannedClip {
    std::string file;
    std::size_t first = 0;
    std::size_t count = 0;
};

struct Plan {
    std::vector<PlannedClip> clips;
    float gain = 1; ///< of the whole call
};

/// Where every clip belongs, from the pack's pauses and the clips' own lengths.
Plan plan(const SaidCall& said, const VoicePack& pack, ClipStore& clips) {
    const Phrase phrase = compose(said.call, pack, said.form, said.chime).value();
    Plan plan{{}, level_of(assemble(phrase, clips))};
    Millis gap = head_silence;
    std::size_t at = 0;
    for (const PhraseToken& token : phrase.tokens) {
        REQUIRE(token.gain_db == 0);
        at += static_cast<std::size_t>(gap.count()) * MixerPlayer::rate / 1000;
        const std::size_t count = clips.samples(token.file).value().size();
        plan.clips.push_back({token.file, at, count});
        at += count;
        gap = token.gap_after;
    }
    return plan;
}

/// A clip as it is in a call with this gain.
std::vector<float> at_gain(std::span<const float> clip, float gain) {
    std::vector<float> samples(clip.begin(), clip.end());
    std::ranges::for_each(samples, [gain](float& sample) { sample *= gain; });
    return samples;
}

/// The left side of what the device wrote; the right one is the same.
std::vector<float> read_tap(const std::string& path) {
    std::vector<float> heard;
    std::ifstream file(path, std::ios::binary);
    std::array<float, 16'384> block{};
    bool alike = true;
    while (file.read(reinterpret_cast<char*>(block.data()), sizeof block) || file.gcount() > 0) {
        const auto samples = static_cast<std::size_t>(file.gcount()) / sizeof(float);
        for (std::size_t at = 0; at + 1 < samples; at += 2) {
            alike = alike && block[at] == block[at + 1];
            heard.push_back(block[at]);
        }
    }
    REQUIRE(alike);
    return heard;
}

class Device {
public:
    Device() : language_(Language::load(default_pack, problems_).value()) {
        setenv("SDL_AUDIODRIVER", "disk", 1);
        setenv("SDL_DISKAUDIOFILE", path_.c_str(), 1);
        setenv("SDL_DISKAUDIODELAY", "0", 1);
    }

    ~Device() { unsetenv("SDL_AUDIODRIVER"); }

    Device(const Device&) = delete;
    Device& operator=(const Device&) = delete;

    /// Plays the calls one after the other and looks at what was written.
    void hear(const std::vector<SaidCall>& calls) {
        const std::vector<PlayReport> reports = play(calls);
        const std::vector<float> heard = read_tap(path_);
        std::filesystem::remove(path_); // before a disk has to have it
        const std::size_t earlier = begin_of_stream(heard, calls.front(), reports.front());
        std::size_t free_from = 0;
        for (std::size_t at = 0; at < calls.size(); ++at) {
            const std::size_t begin = earlier + reports[at].first_sample;
            const std::size_t end = begin + calls[at].utterance.sound->samples.size();
            INFO(calls[at].utterance.words);
            REQUIRE(end <= heard.size());
            REQUIRE(begin >= free_from); // none overlaps
            REQUIRE(is_still(heard, free_from, begin, hiss));
            const auto call = std::span(heard).subspan(begin, end - begin);
            look_at(calls[at], call);
            if (at == 0) {
                measure_one(call);
            }
            free_from = end;
            ++calls_heard;
        }
        REQUIRE(is_still(heard, free_from, heard.size(), hiss));
    }

    int calls_heard = 0;
    int clips_heard = 0;
    double seconds_heard = 0;

private:
    std::vector<PlayReport> play(const std::vector<SaidCall>& calls) {
        const auto player = MixerPlayer::open({});
        for (const SaidCall& said : calls) {
            player->play(said.call.call_id, said.utterance.sound);
        }
        std::vector<PlayReport> reports;
        while (reports.size() < calls.size()) {
            pollfd wait{player->descriptor(), POLLIN, 0};
            REQUIRE(poll(&wait, 1, 20'000) == 1);
            if (const auto report = player->finished()) {
                REQUIRE(player->audible());
                REQUIRE_FALSE(report->broken);
                REQUIRE(report->call_id == calls[reports.size()].call.call_id);
                reports.push_back(*report);
            }
        }
        return reports;
    }

    /// The device runs before the player speaks to it: by so much the file begins earlier.
    std::size_t begin_of_stream(std::span<const float> heard, const SaidCall& said,
                                const PlayReport& report) {
        const Plan planned = plan(said, language_.pack(), language_.clips());
        const PlannedClip& first = planned.clips.front();
        std::vector<float> clip =
            at_gain(language_.clips().samples(first.file).value(), planned.gain);
        clip.resize(std::min(enough, clip.size()));
        const auto found = std::ranges::search(heard, clip);
        REQUIRE_FALSE(found.empty());
        const auto at = static_cast<std::size_t>(found.begin() - heard.begin());
        REQUIRE(at >= report.first_sample + first.first);
        return at - first.first - report.first_sample;
    }

    void look_at(const SaidCall& said, std::span<const float> heard) {
        std::size_t silent_from = 0;
        const Plan whole = plan(said, language_.pack(), language_.clips());
        for (const PlannedClip& planned : whole.clips) {
            const std::vector<float> clip =
                at_gain(language_.clips().samples(planned.file).value(), whole.gain);
            REQUIRE(planned.first + planned.count <= heard.size());
            REQUIRE(std::ranges::equal(heard.subspan(planned.first, planned.count), clip));
            REQUIRE(is_still(heard, silent_from, planned.first, 0));
            silent_from = planned.first + planned.count;
            ++clips_heard;
        }
        REQUIRE(is_still(heard, silent_from, heard.size(), 0));
        REQUIRE(std::ranges::equal(heard, said.utterance.sound->samples));
        seconds_heard += static_cast<double>(heard.size()) / MixerPlayer::rate;
    }

    /// One call of each opening: the device gets all of them sample by sample as they are, and how
    /// loud each of them is has been measured by rush_hour_test.cpp.
    static void measure_one(std::span<const float> heard) {
        const Loudness loudness = measure({MixerPlayer::rate, {heard.begin(), heard.end()}});
        CHECK(loudness.integrated == Approx(-18.0).margin(0.5));
        CHECK(20 * std::log10(loudness.true_peak) <= -1.5);
    }

    static bool is_still(std::span<const float> heard, std::size_t from, std::size_t to,
                         float most) {
        return std::ranges::all_of(heard.subspan(from, to - from),
                                   [most](float sample) { return std::abs(sample) <= most; });
    }

    std::string path_ = std::string(PANGGIL_BINARY_DIR) + "/rush_hour_test.raw";
    Problems problems_;
    Language language_;
};

} // namespace

TEST_CASE(
    "in a rush hour the device gets every clip of every call at its sample, equally loud, and "
    "silence between them",
    "[rush_hour]") {
    Voice voice = default_voice();
    Device device;
    std::vector<SaidCall> waiting;
    const int late = rush_hour(voice, [&](SaidCall said) {
        waiting.push_back(std::move(said));
        if (waiting.size() == calls_at_once) {
            device.hear(waiting);
            waiting.clear();
        }
    });
    REQUIRE(late == 0);
    CHECK(waiting.empty());
    CHECK(device.calls_heard == 1000);
    CHECK(device.clips_heard > 6000);
    CHECK(device.seconds_heard > 3600); // more than an hour of speech
}
