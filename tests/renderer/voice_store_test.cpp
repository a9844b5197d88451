// SPDX-License-Identifier: MIT
/// Voice packs change under a running screen: what is broken never replaces the voice that speaks.
#include "renderer/voice_store.hpp"
#include "tests/catch.hpp"
#include "tests/fakes/manual_screen.hpp"
#include "tests/temporary_folder.hpp"

#include <sndfile.h>

#include <algorithm>
#include <fstream>
#include <poll.h>

using namespace panggil;
using namespace panggil::screen;
namespace fs = std::filesystem;

namespace {

constexpr int rate = 8'000;

/// A voice that says "ding" for every call, in sounds that are quick to read.
class Packs : public test::TemporaryFolder {
public:
    explicit Packs(const std::vector<std::string>& names) {
        for (const std::string& name : names) {
            write(name, "ding");
        }
    }

    [[nodiscard]] fs::path operator[](const std::string& name) const { return path() / name; }

    void write(const std::string& name, const std::string& word, const std::string& more = "") {
        fs::create_directories(path() / name);
        clip(name, word, 0.25F);
        std::ofstream(path() / name / "pack.json")
            << R"({"schema": "voice-pack/1", "id": ")" << name
            << R"(", "lang": "id-ID", "name": "Uji",
                "version": "1", "licence": "CC0-1.0", "source": "a test",
                "audio": {"rate": 8000, "channels": 1}, "letters": {)"
            << letters() << R"(},
                "clips": {"word": {"text": ")"
            << word << R"(", "files": {"m": ")" << word << R"(.wav"}})" << digits(word) << more
            << R"(}, "numbers": {"digits": {"each": "num.{d}"}, "cardinal": {"rules": [)" << rules()
            << R"(]}},
                "destinations": {"loket": "word"}, "ticket": {"plain": "word", "hyphen": "word"},
                "templates": {"call": "word."}})";
    }

    static std::string digits(const std::string& word) {
        std::string text;
        for (char digit = '0'; digit <= '9'; ++digit) {
            text += std::string(R"(, "num.)") + digit + R"(": {"text": "n", "files": {"m": ")" +
                    word + R"(.wav"}})";
        }
        return text;
    }

    static std::string rules() {
        std::string text;
        for (char digit = '0'; digit <= '9'; ++digit) {
            text += std::string("[") + digit + R"(, "num.)" + digit + R"("], )";
        }
        return text + R"([10, "<< >>"])";
    }

    static std::string letters() {
        std::string text;
        for (char letter = 'A'; letter <= 'Z'; ++letter) {
            text += (text.empty() ? "\"" : ", \"") + std::string(1, letter) + R"(": "word")";
        }
        return text;
    }

    void clip(const std::string& name, const std::string& word, float level) {
        SF_INFO info{};
        info.samplerate = rate;
        info.channels = 1;
        info.format = SF_FORMAT_WAV | SF_FORMAT_PCM_16;
        SNDFILE* file = sf_open((path() / name / (word + ".wav")).c_str(), SFM_WRITE, &info);
        REQUIRE(file != nullptr);
        const std::vector<float> samples(rate / 4, level);
        REQUIRE(sf_writef_float(file, samples.data(), rate / 4) == rate / 4);
        sf_close(file);
    }
};

struct Office {
    explicit Office(std::vector<fs::path> packs, const fs::path& spool = {})
        : store(std::move(packs), log, spool) {
        CHECK(store.is_starting()); // nobody has waited for a disk
        CHECK(store.voice() == nullptr);
        while (store.is_starting()) {
            wait();
        }
    }

    /// A turn of the screen.
    void wait() {
        std::vector<pollfd> asked;
        for (const int descriptor : store.descriptors()) {
            asked.push_back({descriptor, POLLIN, 0});
        }
        (void)poll(asked.data(), asked.size(), 5);
        now.mono += Millis(50);
        store.turn(now);
    }

    /// Turns until the store has read what has changed, by its own word.
    void settle() {
        const std::size_t before = log.lines.size();
        const auto standing = store.standing();
        const auto voice = store.voice();
        while (true) {
            wait();
            if (log.lines.size() > before || store.voice() != voice ||
                !(store.standing() == standing)) {
                return;
            }
        }
    }

    [[nodiscard]] std::string says(const std::string& lang = "") {
        Announcement call;
        call.lang = lang;
        call.ticket = "A1";
        call.place_number = 1;
        const auto utterance = store.voice()->utter(call, PhraseForm::Full);
        return utterance ? utterance.value().words : utterance.problem().code;
    }

    /// How often this fault was told, under whatever name.
    [[nodiscard]] std::ptrdiff_t times(std::string_view code) const {
        return std::ranges::count_if(
            log.lines, [&](const LogLine& line) { return line.fields.text("code") == code; });
    }

    [[nodiscard]] std::vector<std::string> told(std::string_view event) const {
        std::vector<std::string> codes;
        for (const LogLine& line : log.lines) {
            if (line.event == event) {
                codes.push_back(line.fields.text("code"));
            }
        }
        return codes;
    }

    Now now{UtcTime{Millis{1'795'478'400'000}}, Moment{std::chrono::hours(1)}};
    testing::KeptLog log;
    VoiceStore store;
};

using Codes = std::vector<std::string>;

} // namespace

TEST_CASE("a changed pack speaks from the next call on; one that is broken never does",
          "[voice_store]") {
    Packs packs({"suara"});
    Office office({packs["suara"]});
    REQUIRE(office.store.voice());
    CHECK(office.store.standing().state.empty());
    CHECK(office.says() == "ding.");
    const auto at_a_call = office.store.voice();

    std::ofstream(packs["suara"] / "pack.json") << "{";
    office.settle();
    CHECK(office.store.standing().state == "old");
    CHECK(office.store.standing().fault.find("pack.json") != std::string::npos);
    CHECK(office.told("voice.rejected") == Codes{"voice.bad_json"});
    CHECK(office.says() == "ding.");

    packs.write("suara", "dong");
    office.settle();
    CHECK(office.store.standing().state.empty());
    CHECK(office.store.standing().fault.empty());
    CHECK(office.says() == "dong.");
    CHECK(office.told("voice.loaded").size() == 2);
    // Whoever is at a call says it in the voice that it began with.
    Announcement call;
    call.ticket = "A1";
    call.place_number = 1;
    CHECK(at_a_call->utter(call, PhraseForm::Full).value().words == "ding.");
}

TEST_CASE("a pack that lost a clip, or its folder, leaves the voice that has it whole",
          "[voice_store]") {
    Packs packs({"suara"});
    Office office({packs["suara"]});
    fs::remove(packs["suara"] / "ding.wav");
    office.settle();
    CHECK(office.store.standing().state == "old");
    CHECK(office.told("voice.rejected").front() == "voice.bad_clip");
    CHECK(office.says() == "ding.");
    fs::remove_all(packs["suara"]);
    office.settle();
    CHECK(office.store.standing().state == "old");
    CHECK(office.says() == "ding.");
    // A new folder in its place, as when somebody copies it anew.
    packs.write("baru", "dong");
    fs::rename(packs["baru"], packs["suara"]);
    office.settle();
    CHECK(office.says() == "dong.");
    INFO(office.store.standing().fault);
    CHECK(office.store.standing().state.empty());
}

TEST_CASE("what was accepted is said to the last sample, whatever happens to its files",
          "[voice_store]") {
    Packs packs({"suara"});
    packs.write("en-US", "dang");
    const test::TemporaryFolder state;
    Office office({packs["suara"]}, state.path());
    const auto sound_of = [](Voice& voice) {
        Announcement call;
        call.lang = "en-US";
        call.ticket = "A1";
        call.place_number = 1;
        const auto utterance = voice.utter(call, PhraseForm::Full);
        REQUIRE(utterance);
        CHECK(utterance.value().problems.empty());
        return utterance.value().sound->samples;
    };
    Problems problems;
    auto fresh = Voice::load(packs["suara"], problems);
    REQUIRE(fresh);
    const auto wanted = sound_of(fresh.value());
    CHECK(std::ranges::any_of(wanted, [](float sample) { return sample > 0.1F; }));

    // Nothing was decoded yet: written over in place, cut off, and taken away.
    packs.clip("suara", "ding", 0.5F);
    fs::resize_file(packs["en-US"] / "dang.wav", 50);
    CHECK(sound_of(*office.store.voice()) == wanted);
    const auto at_a_call = office.store.voice();
    fs::remove_all(packs["suara"]);
    fs::remove_all(packs["en-US"]);
    fs::remove_all(state.path());
    office.settle();
    CHECK(sound_of(*at_a_call) == wanted);
    CHECK(office.says() == "ding.");
}

TEST_CASE("other samples under the same name are another voice; the same ones are no news",
          "[voice_store]") {
    Packs packs({"suara"});
    Office office({packs["suara"]});
    const auto before = office.store.voice();
    packs.clip("suara", "ding", 0.5F);
    office.settle();
    CHECK(office.store.voice() != before);
    const auto after = office.store.voice();
    const std::size_t lines = office.log.lines.size();
    packs.clip("suara", "ding", 0.5F); // written anew, bit for bit
    std::ofstream(packs["suara"] / "catatan.txt") << "sebuah catatan";
    packs.write("suara", "dong"); // what comes after it has been seen with it
    office.settle();
    CHECK(office.store.voice() != after);
    CHECK(office.log.lines.size() == lines + 1);
}

TEST_CASE("where the wanted pack cannot be used at the start another one stands in for it",
          "[voice_store]") {
    Packs packs({"suara", "id-ID"});
    packs.write("id-ID", "dang");
    std::ofstream(packs["suara"] / "pack.json") << "{";
    Office office({packs["suara"], packs["id-ID"]});
    CHECK(office.says() == "dang.");
    CHECK(office.store.standing().state == "other");
    CHECK(office.store.standing().fault.find("suara/pack.json") != std::string::npos);
    packs.write("suara", "ding");
    office.settle();
    CHECK(office.says() == "ding.");
    CHECK(office.store.standing().state.empty());
}

TEST_CASE("where there is no voice at all, that is said, until there is one", "[voice_store]") {
    Packs packs({"suara"});
    fs::remove(packs["suara"] / "pack.json");
    Office office({packs["suara"]});
    CHECK(office.store.voice() == nullptr);
    CHECK(office.store.standing().state == "none");
    CHECK(office.told("voice.rejected") == Codes{"file.cannot_read"});
    packs.write("suara", "ding");
    office.settle();
    REQUIRE(office.store.voice());
    CHECK(office.says() == "ding.");
}

TEST_CASE("a pack that lacks a clip from the start speaks as far as it goes, and takes what comes",
          "[voice_store]") {
    Packs packs({"suara"});
    packs.write("suara", "ding", R"(, "more": {"text": "more", "files": {"m": "more.wav"}})");
    Office office({packs["suara"]});
    CHECK(office.store.standing().state == "incomplete");
    CHECK(office.store.standing().fault.find("more.wav") != std::string::npos);
    CHECK(office.says() == "ding.");
    packs.clip("suara", "more", 0.25F);
    office.settle();
    CHECK(office.store.standing().state.empty());
}

TEST_CASE(
    "a language whose pack breaks beside the wanted one is spoken as before; all else moves on",
    "[voice_store]") {
    Packs packs({"suara"});
    packs.write("en-US", "dang");
    Office office({packs["suara"]});
    CHECK(office.says("en-US") == "ding. dang.");
    CHECK(office.store.standing().state.empty());

    std::ofstream(packs["en-US"] / "pack.json") << "{";
    office.settle();
    CHECK(office.store.standing().state == "old");
    CHECK(office.store.standing().fault.find("en-US/pack.json") != std::string::npos);
    CHECK(office.told("voice.rejected") == Codes{"voice.bad_json"});
    CHECK(office.says("en-US") == "ding. dang.");
    packs.write("suara", "dong");
    office.settle();
    CHECK(office.says("en-US") == "dong. dang.");
    CHECK(office.store.standing().state == "old");

    packs.write("en-US", "deng");
    office.settle();
    CHECK(office.says("en-US") == "dong. deng.");
    CHECK(office.store.standing().state.empty());
    fs::remove(packs["en-US"] / "deng.wav");
    office.settle();
    CHECK(office.store.standing().fault.find("deng.wav") != std::string::npos);
    CHECK(office.says("en-US") == "dong. deng.");
    fs::remove(packs["en-US"] / "pack.json"); // somebody is about to copy another one
    office.settle();
    CHECK(office.store.standing().state == "old");
    CHECK(office.told("voice.rejected").back() == "voice.no_language");
    CHECK(office.says("en-US") == "dong. deng.");
}

TEST_CASE("a language whose folder is taken away is no longer spoken", "[voice_store]") {
    Packs packs({"suara"});
    packs.write("en-US", "dang");
    Office office({packs["suara"]});
    CHECK(office.says("en-US") == "ding. dang.");
    fs::remove_all(packs["en-US"]);
    office.settle();
    CHECK(office.says("en-US") == "ding.");
    CHECK(office.store.standing().state.empty());
    CHECK(office.told("voice.language_gone").size() == 1);
    packs.write("en-US", "deng");
    office.settle();
    CHECK(office.says("en-US") == "ding. deng.");
}

TEST_CASE("a fault of a language beside the wanted pack is told once for each version",
          "[voice_store]") {
    Packs packs({"suara"});
    packs.write("en-US", "dang");
    Office office({packs["suara"]});
    std::ofstream(packs["en-US"] / "pack.json") << "{";
    office.settle();
    CHECK(office.times("voice.bad_json") == 1);
    packs.write("suara", "dong");
    office.settle();
    CHECK(office.says("en-US") == "dong. dang.");
    CHECK(office.times("voice.bad_json") == 1);
    packs.write("en-US", "dang");
    office.settle();
    std::ofstream(packs["en-US"] / "pack.json") << "{";
    office.settle();
    CHECK(office.times("voice.bad_json") == 2);
}

TEST_CASE("a folder of packs that is missing at the start is noticed when it comes",
          "[voice_store]") {
    const Packs later({});
    Office office({later["site/audio/suara"]});
    CHECK(office.store.standing().state == "none");
    const Packs packs({"suara"});
    fs::create_directory(later["site"]); // one step at a time
    fs::rename(packs.path(), later["site/audio"]);
    office.settle();
    REQUIRE(office.store.voice());
    CHECK(office.says() == "ding.");
}

TEST_CASE("a link to packs that is turned to others is noticed", "[voice_store]") {
    const Packs before({"suara"});
    Packs after({});
    after.write("suara", "dong");
    const Packs site({});
    fs::create_directory_symlink(before.path(), site["audio"]);
    Office office({site["audio/suara"]});
    CHECK(office.says() == "ding.");
    fs::create_directory_symlink(after.path(), site["new"]);
    fs::rename(site["new"], site["audio"]);
    office.settle();
    CHECK(office.says() == "dong.");
    fs::remove(site["audio"]); // and once more, by way of nothing
    office.settle();
    CHECK(office.store.standing().state == "old");
    fs::create_directory_symlink(before.path(), site["audio"]);
    office.settle();
    CHECK(office.says() == "ding.");
}

TEST_CASE("a language whose pack is broken from the start is told, and the hall's own is spoken",
          "[voice_store]") {
    Packs packs({"suara", "en-US"});
    std::ofstream(packs["en-US"] / "pack.json") << "{";
    Office office({packs["suara"]});
    CHECK(office.says("en-US") == "ding.");
    CHECK(office.store.standing().state == "beside"); // the hall's own lacks nothing
    CHECK(office.store.standing().fault.find("en-US/pack.json") != std::string::npos);
}
