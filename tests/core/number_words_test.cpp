// SPDX-License-Identifier: MIT
#include "core/number_words.hpp"
#include "tests/catch.hpp"
#include "tests/core/small_voice.hpp"
#include "tests/core/terbilang.hpp"

using namespace panggil;
using panggil::test::rules;

namespace {

std::string joined(const ClipKeys& keys) {
    std::string line;
    for (const std::string& key : keys) {
        line += (line.empty() ? "" : " ") + key;
    }
    return line;
}

std::string said(const NumberRules& table, std::int64_t number) {
    const Result<ClipKeys> keys = cardinal(table, number);
    return keys ? joined(keys.value()) : keys.problem().code;
}

} // namespace

TEST_CASE("every number from 0 to 9999 is said as an independent spelling has it",
          "[number_words]") {
    const VoicePack pack = test::small_voice();
    for (int number = 0; number <= 9999; ++number) {
        const Result<ClipKeys> keys = cardinal(pack.numbers.cardinal, number);
        REQUIRE(keys);
        std::string words;
        for (const std::string& key : keys.value()) {
            words += (words.empty() ? "" : " ") + pack.clips.at(key).text;
        }
        if (words != test::terbilang(number)) {
            FAIL(number << " is said \"" << words << '"');
        }
    }
}

TEST_CASE("digits are said one by one with their zeros", "[number_words]") {
    CHECK(joined(digit_by_digit("num.{d}", "0180")) == "num.0 num.1 num.8 num.0");
    CHECK(joined(digit_by_digit("{d}-kecil", "7")) == "7-kecil");
    CHECK(digit_by_digit("num.{d}", "").empty());
}

TEST_CASE("other languages are other tables", "[number_words]") {
    const NumberRules english = rules({{0, "zero"},
                                       {1, "one"},
                                       {2, "two"},
                                       {9, "nine"},
                                       {20, "twenty [>>]"},
                                       {90, "ninety [>>]"},
                                       {100, "<< hundred [and >>]"},
                                       {1000, "<< thousand [>>]"}});
    CHECK(said(english, 999) == "nine hundred and ninety nine");
    CHECK(said(english, 200) == "two hundred");
    CHECK(said(english, 2021) == "two thousand twenty one");
    const NumberRules javanese = rules({{1, "siji"},
                                        {5, "lima"},
                                        {20, "rongpuluh"},
                                        {21, "selikur"},
                                        {25, "selawe"},
                                        {60, "sewidak [>>]"},
                                        {200, "rongatus [>>]"}});
    CHECK(said(javanese, 225) == "rongatus selawe");
    CHECK(said(javanese, 61) == "sewidak siji");
    const NumberRules by_scores = {parse_number_rule(1, "un").value(),
                                   parse_number_rule(4, "quatre").value(),
                                   parse_number_rule(80, "<< vingt [>>]", 20).value()};
    CHECK(said(by_scores, 81) == "quatre vingt un");
}

TEST_CASE("a table that cannot say a number says so, and never hangs", "[number_words]") {
    CHECK(said({}, 3) == "voice.no_number_rule");
    CHECK(said(rules({{5, "lima"}}), 3) == "voice.no_number_rule");
    CHECK(said(rules({{0, "num.0"}}), -1) == "voice.no_number_rule");
    CHECK(said(rules({{0, ">> >>"}}), 0) == "voice.endless_number_rule");
    CHECK(said({parse_number_rule(1, "<< << <<", 1).value()}, 7) == "voice.endless_number_rule");
    CHECK(said(rules({{0, "<<"}}), INT64_MAX) == "voice.endless_number_rule");
}

TEST_CASE("a rule that is written wrong is refused", "[number_words]") {
    CHECK_FALSE(parse_number_rule(20, "num.20 [>>"));
    CHECK_FALSE(parse_number_rule(20, "num.20 >>]"));
    CHECK_FALSE(parse_number_rule(20, "num.20 [[>>]]"));
    CHECK_FALSE(parse_number_rule(20, "   "));
    CHECK_FALSE(
        parse_number_rule(20, "a b c d e f g h i j k l m n o p q r s t u v w x y z a b c d e f g"));
    CHECK_FALSE(parse_number_rule(-1, "num.1"));
    CHECK(parse_number_rule(2000, "<< num.ribu [>>]").value().divisor == 1000);
    CHECK(parse_number_rule(INT64_MAX, "x").value().divisor == 1'000'000'000'000'000'000);
}
