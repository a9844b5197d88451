// SPDX-License-Identifier: MIT
#include "renderer/sound/assemble.hpp"
#include "renderer/sound/wav_file.hpp"
#include "tests/catch.hpp"
#include "tests/temporary_folder.hpp"

#include <sndfile.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>
#include <numbers>

using namespace panggil;
using namespace panggil::screen;

namespace {

constexpr int rate = 8'000;

/// A folder of clips.
class Folder : public test::TemporaryFolder {
public:
    void save(const std::string& name, const std::vector<float>& samples, int form_rate = rate,
              int channels = 1, int format = SF_FORMAT_WAV | SF_FORMAT_FLOAT) const {
        SF_INFO info{};
        info.samplerate = form_rate;
        info.channels = channels;
        info.format = format;
        SNDFILE* file = sf_open((path() / name).c_str(), SFM_WRITE, &info);
        REQUIRE(file != nullptr);
        sf_writef_float(file, samples.data(), static_cast<sf_count_t>(samples.size()) / channels);
        sf_close(file);
    }

    void save_steps(const std::string& name, const std::vector<std::int16_t>& steps,
                    int format) const {
        SF_INFO info{};
        info.samplerate = rate;
        info.channels = 1;
        info.format = format;
        SNDFILE* file = sf_open((path() / name).c_str(), SFM_WRITE, &info);
        REQUIRE(file != nullptr);
        sf_writef_short(file, steps.data(), static_cast<sf_count_t>(steps.size()));
        sf_close(file);
    }
};

/// A tone that begins and ends at rest, as a clip that was cut well.
std::vector<float> tone(std::size_t count, double hertz, double loudness = 0.5) {
    std::vector<float> samples(count);
    for (std::size_t at = 0; at < count; ++at) {
        const double time = static_cast<double>(at) / rate;
        const double swell =
            std::sin(std::numbers::pi * static_cast<double>(at) / static_cast<double>(count - 1));
        samples[at] =
            static_cast<float>(loudness * swell * std::sin(2 * std::numbers::pi * hertz * time));
    }
    return samples;
}

PhraseToken token(std::string name, Millis gap, double gain_db = 0) {
    return {name, name + ".wav", Variant::Middle, gain_db, gap, name};
}

float peak(std::span<const float> samples) {
    float most = 0;
    for (const float sample : samples) {
        most = std::max(most, std::abs(sample));
    }
    return most;
}

std::span<const float> part(const Assembled& assembled, std::size_t span) {
    return std::span(assembled.sound.samples)
        .subspan(assembled.spans[span].first, assembled.spans[span].count);
}

} // namespace

TEST_CASE("clips and silences stand end to end at exact samples", "[sound]") {
    const Folder folder;
    const auto one = tone(1001, 440);
    const auto two = tone(777, 660);
    folder.save("one.wav", one);
    folder.save("two.wav", two);
    ClipStore clips(folder.path(), rate);
    Phrase phrase;
    phrase.tokens = {token("one", Millis(320)), token("two", Millis(90)), token("one", Millis(0))};
    const Assembled assembled = assemble(phrase, clips);

    CHECK(assembled.problems.empty());
    CHECK(assembled.sound.rate == rate);
    const std::size_t head = 400;
    const std::size_t tail = 800;
    CHECK(assembled.spans == std::vector<ClipSpan>{{"one", head, 1001},
                                                   {"two", head + 1001 + 2560, 777},
                                                   {"one", head + 1001 + 2560 + 777 + 720, 1001}});
    CHECK(assembled.sound.samples.size() == head + 1001 + 2560 + 777 + 720 + 1001 + tail);
    CHECK(std::ranges::equal(part(assembled, 0), one));
    CHECK(std::ranges::equal(part(assembled, 1), two));
    CHECK(std::ranges::equal(part(assembled, 2), one));
    std::size_t silent_from = 0;
    for (const ClipSpan& span : assembled.spans) {
        CHECK(peak(std::span(assembled.sound.samples)
                       .subspan(silent_from, span.first - silent_from)) == 0);
        silent_from = span.first + span.count;
    }
    CHECK(peak(std::span(assembled.sound.samples).subspan(silent_from)) == 0);
}

TEST_CASE("the words of a clause come with its first sample", "[sound]") {
    const Folder folder;
    folder.save("one.wav", tone(1600, 440));
    ClipStore clips(folder.path(), rate);
    Phrase phrase;
    PhraseToken chime = token("one", Millis(0));
    chime.text.clear();
    phrase.tokens = {chime, token("one", Millis(100)), token("one", Millis(300)),
                     token("one", Millis(0))};
    phrase.tokens[1].text = "loket";
    phrase.tokens[2].mark = Punctuation::Comma;
    phrase.tokens[3].mark = Punctuation::Stop;
    const Assembled assembled = assemble(phrase, clips);
    CHECK(assembled.captions == Captions{{Millis(250), "loket one,"}, {Millis(1050), "one."}});
    CHECK(caption_at(assembled.captions, Millis(200)).empty());
    CHECK(caption_at(assembled.captions, Millis(1049)) == "loket one,");
    CHECK(next_caption_in(assembled.captions, Millis(250)) == Micros(Millis(800)));
    CHECK(next_caption_in(assembled.captions, Millis(1049)) == Micros(Millis(20)));
    CHECK_FALSE(next_caption_in(assembled.captions, Millis(1050)));
}

TEST_CASE("a gain is one clip's own", "[sound]") {
    const Folder folder;
    folder.save("one.wav", tone(1000, 440));
    ClipStore clips(folder.path(), rate);
    Phrase phrase;
    phrase.tokens = {token("one", Millis(90)), token("one", Millis(0), -6.0)};
    const Assembled assembled = assemble(phrase, clips);
    CHECK(peak(part(assembled, 1)) / peak(part(assembled, 0)) == Approx(0.5012).epsilon(0.001));
    CHECK(assembled.problems.empty());
}

TEST_CASE("gains beyond full scale lower the whole sentence instead of clipping", "[sound]") {
    const Folder folder;
    folder.save("one.wav", tone(1000, 440, 0.9));
    ClipStore clips(folder.path(), rate);
    Phrase phrase;
    phrase.tokens = {token("one", Millis(90)), token("one", Millis(0), 6.0)};
    const Assembled assembled = assemble(phrase, clips);
    CHECK(peak(assembled.sound.samples) == Approx(0.891).epsilon(0.001));
    CHECK(peak(part(assembled, 1)) / peak(part(assembled, 0)) == Approx(1.9953).epsilon(0.001));
    REQUIRE(assembled.problems.size() == 1);
    CHECK(assembled.problems[0].code == "voice.too_loud");
}

TEST_CASE("a clip cut in mid-sound is faded, one that rests is left alone", "[sound]") {
    const Folder folder;
    folder.save("hard.wav", std::vector<float>(1000, 0.5F));
    folder.save("tiny.wav", {0.5F});
    ClipStore clips(folder.path(), rate);
    Phrase phrase;
    phrase.fade = Millis(8);
    phrase.tokens = {token("hard", Millis(90)), token("tiny", Millis(0))};
    const Assembled assembled = assemble(phrase, clips);
    const auto hard = part(assembled, 0);
    CHECK(hard.front() < 0.001F);
    CHECK(hard.back() < 0.001F);
    CHECK(hard[32] == Approx(0.25).margin(0.01)); // half way of 8 ms at 8 kHz
    CHECK(hard[64] == 0.5F);
    CHECK(hard[935] == 0.5F);
    CHECK(std::is_sorted(hard.begin(), hard.begin() + 64));
}

TEST_CASE("a clip that cannot be used costs its word, never the call", "[sound]") {
    const Folder folder;
    folder.save("one.wav", tone(1000, 440));
    folder.save("fast.wav", tone(1000, 440), 16'000);
    folder.save("stereo.wav", tone(1000, 440), rate, 2);
    folder.save("empty.wav", {});
    folder.save("nan.wav", {0.0F, std::numeric_limits<float>::quiet_NaN(), 0.0F});
    folder.save("loud.wav", {0.0F, 30'000.0F, 0.0F});
    folder.save("long.wav", std::vector<float>(rate * 21, 0.0F));
    folder.save("old.wav", tone(1000, 440), rate, 1, SF_FORMAT_AIFF | SF_FORMAT_PCM_16);
    std::ofstream(folder.path() / "text.wav") << "no sound at all";
    std::filesystem::create_directory(folder.path() / "folder.wav");
    // The head promises more than the file holds.
    folder.save("cut.wav", tone(1000, 440), rate, 1, SF_FORMAT_FLAC | SF_FORMAT_PCM_16);
    std::filesystem::resize_file(folder.path() / "cut.wav",
                                 std::filesystem::file_size(folder.path() / "cut.wav") / 2);
    ClipStore clips(folder.path(), rate);
    for (const std::string name : {"fast", "stereo", "empty", "nan", "loud", "long", "old", "text",
                                   "folder", "cut", "missing"}) {
        INFO(name);
        Phrase phrase;
        phrase.tokens = {token("one", Millis(90)), token(name, Millis(320)),
                         token("one", Millis(0))};
        const Assembled assembled = assemble(phrase, clips);
        REQUIRE(assembled.problems.size() == 1);
        CHECK(assembled.problems[0].code == "voice.bad_clip");
        CHECK(assembled.problems[0].where == (folder.path() / (name + ".wav")).string());
        CHECK_FALSE(assembled.problems[0].hint.empty());
        REQUIRE(assembled.spans.size() == 2);
        CHECK(assembled.spans[1].first - assembled.spans[0].first == 1000 + 2560);
    }
    Phrase nothing;
    nothing.tokens = {token("missing", Millis(0))};
    CHECK(assemble(nothing, clips).sound.samples.empty());
    CHECK(assemble({}, clips).sound.samples.empty());
}

TEST_CASE("a survey takes unusable files out, so that another melody is said", "[sound]") {
    const Folder folder;
    folder.save("tiga-m.wav", tone(1000, 440));
    VoicePack pack;
    pack.rate = rate;
    pack.clips["num.3"] = {
        "tiga", {{Variant::Middle, "tiga-m.wav"}, {Variant::Final, "tiga-f.wav"}}, 0};
    const Problems problems = ClipStore(folder.path(), rate).survey(pack);
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].where == (folder.path() / "pack.json").string() + "#/clips/num.3/files/f");
    CHECK(problems[0].what.starts_with("tiga-f.wav: "));
    CHECK(pack.clips["num.3"].files ==
          std::map<Variant, std::string>{{Variant::Middle, "tiga-m.wav"}});
}

TEST_CASE("decoded clips are kept within their budget, the last used first", "[sound]") {
    const Folder folder;
    constexpr std::size_t count = 1000;
    constexpr std::size_t clip_bytes = count * sizeof(float);
    for (int clip = 0; clip < 8; ++clip) {
        folder.save(std::to_string(clip) + ".wav", tone(count, 200 + 50 * clip));
    }
    ClipStore clips(folder.path(), rate, 3 * clip_bytes);
    ClipStore plenty(folder.path(), rate);
    for (int times = 0; times < 40; ++times) {
        const std::string file = std::to_string(times * 5 % 8) + ".wav";
        const auto got = clips.samples(file);
        const auto wanted = plenty.samples(file);
        REQUIRE(got);
        REQUIRE(wanted);
        CHECK(std::ranges::equal(got.value(), wanted.value()));
        CHECK(clips.kept_bytes() <= 3 * clip_bytes);
    }
    CHECK(plenty.kept_bytes() == 8 * clip_bytes);
    // One that is longer than the budget is said all the same.
    ClipStore narrow(folder.path(), rate, clip_bytes / 2);
    CHECK(narrow.samples("0.wav"));
    CHECK(narrow.samples("1.wav").value().size() == count);
    CHECK(narrow.kept_bytes() == clip_bytes);
    // What could not be read is not tried again, and costs nothing.
    CHECK_FALSE(narrow.samples("none.wav"));
    CHECK(narrow.samples("1.wav"));
}

TEST_CASE("a clip of 16 bits is kept in half the room, and is the same to the last bit",
          "[sound]") {
    const Folder folder;
    std::vector<std::int16_t> steps{0, 1, -1, 32'767, -32'768};
    for (const float sample : tone(1000, 440)) {
        steps.push_back(static_cast<std::int16_t>(sample * 32'768));
    }
    std::vector<float> samples;
    std::ranges::transform(steps, std::back_inserter(samples),
                           [](std::int16_t step) { return static_cast<float>(step) / 32'768; });
    folder.save_steps("biasa.wav", steps, SF_FORMAT_WAV | SF_FORMAT_PCM_16);
    folder.save_steps("padat.flac", steps, SF_FORMAT_FLAC | SF_FORMAT_PCM_16);
    folder.save("halus.wav", samples);
    ClipStore clips(folder.path(), rate);
    for (const char* file : {"biasa.wav", "padat.flac", "halus.wav", "biasa.wav"}) {
        INFO(file);
        const auto got = clips.samples(file);
        REQUIRE(got);
        CHECK(std::ranges::equal(got.value(), samples));
    }
    CHECK(clips.kept_bytes() == samples.size() * (2 + 2 + 4));
}

TEST_CASE("a thousand calls leave no more than the budget behind", "[sound]") {
    VoicePack pack;
    pack.rate = rate;
    const Folder folder;
    constexpr std::size_t budget = 20'000;
    for (int clip = 0; clip < 40; ++clip) {
        folder.save(std::to_string(clip) + ".wav", tone(800, 200 + 10 * clip), rate, 1,
                    SF_FORMAT_WAV | SF_FORMAT_PCM_16);
        pack.clips["kata." + std::to_string(clip)] = {
            "kata", {{Variant::Middle, std::to_string(clip) + ".wav"}}, 0};
    }
    ClipStore clips(folder.path(), rate, budget);
    ClipFiles files;
    REQUIRE(clips.take_in(pack, files).empty());
    CHECK(clips.kept_bytes() == 0); // nothing is decoded before it is said
    std::size_t most = 0;
    for (int call = 0; call < 1'000; ++call) {
        Phrase phrase;
        for (const int word : {0, call % 40, call * 7 % 40, 1 + call % 39}) {
            phrase.tokens.push_back(token(std::to_string(word), Millis(50)));
        }
        REQUIRE(assemble(phrase, clips).problems.empty());
        most = std::max(most, clips.kept_bytes());
    }
    CHECK(most <= budget);
    CHECK(most > budget / 2);
}

TEST_CASE("a sound is written as it is", "[sound]") {
    const Folder folder;
    const Sound sound{rate, tone(1000, 440)};
    REQUIRE(write_wav(folder.path() / "out.wav", sound));
    ClipStore clips(folder.path(), rate);
    const auto read = clips.samples("out.wav");
    REQUIRE(read);
    REQUIRE(read.value().size() == sound.samples.size());
    for (std::size_t at = 0; at < sound.samples.size(); ++at) {
        REQUIRE(read.value()[at] == Approx(sound.samples[at]).margin(1e-6));
    }
    const Result<Done> failed = write_wav(folder.path() / "nowhere" / "out.wav", sound);
    REQUIRE_FALSE(failed);
    CHECK(failed.problem().code == "sound.not_written");
}
