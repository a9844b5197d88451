// SPDX-License-Identifier: MIT
#include "renderer/sound/assemble.hpp"
#include "renderer/voice.hpp"
#include "tests/catch.hpp"
#include "tests/renderer/temporary_folder.hpp"

#include <algorithm>
#include <fstream>

using namespace panggil;
using namespace panggil::screen;
namespace fs = std::filesystem;

namespace {

const fs::path default_pack = fs::path(PANGGIL_SOURCE_DIR) / "audio/id-ID";

Announcement call(std::string ticket, int counter) {
    Announcement announcement;
    announcement.ticket = std::move(ticket);
    announcement.place_number = counter;
    return announcement;
}

/// A copy of the default pack, to be damaged.
class Copy : public test::TemporaryFolder {
public:
    Copy() {
        fs::copy(default_pack / "clips", path() / "clips", fs::copy_options::recursive);
        fs::copy(default_pack / "pack.json", path() / "pack.json");
    }
};

} // namespace

TEST_CASE("the default voice says a call as one buffer and one line of words", "[voice]") {
    Problems problems;
    Result<Voice> voice = Voice::load(default_pack, problems);
    REQUIRE(voice);
    CHECK(problems.empty());
    const Result<Utterance> utterance = voice.value().utter(call("F018", 3), PhraseForm::Full);
    REQUIRE(utterance);
    CHECK(utterance.value().words ==
          "nomor antrean ef nol satu delapan, silakan menuju loket tiga.");
    CHECK(utterance.value().problems.empty());
    CHECK(utterance.value().sound->rate == 48'000);
    CHECK(utterance.value().length ==
          Micros(static_cast<std::int64_t>(utterance.value().sound->samples.size()) * 1'000'000 /
                 48'000));
    CHECK(utterance.value().length > std::chrono::seconds(4));
    CHECK(utterance.value().length < std::chrono::seconds(12));
    const auto compact = voice.value().utter(call("F018", 3), PhraseForm::Compact);
    CHECK(compact.value().length < utterance.value().length);
    CHECK_FALSE(voice.value().utter(call("???", 3), PhraseForm::Full));
}

TEST_CASE("lost clips are told at once and cost a call their words", "[voice]") {
    const Copy pack;
    fs::remove(pack.path() / "clips/num/3-f.flac"); // two other melodies are left
    fs::remove(pack.path() / "clips/let/F-m.flac");
    fs::remove(pack.path() / "clips/let/F-c.flac");
    std::ofstream(pack.path() / "clips/num/8-c.flac") << "fLaC, or so it says";
    Problems problems;
    Result<Voice> voice = Voice::load(pack.path(), problems);
    REQUIRE(voice);
    std::vector<std::string> codes;
    std::ranges::transform(problems, std::back_inserter(codes), &Problem::code);
    CHECK(codes == std::vector<std::string>{"voice.bad_clip", "voice.bad_clip", "voice.bad_clip",
                                            "voice.bad_clip", "voice.missing_clip"});
    const Result<Utterance> utterance = voice.value().utter(call("F018", 3), PhraseForm::Full);
    REQUIRE(utterance);
    CHECK(utterance.value().words == "nomor antrean nol satu delapan, silakan menuju loket tiga.");
    REQUIRE(utterance.value().problems.size() == 1);
    CHECK(utterance.value().problems[0].code == "voice.missing_clip");
}

TEST_CASE("a clip that breaks while the hall is open lends another melody, or costs its word",
          "[voice]") {
    const Copy pack;
    Problems problems;
    Result<Voice> voice = Voice::load(pack.path(), problems);
    REQUIRE(voice);
    fs::resize_file(pack.path() / "clips/phrase/silakan_menuju-m.flac", 500);
    fs::resize_file(pack.path() / "clips/num/3-f.flac", 500);
    for (const std::size_t complaints : {3U, 1U}) {
        const Result<Utterance> utterance = voice.value().utter(call("F018", 3), PhraseForm::Full);
        REQUIRE(utterance);
        CHECK(utterance.value().words == "nomor antrean ef nol satu delapan, loket tiga.");
        CHECK(utterance.value().problems.size() == complaints);
        CHECK(utterance.value().problems.back().code == "voice.missing_clip");
    }
    fs::remove_all(pack.path() / "clips");
    CHECK(voice.value().utter(call("F018", 3), PhraseForm::Full)); // what was said once is kept
    CHECK(voice.value().utter(call("B777", 5), PhraseForm::Full)); // so are the words around it
    Problems none;
    Result<Voice> mute = Voice::load(pack.path(), none);
    REQUIRE(mute);
    CHECK(mute.value().utter(call("F018", 3), PhraseForm::Full).problem().code ==
          "voice.nothing_to_say");
}

TEST_CASE("a folder that is no voice says why", "[voice]") {
    const test::TemporaryFolder folder;
    Problems problems;
    CHECK(Voice::load(folder.path(), problems).problem().code == "file.cannot_read");
    std::ofstream(folder.path() / "pack.json") << R"({"schema": "voice-pack/1", "templates": {}})";
    CHECK(Voice::load(folder.path(), problems).problem().code == "voice.missing");
    std::ofstream(folder.path() / "pack.json") << "{";
    CHECK(Voice::load(folder.path(), problems).problem().code == "voice.bad_json");
}
