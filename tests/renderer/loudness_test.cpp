// SPDX-License-Identifier: MIT
// The default voice as the hall hears it: whole calls, measured.
#include "codec/voice_pack_codec.hpp"
#include "renderer/sound/assemble.hpp"
#include "tests/catch.hpp"
#include "tests/renderer/loudness.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

using namespace panggil;
using namespace panggil::screen;
using namespace panggil::tests;

namespace {

const std::filesystem::path folder = std::filesystem::path(PANGGIL_SOURCE_DIR) / "audio/id-ID";

VoicePack default_voice() {
    std::ifstream file(folder / "pack.json", std::ios::binary);
    const std::string bytes(std::istreambuf_iterator<char>(file), {});
    return codec::decode_voice_pack(bytes, "pack.json").pack;
}

std::vector<Announcement> calls_of_a_day() {
    std::vector<Announcement> calls;
    const std::vector<std::string> agencies = {
        "perpustakaan", "keuangan",   "dukcapil",  "perdagangan",
        "nakertrans",   "pupr",       "kesehatan", "dikbud",
        "sosial",       "kesbangpol", ""};
    const std::string prefixes = "ACFHJKLPRUZ";
    for (std::size_t at = 0; at < agencies.size(); ++at) {
        for (const std::string number : {"018", "7", "-112", "2046"}) {
            for (int attempt = 1; attempt <= 3; ++attempt) {
                Announcement call;
                call.kind = attempt == 1 ? "call" : "recall";
                call.attempt = attempt;
                call.ticket = prefixes[at] + number;
                call.place_number = static_cast<std::int64_t>(at + 1);
                call.agency = agencies[at];
                calls.push_back(call);
            }
        }
    }
    return calls;
}

} // namespace

TEST_CASE("every file of the default voice can be played", "[loudness]") {
    VoicePack pack = default_voice();
    ClipStore clips(folder, pack.rate);
    CHECK(clips.survey(pack).empty());
    for (const auto& [key, clip] : pack.clips) {
        for (const auto& [variant, file] : clip.files) {
            INFO(file);
            CHECK(clips.samples(file));
        }
    }
}

TEST_CASE("a call of the default voice has -18 LUFS and room below full scale", "[loudness]") {
    const VoicePack pack = default_voice();
    ClipStore clips(folder, pack.rate);
    double highest = 0;
    for (const Announcement& call : calls_of_a_day()) {
        for (const PhraseForm form : {PhraseForm::Full, PhraseForm::Compact}) {
            const Phrase phrase = compose(call, pack, form).value();
            const Assembled assembled = assemble(phrase, clips);
            REQUIRE(assembled.problems.empty());
            const Loudness loudness = measure(assembled.sound);
            INFO(phrase.words);
            CHECK(loudness.integrated == Approx(-18.0).margin(1.0));
            highest = std::max(highest, loudness.true_peak);
        }
    }
    CHECK(highest <= 0.842); // -1.5 dBTP
}

TEST_CASE("in a call of the default voice each clip is found whole, in order, once it is due",
          "[loudness]") {
    const VoicePack pack = default_voice();
    ClipStore clips(folder, pack.rate);
    for (const Announcement& call : calls_of_a_day()) {
        const Phrase phrase = compose(call, pack, PhraseForm::Full).value();
        const Assembled assembled = assemble(phrase, clips);
        const std::vector<float>& buffer = assembled.sound.samples;
        REQUIRE(assembled.spans.size() == phrase.tokens.size());
        std::size_t free_from = 0;
        for (std::size_t at = 0; at < phrase.tokens.size(); ++at) {
            const ClipSpan& span = assembled.spans[at];
            const auto clip = clips.samples(phrase.tokens[at].file).value();
            REQUIRE(span.first >= free_from);
            REQUIRE(std::ranges::equal(
                std::span<const float>(buffer).subspan(span.first, span.count), clip));
            const std::size_t gap =
                static_cast<std::size_t>(phrase.tokens[at].gap_after.count() * pack.rate / 1000);
            free_from = span.first + span.count + gap;
            if (at + 1 < phrase.tokens.size()) {
                REQUIRE(assembled.spans[at + 1].first == free_from);
            }
        }
        REQUIRE(buffer.size() == free_from + 4'800);
    }
}
