// SPDX-License-Identifier: MIT
#include "core/voice_check.hpp"
#include "tests/catch.hpp"
#include "tests/core/small_voice.hpp"

#include <algorithm>

using namespace panggil;

TEST_CASE("a complete voice has nothing missing", "[voice_check]") {
    const VoiceCheck check = check_voice(test::small_voice(), "pack.json");
    CHECK(check.errors.empty());
    CHECK(check.warnings.empty());
}

TEST_CASE("each hole of a voice is named once with who needs it", "[voice_check]") {
    VoicePack pack = test::small_voice();
    pack.clips.erase("num.ribu");
    pack.clips.erase("gerai");
    pack.clips["chime"].files.clear();
    pack.letters.erase('Q');
    pack.letters.erase('X');
    test::add_clip(pack, "terima_kasih", "terima kasih");
    const VoiceCheck check = check_voice(pack, "pack.json");
    std::vector<std::string> lines;
    std::ranges::transform(check.errors, std::back_inserter(lines), [](const Problem& problem) {
        return problem.where + ' ' + problem.what;
    });
    CHECK(lines ==
          std::vector<std::string>{
              "pack.json#/clips/chime has no file that can be used, and templates/call asks for it",
              "pack.json#/destinations/gerai asks for the clip \"gerai\", which is not there",
              "pack.json#/letters lacks Q X",
              "pack.json#/numbers/cardinal/rules/17 asks for the clip \"num.ribu\", which is not "
              "there"});
    // The letters without a use are still clips that nobody asks for.
    REQUIRE(check.warnings.size() == 3);
    CHECK(check.warnings.back().where == "pack.json#/clips/terima_kasih");
}

TEST_CASE("a voice whose sentences begin without a chime needs none", "[voice_check]") {
    VoicePack pack = test::small_voice();
    pack.templates = {{"call", {test::sentence("nomor_antrean {ticket}, silakan_menuju {dest}.")}}};
    pack.clips.erase("chime");
    const VoiceCheck check = check_voice(pack, "pack.json");
    for (const Problem& problem : check.errors) {
        CHECK(problem.what.find("chime") == std::string::npos);
        CHECK(problem.where.find("chime") == std::string::npos);
    }
}

TEST_CASE("a clip that is nearly there is guessed", "[voice_check]") {
    VoicePack pack = test::small_voice();
    pack.templates["call.compact"] = {test::sentence("nomor_antrian {ticket}, {dest}.")};
    const VoiceCheck check = check_voice(pack, "pack.json");
    REQUIRE(check.errors.size() == 1);
    CHECK(check.errors[0].where == "pack.json#/templates/call.compact");
    CHECK(check.errors[0].hint.starts_with("did you mean \"nomor_antrean\"?"));
}

TEST_CASE("rules that cannot say a number are an error of the voice, each told once",
          "[voice_check]") {
    VoicePack pack = test::small_voice();
    SECTION("a hole, at the rules that lead into it") {
        pack.numbers.cardinal.erase(pack.numbers.cardinal.begin()); // 0 is gone
        const VoiceCheck check = check_voice(pack, "pack.json");
        REQUIRE(check.errors.size() == 1);
        CHECK(check.errors[0].code == "voice.no_number_rule");
        CHECK(check.errors[0].where == "pack.json#/numbers/cardinal/rules/1");
        CHECK(check.errors[0].what.find("below 1") != std::string::npos);
    }
    SECTION("a rule that is missing, at the one that says its numbers instead") {
        pack.numbers.cardinal.erase(pack.numbers.cardinal.begin() + 7);  // 7 is gone
        pack.numbers.cardinal.erase(pack.numbers.cardinal.begin() + 14); // and 200 with it
        const VoiceCheck check = check_voice(pack, "pack.json");
        REQUIRE(check.errors.size() == 2);
        CHECK(check.errors[0].where == "pack.json#/numbers/cardinal/rules/6");
        CHECK(check.errors[0].what == "says 7 with the words of 6");
        CHECK(check.errors[1].where == "pack.json#/numbers/cardinal/rules/14");
        CHECK(check.errors[1].what == "says 200 with the words of 100");
    }
    SECTION("a ring, at its rule") {
        pack.numbers.cardinal[14] = parse_number_rule(100, "num.100 [<<]", 1).value();
        pack.numbers.cardinal[14].listed = 14;
        pack.numbers.cardinal[15] = parse_number_rule(200, "<< num.ratus", 1).value();
        pack.numbers.cardinal[15].listed = 15;
        const VoiceCheck check = check_voice(pack, "pack.json");
        REQUIRE(check.errors.size() == 1);
        CHECK(check.errors[0].code == "voice.endless_number_rule");
        CHECK(check.errors[0].where == "pack.json#/numbers/cardinal/rules/15");
    }
}
