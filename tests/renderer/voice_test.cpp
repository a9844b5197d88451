// SPDX-License-Identifier: MIT
#include "core/announcement_queue.hpp"
#include "core/call_stage.hpp"
#include "renderer/voice.hpp"
#include "tests/catch.hpp"
#include "tests/temporary_folder.hpp"

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

TEST_CASE("ten counters that call at once are all heard in time, in order, one after the other",
          "[voice]") {
    Problems problems;
    Result<Voice> voice = Voice::load(default_pack, problems);
    REQUIRE(voice);
    const std::vector<std::string> agencies = {
        "perpustakaan", "keuangan",  "dukcapil", "perdagangan", "nakertrans",
        "pupr",         "kesehatan", "dikbud",   "sosial",      "kesbangpol"};
    AnnouncementQueue queue;
    CallStage stage;
    Moment now{};
    for (std::size_t at = 0; at < agencies.size(); ++at) {
        Announcement each =
            call(std::string(1, "ACFHJKLPRU"[at]) + "018", static_cast<int>(at + 1));
        each.call_id = "1-" + std::to_string(at + 1);
        each.seq = static_cast<Sequence>(at + 1);
        each.agency = agencies[at];
        each.ttl = Millis(120'000);
        REQUIRE(queue.push(each, now + Millis(at), Millis(0)));
    }
    Moment silent_from = now;
    for (Sequence seq = 1; seq <= 10; ++seq) {
        now = std::max(now, stage.free_from(queue.waiting()));
        const NextAnnouncement next = queue.next(now, [](const Announcement&) { return true; });
        REQUIRE(next.dropped.empty());
        REQUIRE(next.play);
        CHECK(next.play->seq == seq);
        const bool in_the_list = seq >= 2 && seq <= 4;
        CHECK(next.form == (in_the_list ? PhraseForm::Merged
                            : seq <= 7  ? PhraseForm::Compact
                                        : PhraseForm::Full));
        CHECK(now >= silent_from);
        OnAir call;
        call.call_id = next.play->call_id;
        stage.enter(call, now);
        const auto utterance = voice.value().utter(*next.play, next.form);
        REQUIRE(utterance);
        CHECK(utterance.value().problems.empty());
        now += utterance.value().length;
        silent_from = now;
        stage.voice_ended(next.play->call_id, now);
        queue.ended(next.play->call_id);
    }
    INFO("the last word came after " << now.time_since_epoch().count() / 1'000 << " ms");
    CHECK(now.time_since_epoch() < std::chrono::seconds(90));
}
