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
              "pack.json#/templates/call asks for the clip \"chime\", which is not there",
              "pack.json#/destinations/gerai asks for the clip \"gerai\", which is not there",
              "pack.json#/letters lacks Q X",
              "pack.json#/numbers/cardinal asks for the clip \"num.ribu\", which is not there"});
    // The letters without a use are still clips that nobody asks for.
    REQUIRE(check.warnings.size() == 3);
    CHECK(check.warnings.back().where == "pack.json#/clips/terima_kasih");
}

TEST_CASE("rules that cannot say a number are an error of the voice", "[voice_check]") {
    VoicePack pack = test::small_voice();
    pack.numbers.cardinal.erase(pack.numbers.cardinal.begin());
    const VoiceCheck check = check_voice(pack, "pack.json");
    REQUIRE(check.errors.size() == 1);
    CHECK(check.errors[0].code == "voice.no_number_rule");
    CHECK(check.errors[0].where == "pack.json#/numbers/cardinal");
}
