// SPDX-License-Identifier: MIT
// The packs that ship, and how one leans on another. No line of the programs knows a language.
#include "renderer/voice.hpp"
#include "tests/catch.hpp"
#include "tests/core/english.hpp"
#include "tests/core/terbilang.hpp"
#include "tests/temporary_folder.hpp"

#include <fstream>

using namespace panggil;
using namespace panggil::screen;
namespace fs = std::filesystem;

namespace {

const fs::path packs = fs::path(PANGGIL_SOURCE_DIR) / "audio";

Announcement call(std::string ticket, int counter, std::string style = "auto") {
    Announcement announcement;
    announcement.ticket = std::move(ticket);
    announcement.place_number = counter;
    announcement.number_style = std::move(style);
    return announcement;
}

Language loaded(const fs::path& folder) {
    Problems problems;
    Result<Language> language = Language::load(folder, problems);
    for (const Problem& problem : problems) {
        UNSCOPED_INFO(to_line(problem));
    }
    CHECK(problems.empty());
    REQUIRE(language);
    return std::move(language).value();
}

std::string words(const Language& language, const Announcement& announcement,
                  PhraseForm form = PhraseForm::Full) {
    const Result<Phrase> phrase = compose(announcement, language.pack(), form);
    return phrase && phrase.value().problems.empty() ? phrase.value().words : "a problem";
}

/// Packs that were written for this test, side by side.
class Packs : public test::TemporaryFolder {
public:
    void add(const std::string& name, const std::string& manifest) const {
        fs::create_directories(path() / name);
        std::ofstream(path() / name / "pack.json") << manifest;
    }

    [[nodiscard]] std::string refusal(const std::string& name) const {
        Problems problems;
        const Result<Language> language = Language::load(path() / name, problems);
        return language ? "" : to_line(language.problem());
    }
};

std::string leaning_on(const std::string& other, int rate = 48'000) {
    return R"({"schema": "voice-pack/1", "id": "x", "lang": "x", "licence": "CC0-1.0", )"
           R"("falls_back_to": ")" +
           other + R"(", "audio": {"rate": )" + std::to_string(rate) +
           R"(, "channels": 1}, "clips": {}})";
}

} // namespace

TEST_CASE("every number of a hall is said as independent spellings have it", "[language]") {
    const Language indonesian = loaded(packs / "id-ID");
    const Language english = loaded(packs / "en-US");
    for (int number = 0; number <= 9999; ++number) {
        const std::string digits = std::to_string(number);
        const auto said = [&](const Language& language, const char* style) {
            return words(language, call("K" + digits, 5, style), PhraseForm::Compact);
        };
        const bool right =
            said(indonesian, "cardinal") ==
                "nomor antrean ka " + test::terbilang(number) + ", loket lima." &&
            said(indonesian, "digits") ==
                "nomor antrean ka " + test::digits_spelled(digits) + ", loket lima." &&
            said(english, "cardinal") ==
                "ticket number K " + test::spelled_in_english(number) + ", counter five." &&
            said(english, "digits") ==
                "ticket number K " + test::digits_in_english(digits) + ", counter five.";
        if (!right) {
            FAIL(number);
        }
    }
}

TEST_CASE("a regional pack says its own numbers and leans on the national one for the rest",
          "[language]") {
    const Language mongondow = loaded(packs / "mog");
    CHECK(words(mongondow, call("F018", 3)) ==
          "nomor antrean ef nol mita' ualu, silakan menuju loket tolu'.");
    CHECK(words(mongondow, call("F21", 12), PhraseForm::Compact) ==
          "nomor antrean ef doyowa' no pulu' bo mita', loket mopulu' bo doyowa'.");
    CHECK(words(mongondow, call("F121", 3), PhraseForm::Compact) ==
          "nomor antrean ef mogatut bo doyowa' no pulu' bo mita', loket tolu'.");
    CHECK(words(mongondow, call("F2100", 3), PhraseForm::Compact) ==
          "nomor antrean ef doyowa' no ribu bo mogatut, loket tolu'.");
    Language speaking = loaded(packs / "mog");
    const auto said = speaking.say(call("F018", 3), PhraseForm::Full, Chime::Rings);
    REQUIRE(said);
    CHECK(said.value().problems.empty());
    CHECK(said.value().sound.samples.size() > 48'000 * 4);
}

TEST_CASE("a regional greeting stands before the national call", "[language]") {
    Language kaidipang = loaded(packs / "kzp");
    CHECK(words(kaidipang, call("F018", 3)) ==
          "assalamualaikum, nomor antrean ef nol satu delapan, silakan menuju loket tiga.");
    CHECK(words(kaidipang, call("F018", 3), PhraseForm::Compact) ==
          "nomor antrean ef nol satu delapan, loket tiga.");
    const auto said = kaidipang.say(call("F018", 3), PhraseForm::Full, Chime::Rings);
    REQUIRE(said);
    CHECK(said.value().problems.empty());
    CHECK(said.value().sound.samples.size() > 48'000 * 5);
}

TEST_CASE("a ticket with a language of its own is called in both", "[language]") {
    Problems problems;
    Result<Voice> voice = Voice::load(packs / "id-ID", problems);
    REQUIRE(voice);
    Announcement announcement = call("F018", 3);
    const Utterance home = voice.value().utter(announcement, PhraseForm::Full).value();
    announcement.lang = "id-ID";
    CHECK(voice.value().utter(announcement, PhraseForm::Full).value().words == home.words);
    announcement.lang = "en-US";
    const Utterance both = voice.value().utter(announcement, PhraseForm::Full).value();
    CHECK(both.words ==
          home.words + " ticket number F zero one eight, please go to counter three.");
    CHECK(both.problems.empty());
    REQUIRE(both.sound->samples.size() > home.sound->samples.size() + 48'000 * 3);
    CHECK(std::equal(home.sound->samples.begin(), home.sound->samples.end(),
                     both.sound->samples.begin()));
}

TEST_CASE("a language that the hall has no pack for is told once and costs nothing", "[language]") {
    Problems problems;
    Result<Voice> voice = Voice::load(packs / "id-ID", problems);
    REQUIRE(voice);
    for (const std::string lang : {"fr-FR", "../../etc", "x", "a/b"}) {
        Announcement announcement = call("F018", 3);
        announcement.lang = lang;
        INFO(lang);
        const Utterance first = voice.value().utter(announcement, PhraseForm::Full).value();
        CHECK(first.words == "nomor antrean ef nol satu delapan, silakan menuju loket tiga.");
        CHECK(first.problems.size() == 1);
        CHECK(voice.value().utter(announcement, PhraseForm::Full).value().problems.empty());
    }
}

TEST_CASE("packs that lean on each other in a ring, on nothing, or out of the folder are refused",
          "[language]") {
    const Packs folder;
    folder.add("a", leaning_on("b"));
    folder.add("b", leaning_on("c"));
    folder.add("c", leaning_on("a"));
    folder.add("self", leaning_on("self"));
    folder.add("lost", leaning_on("nowhere"));
    folder.add("out", leaning_on("../audio"));
    CHECK(folder.refusal("a").find("c/pack.json#/falls_back_to: leads from") != std::string::npos);
    CHECK(folder.refusal("self").find("id-ID") != std::string::npos);
    CHECK(folder.refusal("lost").find("nowhere/pack.json") != std::string::npos);
    CHECK(folder.refusal("out").find("#/falls_back_to: is not a folder's name") !=
          std::string::npos);
    fs::create_directory_symlink(packs / "id-ID", folder.path() / "id-ID");
    folder.add("slow", leaning_on("id-ID", 22'050));
    CHECK(folder.refusal("slow").find("has 48000 Hz, this pack has 22050") != std::string::npos);
    folder.add("empty", leaning_on("id-ID"));
    const Language empty = loaded(folder.path() / "empty");
    CHECK(words(empty, call("F018", 3)) ==
          "nomor antrean ef nol satu delapan, silakan menuju loket tiga.");
}
