// SPDX-License-Identifier: MIT
#include "codec/voice_pack_codec.hpp"
#include "core/phrase.hpp"
#include "core/voice_check.hpp"
#include "tests/catch.hpp"
#include "tests/core/terbilang.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <random>

using namespace panggil;
using codec::decode_voice_pack;
using codec::VoicePackReading;

namespace {

std::string bytes_of(const std::string& path) {
    std::ifstream file(std::string(PANGGIL_SOURCE_DIR) + '/' + path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

const VoicePackReading& default_voice() {
    static const VoicePackReading reading =
        decode_voice_pack(bytes_of("audio/id-ID/pack.json"), "audio/id-ID/pack.json");
    return reading;
}

std::vector<std::string> lines(const Problems& problems) {
    std::vector<std::string> all;
    std::ranges::transform(problems, std::back_inserter(all), to_line);
    return all;
}

Announcement call(std::string ticket, int counter, std::string style = "auto") {
    Announcement announcement;
    announcement.ticket = std::move(ticket);
    announcement.place_number = counter;
    announcement.number_style = std::move(style);
    return announcement;
}

std::string words(const Announcement& announcement, PhraseForm form = PhraseForm::Full) {
    const Result<Phrase> phrase = compose(announcement, default_voice().pack, form);
    return phrase && phrase.value().problems.empty() ? phrase.value().words : "a problem";
}

} // namespace

TEST_CASE("the default voice is read without a complaint and is complete", "[voice_pack_codec]") {
    const VoicePackReading& reading = default_voice();
    CHECK(lines(reading.errors).empty());
    CHECK(lines(reading.warnings).empty());
    CHECK(reading.usable());
    CHECK(reading.pack.id == "id-ID-bawaan");
    CHECK(reading.pack.rate == 48'000);
    CHECK(reading.pack.joins.rules.size() == 5);
    CHECK(lines(check_voice(reading.pack, "pack.json").errors).empty());
}

TEST_CASE("the default voice says every number from 0 to 9999 in both styles",
          "[voice_pack_codec]") {
    for (int number = 0; number <= 9999; ++number) {
        const std::string printed = std::to_string(number);
        const std::string end = ", silakan menuju loket satu.";
        const std::string as_cardinal = words(call("K" + printed, 1, "cardinal"));
        const std::string as_digits = words(call("K" + printed, 1, "digits"));
        if (as_cardinal != "nomor antrean ka " + test::terbilang(number) + end ||
            as_digits != "nomor antrean ka " + test::digits_spelled(printed) + end) {
            FAIL(printed << ": " << as_cardinal << " / " << as_digits);
        }
    }
}

TEST_CASE("the default voice says calls as a speaker of Indonesian would", "[voice_pack_codec]") {
    Announcement announcement = call("F018", 3);
    announcement.agency = "dukcapil";
    CHECK(words(announcement) == "nomor antrean ef nol satu delapan, silakan menuju Dinas "
                                 "Kependudukan dan Pencatatan Sipil, loket tiga.");
    CHECK(words(announcement, PhraseForm::Compact) ==
          "nomor antrean ef nol satu delapan, loket tiga.");
    announcement.attempt = 2;
    announcement.kind = "recall";
    CHECK(words(announcement, PhraseForm::Compact) ==
          "panggilan kedua, nomor antrean ef nol satu delapan, loket tiga.");
    announcement.attempt = 3;
    CHECK(words(announcement) ==
          "panggilan terakhir, nomor antrean ef nol satu delapan, silakan menuju Dinas "
          "Kependudukan dan Pencatatan Sipil, loket tiga.");
    announcement.attempt = 5;
    CHECK(words(announcement) ==
          "sekali lagi, nomor antrean ef nol satu delapan, silakan menuju Dinas "
          "Kependudukan dan Pencatatan Sipil, loket tiga.");
    CHECK(words(call("4K-10", 12)) ==
          "nomor antrean empat ka, sepuluh, silakan menuju loket dua belas.");
    Announcement priority = call("A112", 8);
    priority.priority = "disabilitas";
    priority.place = "gerai";
    CHECK(words(priority) ==
          "antrean prioritas, nomor antrean a seratus dua belas, silakan menuju gerai delapan.");
}

TEST_CASE("every fault of a pack is found in one pass, with its place", "[voice_pack_codec]") {
    const VoicePackReading reading = decode_voice_pack(R"({
        "schema": "voice-pack/2", "id": 7, "lang": "id-ID", "licence": "CC0-1.0", "colour": "red",
        "audio": {"rate": 4000, "channels": 2},
        "joins": {"word": {"gap_ms": -5}, "rules": [{"after": "let.*"}]},
        "variants": {"m": ["m", "x"]},
        "clips": {"num.1": {"text": "satu", "files": {"m": "../satu.wav", "q": "satu.wav"}},
                  "num.2": {"text": "dua", "files": {"m": "/etc/passwd"}},
                  "loket": {"text": "loket", "files": {"m": "loket.wav"}, "gain_db": 40}},
        "letters": {"AB": "let.A"},
        "numbers": {"default": "roman", "digits": {"each": "num"},
                    "cardinal": {"rules": [[0, "num.0"], [1], [20, "num.20 [>>"]]}},
        "ticket": {"plain": "{prefix} {dest}"},
        "destinations": {"loket": "loket {n:loud}"},
        "templates": {"call": "nomor {ticket", "recall": ["panggilan {name}", 7]}
    })",
                                                       "p.json");
    CHECK_FALSE(reading.usable());
    std::vector<std::string> places;
    std::ranges::transform(reading.errors, std::back_inserter(places),
                           [](const Problem& problem) { return problem.where; });
    CHECK(places == std::vector<std::string>{
                        "p.json#/schema",
                        "p.json#/id",
                        "p.json#/audio/rate",
                        "p.json#/audio/channels",
                        "p.json#/joins/word/gap_ms",
                        "p.json#/joins/rules/0/before",
                        "p.json#/variants/m",
                        "p.json#/clips/loket/gain_db",
                        "p.json#/clips/num.1/files/m",
                        "p.json#/clips/num.1/files/q",
                        "p.json#/clips/num.1/files",
                        "p.json#/clips/num.2/files/m",
                        "p.json#/clips/num.2/files",
                        "p.json#/letters/AB",
                        "p.json#/numbers/default",
                        "p.json#/numbers/digits/each",
                        "p.json#/numbers/cardinal/rules/1",
                        "p.json#/numbers/cardinal/rules/2",
                        "p.json#/ticket/plain",
                        "p.json#/ticket/hyphen",
                        "p.json#/destinations/loket",
                        "p.json#/templates/call",
                        "p.json#/templates/recall/0",
                        "p.json#/templates/recall/1",
                    });
    for (const Problem& problem : reading.errors) {
        CHECK_FALSE(problem.what.empty());
        CHECK_FALSE(problem.hint.empty());
    }
    REQUIRE(reading.warnings.size() == 1);
    CHECK(reading.warnings[0].where == "p.json#/colour");
}

TEST_CASE("what is no pack at all is one problem and no crash", "[voice_pack_codec]") {
    for (const std::string_view bytes : {"", "{", "[]", "7", "{\"schema\": 1e999}"}) {
        const VoicePackReading reading = decode_voice_pack(bytes, "p.json");
        CHECK_FALSE(reading.errors.empty());
        CHECK_FALSE(reading.usable());
    }
    CHECK_FALSE(decode_voice_pack("{}", "p.json").usable());
    CHECK(decode_voice_pack(std::string(3 << 20, ' '), "p.json").errors.size() == 1);
}

TEST_CASE("a pack cut anywhere, or with any member of a wrong kind, is survived",
          "[voice_pack_codec]") {
    const std::string whole = bytes_of("audio/id-ID/pack.json");
    for (std::size_t length = 0; length < whole.size(); length += 97) {
        CHECK_FALSE(decode_voice_pack(whole.substr(0, length), "p.json").usable());
    }
    for (const std::string_view key : {"schema", "audio", "joins", "variants", "clips", "letters",
                                       "numbers", "ticket", "destinations", "templates"}) {
        for (const std::string_view value : {"null", "7", "[]", "\"x\"", "{}", "[[[]]]"}) {
            const std::string text = "{\"" + std::string(key) + "\": " + std::string(value) + "}";
            INFO(text);
            const VoicePackReading reading = decode_voice_pack(text, "p.json");
            CHECK_FALSE(reading.errors.empty());
            (void)check_voice(reading.pack, "p.json");
            (void)compose(call("F018", 3), reading.pack, PhraseForm::Full);
        }
    }
}

TEST_CASE("a pack with any bytes changed is read, checked and spoken without harm",
          "[voice_pack_codec]") {
    const std::string whole = bytes_of("audio/id-ID/pack.json");
    constexpr std::string_view likely = "{}[]\",:.<>09-aAn ";
    for (unsigned seed = 0; seed < 300; ++seed) {
        std::mt19937 random(seed);
        const auto up_to = [&](std::size_t most) {
            return std::uniform_int_distribution<std::size_t>(0, most)(random);
        };
        std::string bytes = whole;
        for (std::size_t changes = up_to(8); changes > 0; --changes) {
            // Within the grammar at the end as often as anywhere.
            const std::size_t at =
                up_to(1) == 0 ? up_to(bytes.size() - 1) : bytes.size() - 1 - up_to(4'000);
            bytes[at] = likely[up_to(likely.size() - 1)];
        }
        const VoicePackReading reading = decode_voice_pack(bytes, "p.json");
        (void)check_voice(reading.pack, "p.json");
        for (const std::string ticket : {"F018", "4K-10", "ZZZ9999"}) {
            for (int attempt = 1; attempt <= 3; ++attempt) {
                Announcement announcement = call(ticket, 12);
                announcement.attempt = attempt;
                const auto phrase = compose(announcement, reading.pack, PhraseForm::Full);
                CHECK((!phrase || !phrase.value().tokens.empty()));
            }
        }
    }
}
