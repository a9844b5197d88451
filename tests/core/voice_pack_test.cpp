// SPDX-License-Identifier: MIT
/// A pack that is no more than a few clips speaks with what the pack behind it has.
#include "core/voice_pack.hpp"
#include "tests/catch.hpp"

using namespace panggil;

TEST_CASE("a partial pack keeps its own and takes the rest from the pack behind it",
          "[voice_pack]") {
    VoicePack base;
    base.clips["num.1"] = {"satu", {{Variant::Final, "satu.ogg"}}, 0};
    base.clips["num.2"] = {"dua", {{Variant::Final, "dua.ogg"}}, 0};
    base.clips["num.3"] = {"tiga", {{Variant::Final, "tiga.ogg"}}, 0};
    base.letters = {{'A', "letter.a"}, {'B', "letter.b"}};
    VoicePack own;
    own.id = "kantor";
    own.clips["num.1"] = {"esa", {{Variant::Final, "esa.ogg"}}, -3};
    own.clips["num.2"] = {"dua", {}, 0}; // named, without a recording
    own.letters = {{'A', "letter.alfa"}};

    const VoicePack whole = completed(own, base);
    CHECK(whole.id == "kantor");
    CHECK(whole.clips.at("num.1") == own.clips.at("num.1"));
    CHECK(whole.clips.at("num.2") == base.clips.at("num.2"));
    CHECK(whole.clips.at("num.3") == base.clips.at("num.3"));
    CHECK(whole.letters.at('A') == "letter.alfa");
    CHECK(whole.letters.at('B') == "letter.b");
}

TEST_CASE("how numbers, tickets and places are said is taken whole, or not at all",
          "[voice_pack]") {
    const VoiceTemplate plain{{TemplatePiece::Kind::Slot, "letters", ""}};
    const VoiceTemplate hyphen{{TemplatePiece::Kind::Slot, "number", "digits"}};
    VoicePack base;
    base.fallbacks[Variant::Comma] = {Variant::Comma, Variant::Final};
    base.numbers.cardinal = {NumberRule{1, 1, {}}};
    base.numbers.usual = NumberStyle::Digits;
    base.plain_ticket = plain;
    base.hyphen_ticket = hyphen;
    base.destinations = {{"loket", plain}, {"gerai", plain}};
    base.templates = {{"call", {plain}}, {"recall", {plain}}};
    CHECK(completed({}, base) == base);

    VoicePack own;
    own.fallbacks[Variant::Comma] = {Variant::Middle};
    own.numbers.cardinal = {NumberRule{2, 1, {}}};
    own.plain_ticket = hyphen;
    own.hyphen_ticket = plain;
    own.destinations = {{"loket", hyphen}};
    own.templates = {{"call", {hyphen, hyphen}}};
    const VoicePack whole = completed(own, base);
    CHECK(whole.fallbacks == own.fallbacks);
    CHECK(whole.numbers == own.numbers);
    CHECK(whole.plain_ticket == hyphen);
    CHECK(whole.hyphen_ticket == plain);
    CHECK(whole.destinations.at("loket") == hyphen);
    CHECK(whole.destinations.at("gerai") == plain);
    CHECK(whole.templates.at("call").size() == 2);
    CHECK(whole.templates.at("recall").size() == 1);
}

TEST_CASE("a melody has one letter, and no other letter is one", "[voice_pack]") {
    for (const Variant variant : all_variants) {
        CHECK(variant_of(std::string(1, letter_of(variant))) == variant);
    }
    CHECK(variant_of("m") == Variant::Middle);
    CHECK(variant_of("c") == Variant::Comma);
    CHECK(variant_of("f") == Variant::Final);
    CHECK_FALSE(variant_of("x"));
    CHECK_FALSE(variant_of(""));
    CHECK_FALSE(variant_of("mm"));
}

TEST_CASE("a number is said in one of four styles", "[voice_pack]") {
    CHECK(number_style("auto") == NumberStyle::Auto);
    CHECK(number_style("digits") == NumberStyle::Digits);
    CHECK(number_style("cardinal") == NumberStyle::Cardinal);
    CHECK(number_style("cardinal_then_digits") == NumberStyle::CardinalThenDigits);
    CHECK_FALSE(number_style("roman"));
}
