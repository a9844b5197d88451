// SPDX-License-Identifier: MIT
#include "core/voice_template.hpp"
#include "tests/catch.hpp"

using namespace panggil;
using Kind = TemplatePiece::Kind;

TEST_CASE("a sentence is taken apart into clips, slots and punctuation", "[voice_template]") {
    const VoiceTemplate pieces =
        parse_voice_template("<chime> nomor_antrean {ticket},  opd.dukcapil {n:cardinal}.").value();
    CHECK(pieces == VoiceTemplate{{Kind::Chime, "", ""},
                                  {Kind::Clip, "nomor_antrean", ""},
                                  {Kind::Slot, "ticket", ""},
                                  {Kind::Comma, "", ""},
                                  {Kind::Clip, "opd.dukcapil", ""},
                                  {Kind::Slot, "n", "cardinal"},
                                  {Kind::Stop, "", ""}});
    CHECK(parse_voice_template("").value().empty());
    CHECK(parse_voice_template(" , ").value() == VoiceTemplate{{Kind::Comma, "", ""}});
}

TEST_CASE("a sentence that is written wrong is refused", "[voice_template]") {
    std::string long_text;
    for (int word = 0; word < 65; ++word) {
        long_text += "loket ";
    }
    const std::vector<std::string> wrong = {"{ticket",       "ticket}",   "{}",
                                            "{n:}",          "{:digits}", "<bell>",
                                            "nomor|antrean", "{n}{n}",    long_text};
    for (const std::string& text : wrong) {
        INFO(text);
        const Result<VoiceTemplate> parsed = parse_voice_template(text);
        REQUIRE_FALSE(parsed);
        CHECK(parsed.problem().code == "voice.bad_template");
    }
}
