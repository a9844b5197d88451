// SPDX-License-Identifier: MIT
#include "renderer/sound/clip_store.hpp"
#include "renderer/sound/wav_file.hpp"
#include "renderer/voice_proof.hpp"
#include "tests/catch.hpp"
#include "tests/temporary_folder.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>

using namespace panggil;
using namespace panggil::screen;
namespace fs = std::filesystem;

namespace {

const fs::path packs = fs::path(PANGGIL_SOURCE_DIR) / "audio";

std::vector<std::string> codes(const Problems& problems) {
    std::vector<std::string> all;
    std::ranges::transform(problems, std::back_inserter(all), &Problem::code);
    return all;
}

std::vector<float> tone(float level) {
    std::vector<float> samples(24'000);
    for (std::size_t at = 0; at < samples.size(); ++at) {
        samples[at] = level * std::sin(0.05F * static_cast<float>(at));
    }
    return samples;
}

} // namespace

TEST_CASE("the packs that ship can say everything", "[voice_proof]") {
    for (const char* pack : {"id-ID", "en-US", "mog", "kzp"}) {
        for (const Problem& problem : prove_voice(packs / pack, pack)) {
            FAIL_CHECK(to_line(problem));
        }
    }
}

TEST_CASE("a clip that is lost, cut off, a shout or a whisper is named", "[voice_proof]") {
    const test::TemporaryFolder folder;
    fs::copy(packs / "id-ID", folder.path(), fs::copy_options::recursive);
    const auto spoil = [&](const std::string& clip, float level) {
        std::vector<float> samples = tone(level);
        std::ranges::for_each(samples, [](float& each) { each = std::clamp(each, -1.0F, 1.0F); });
        REQUIRE(write_wav(folder.path() / "clips/num" / clip, {48'000, samples}));
    };
    spoil("3-m.flac", 0.001F);
    spoil("5-m.flac", 3.0F);
    fs::remove(folder.path() / "clips/num/8-m.flac");
    fs::resize_file(folder.path() / "clips/num/9-c.flac", 4'000);
    const Problems problems = prove_voice(folder.path(), "pack.json");
    const auto named = [&](const std::string& code, const std::string& where) {
        return std::ranges::any_of(problems, [&](const Problem& problem) {
            return problem.code == code && problem.where.ends_with(where) && !problem.hint.empty();
        });
    };
    CHECK(named("voice.too_quiet", "#/clips/num.3/files/m"));
    CHECK(named("voice.clipped", "#/clips/num.5/files/m"));
    CHECK(named("voice.too_loud", "#/clips/num.5/files/m"));
    CHECK(named("voice.bad_clip", "pack.json#/clips/num.8/files/m"));
    CHECK(named("voice.bad_clip", "pack.json#/clips/num.9/files/c"));
    CHECK(codes(problems).size() == 5);
}

TEST_CASE("a clip is as loud as it is played, with its gain", "[voice_proof]") {
    const test::TemporaryFolder folder;
    fs::copy(packs / "id-ID", folder.path(), fs::copy_options::recursive);
    ClipStore store(packs / "id-ID", 48'000);
    const auto samples = store.samples("clips/num/3-m.flac").value();
    Sound softer{48'000, {samples.begin(), samples.end()}};
    std::ranges::for_each(softer.samples, [](float& each) { each *= 0.5F; }); // -6.02 dB
    REQUIRE(write_wav(folder.path() / "clips/num/3-m.flac", softer));
    REQUIRE(write_wav(folder.path() / "clips/num/3-c.flac", softer)); // as 3-m, at half its level
    const auto told = [&] { return codes(prove_voice(folder.path(), "pack.json")); };
    CHECK(told() == std::vector<std::string>{"voice.too_quiet", "voice.too_quiet"});
    std::ifstream in(folder.path() / "pack.json");
    std::string pack(std::istreambuf_iterator<char>(in), {});
    const std::string plain =
        R"({"text": "tiga", "files": {"m": "clips/num/3-m.flac", "c": "clips/num/3-c.flac", )"
        R"("f": "clips/num/3-f.flac"}})";
    const std::size_t at = pack.find(plain);
    REQUIRE(at != std::string::npos);
    pack.replace(at, plain.size(),
                 R"({"text": "tiga", "gain_db": 6, "files": {"m": "clips/num/3-m.flac", )"
                 R"("c": "clips/num/3-c.flac"}})");
    std::ofstream(folder.path() / "pack.json") << pack;
    CHECK(told().empty());
}

TEST_CASE("what a hall can call and a voice cannot say is named, each thing once",
          "[voice_proof]") {
    Hall hall;
    hall.agencies = {{"pupr", "PUPR", "Dinas PUPR", "", "opd", "pupr"},
                     {"baru", "Baru", "Dinas Baru", "", "opd", "baru"}};
    hall.services = {{"imb", "pupr", "IMB", "P", 3, "auto"},
                     {"lain", "baru", "Lain", "B", 2, "cardinal_then_digits"}};
    hall.counters = {{"1", 1, "loket", "lobi", "pupr", {"imb"}},
                     {"meja", 2, "meja", "lobi", "baru", {"lain"}}};
    const Problems problems = prove_voice(packs / "id-ID", "audio/id-ID/pack.json", hall);
    REQUIRE(problems.size() == 2);
    CHECK(problems[0].code == "voice.no_agency");
    CHECK(problems[0].where == "audio/id-ID/pack.json#/clips/opd.baru");
    CHECK(is_voice_warning(problems[0].code));
    CHECK(problems[1].code == "voice.missing_clip");
    CHECK(problems[1].where == "audio/id-ID/pack.json#/destinations");
    CHECK_FALSE(is_voice_warning(problems[1].code));
}
