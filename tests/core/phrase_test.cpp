// SPDX-License-Identifier: MIT
#include "core/phrase.hpp"
#include "tests/catch.hpp"
#include "tests/core/small_voice.hpp"
#include "tests/core/terbilang.hpp"

#include <algorithm>

using namespace panggil;
using panggil::test::add_clip;
using panggil::test::call;
using panggil::test::sentence;
using panggil::test::small_voice;

namespace {

std::string words(const Announcement& announcement, PhraseForm form = PhraseForm::Full,
                  const VoicePack& pack = small_voice()) {
    const Result<Phrase> phrase = compose(announcement, pack, form);
    return phrase ? phrase.value().words : phrase.problem().code;
}

Announcement recall(int attempt) {
    Announcement again = call("F018", 3);
    again.kind = "recall";
    again.attempt = attempt;
    return again;
}

/// "nomor_antrean/m+90 let.F/m+130 ..."
std::string clips_of(const Phrase& phrase) {
    std::string line;
    for (const PhraseToken& token : phrase.tokens) {
        line += (line.empty() ? "" : " ") + token.clip + '/' + letter_of(token.variant) + '+' +
                std::to_string(token.gap_after.count());
    }
    return line;
}

} // namespace

TEST_CASE("a call is said as it is printed", "[phrase]") {
    CHECK(words(call("F018", 3)) ==
          "nomor antrean ef nol satu delapan, silakan menuju loket tiga.");
    CHECK(words(call("A012", 12)) ==
          "nomor antrean a nol satu dua, silakan menuju loket dua belas.");
    CHECK(words(call("A12", 1)) == "nomor antrean a dua belas, silakan menuju loket satu.");
    CHECK(words(call("L412", 10)) ==
          "nomor antrean el empat ratus dua belas, silakan menuju loket sepuluh.");
    CHECK(words(call("4K-10", 2)) == "nomor antrean empat ka, sepuluh, silakan menuju loket dua.");
    CHECK(words(call("AB-007", 2)) ==
          "nomor antrean a be, nol nol tujuh, silakan menuju loket dua.");
    CHECK(words(call("f018", 3)) == words(call("F018", 3)));
}

TEST_CASE("the agency is named where there is a clip for it and time", "[phrase]") {
    CHECK(words(call("F018", 3, "dukcapil")) ==
          "nomor antrean ef nol satu delapan, silakan menuju Dinas Kependudukan dan Pencatatan "
          "Sipil, loket tiga.");
    CHECK(words(call("F018", 3, "tanpa_klip")) == words(call("F018", 3)));
    CHECK(words(call("F018", 3, "dukcapil"), PhraseForm::Compact) ==
          "nomor antrean ef nol satu delapan, loket tiga.");
    Announcement stall = call("F018", 3, "dukcapil");
    stall.place = "gerai";
    CHECK(words(stall) == "nomor antrean ef nol satu delapan, silakan menuju gerai tiga.");
}

TEST_CASE("each attempt has its sentence, the last one stays", "[phrase]") {
    CHECK(words(recall(2)).starts_with("panggilan kedua, nomor antrean ef"));
    CHECK(words(recall(3)).starts_with("panggilan terakhir, nomor antrean ef"));
    CHECK(words(recall(9)) == words(recall(3)));
    CHECK(words(recall(1)) == words(recall(2)));
    // No compact recall in this pack: the full sentence, with the short destination.
    Announcement with_agency = recall(2);
    with_agency.agency = "dukcapil";
    CHECK(words(with_agency, PhraseForm::Compact) ==
          "panggilan kedua, nomor antrean ef nol satu delapan, silakan menuju loket tiga.");
    Announcement priority = call("A012", 1);
    priority.priority = "lansia";
    CHECK(words(priority) ==
          "antrean prioritas, nomor antrean a nol satu dua, silakan menuju loket satu.");
}

TEST_CASE("who was handed on is told to go on, and a priority ticket stays one", "[phrase]") {
    VoicePack pack = small_voice();
    add_clip(pack, "silakan_lanjut", "silakan lanjut ke", "m");
    const auto said = [&pack](const char* kind, int attempt, std::string priority) {
        Announcement announcement = call("F018", 3);
        announcement.kind = kind;
        announcement.attempt = attempt;
        announcement.priority = std::move(priority);
        const auto phrase = compose(announcement, pack, PhraseForm::Full);
        return phrase ? phrase.value().words : phrase.problem().code;
    };
    // This pack knows neither: the plain sentences stand in.
    CHECK(said("transfer", 1, "") == said("call", 1, ""));
    CHECK(said("transfer", 1, "lansia") == said("call", 1, ""));
    CHECK(said("recall", 2, "lansia") == said("recall", 2, ""));
    pack.templates["transfer"] = {sentence("nomor_antrean {ticket}, silakan_lanjut {dest}.")};
    pack.templates["recall.priority"] = {sentence("antrean_prioritas, panggilan_kedua, {ticket}.")};
    CHECK(said("transfer", 1, "") ==
          "nomor antrean ef nol satu delapan, silakan lanjut ke loket tiga.");
    CHECK(said("transfer", 1, "lansia") == said("transfer", 1, ""));
    CHECK(said("recall", 2, "lansia") ==
          "antrean prioritas, panggilan kedua, ef nol satu delapan.");
    pack.templates["transfer.priority"] = {sentence("antrean_prioritas, {ticket}, {dest}.")};
    CHECK(said("transfer", 1, "lansia") == "antrean prioritas, ef nol satu delapan, loket tiga.");
}

TEST_CASE("the style of a service decides how its numbers are read", "[phrase]") {
    const auto number = [](std::string style, int attempt) {
        Announcement styled = recall(attempt);
        styled.ticket = "B042";
        styled.number_style = std::move(style);
        const std::string line = words(styled);
        const std::size_t from = line.find(" be ") + 4;
        return line.substr(from, line.find(',', from) - from);
    };
    CHECK(number("digits", 2) == "nol empat dua");
    CHECK(number("cardinal", 2) == "empat puluh dua");
    CHECK(number("auto", 2) == "nol empat dua");
    CHECK(number("", 2) == "nol empat dua");
    CHECK(number("of a later version", 2) == "nol empat dua");
    CHECK(number("cardinal_then_digits", 1) == "empat puluh dua");
    CHECK(number("cardinal_then_digits", 2) == "nol empat dua");
}

TEST_CASE("punctuation chooses melody and silence", "[phrase]") {
    const Phrase phrase = compose(call("F18", 3), small_voice(), PhraseForm::Full).value();
    CHECK(clips_of(phrase) ==
          "chime/m+250 nomor_antrean/m+90 let.F/m+130 num.8/m+90 num.belas/c+320 "
          "silakan_menuju/m+90 loket/m+90 num.3/f+0");
    CHECK(phrase.tokens.back().file == "num.3-f.wav");
    CHECK(phrase.problems.empty());
    CHECK(phrase.fade == Millis(8));
}

TEST_CASE("a clip without the wanted melody lends the next best", "[phrase]") {
    VoicePack pack = small_voice();
    pack.clips["num.3"].files = {{Variant::Comma, "tiga.wav"}};
    CHECK(compose(call("F18", 3), pack, PhraseForm::Full).value().tokens.back().file == "tiga.wav");
    pack.fallbacks.clear();
    CHECK(compose(call("F18", 3), pack, PhraseForm::Full).value().tokens.back().file == "tiga.wav");
}

TEST_CASE("what the pack lacks is left out and reported, the rest is said", "[phrase]") {
    VoicePack pack = small_voice();
    pack.clips.erase("num.8");
    pack.clips["silakan_menuju"].files.clear();
    const Phrase phrase = compose(call("F088", 3), pack, PhraseForm::Full).value();
    CHECK(phrase.words == "nomor antrean ef nol, loket tiga.");
    REQUIRE(phrase.problems.size() == 2);
    CHECK(phrase.problems[0].code == "voice.missing_clip");
    CHECK(phrase.problems[0].where == "kecil#/clips/num.8");
    CHECK(phrase.missing == TextList{"num.8", "silakan_menuju"});
    CHECK(phrase.problems[1].where == "kecil#/clips/silakan_menuju");

    Announcement desk = call("F018", 3);
    desk.place = "meja";
    CHECK(words(desk) == "nomor antrean ef nol satu delapan, silakan menuju tiga.");
    VoicePack no_cardinals = small_voice();
    no_cardinals.numbers.cardinal.clear();
    CHECK(words(call("F18", 3), PhraseForm::Full, no_cardinals) ==
          "nomor antrean ef satu delapan, silakan menuju loket tiga.");
}

TEST_CASE("only what cannot be said at all is refused", "[phrase]") {
    CHECK(words(call("", 3)) == "bad_ticket");
    CHECK(words(call("halo", 3)) == "bad_ticket");
    CHECK(words(call("F018", 3), PhraseForm::Full, VoicePack{}) == "voice.no_template");
    Announcement closing = call("F018", 3);
    closing.kind = "closing";
    CHECK(words(closing) == "voice.no_template");
    CHECK(words(call("F018", -3)) == "voice.bad_place");
    CHECK(words(call("F018", 10'000)) == "voice.bad_place");
    CHECK(words(call("F018", 9'999)) != "voice.bad_place");
    CHECK(words(call("F018", 0)) != "voice.bad_place"); // a place that has no number
    VoicePack mute = small_voice();
    mute.clips.clear();
    CHECK(words(call("F018", 3), PhraseForm::Full, mute) == "voice.nothing_to_say");
    VoicePack turning = small_voice();
    turning.plain_ticket = test::sentence("{ticket} {ticket}");
    turning.destinations["loket"] = test::sentence("{dest} {dest} loket {n}");
    CHECK(words(call("F018", 3), PhraseForm::Full, turning).starts_with("nomor antrean"));
}

TEST_CASE("after the last call a number is said once more, not called for the last time again",
          "[phrase]") {
    VoicePack pack = small_voice();
    Announcement recall = call("F018", 3);
    recall.kind = "recall";
    recall.attempt = 4;
    CHECK(words(recall, PhraseForm::Full, pack).starts_with("panggilan terakhir, "));
    test::add_clip(pack, "sekali_lagi", "sekali lagi", "c");
    pack.templates["repeat"] = {test::sentence("sekali_lagi, nomor_antrean {ticket}, {dest}.")};
    const std::string again = "sekali lagi, nomor antrean ef nol satu delapan, loket tiga.";
    CHECK(words(recall, PhraseForm::Full, pack) == again);
    CHECK(words(recall, PhraseForm::Compact, pack) == again);
    recall.attempt = 3;
    CHECK(words(recall, PhraseForm::Full, pack).starts_with("panggilan terakhir, "));
    recall.attempt = 9;
    pack.templates["recall"].resize(1); // a pack that counts no calls
    CHECK(words(recall, PhraseForm::Full, pack).starts_with("panggilan kedua, "));
}

TEST_CASE("another kind of announcement is another template, never a call", "[phrase]") {
    VoicePack pack = small_voice();
    pack.templates["attention"] = {test::sentence("nomor_antrean {ticket}.")};
    Announcement attention = call("F018", 3);
    attention.kind = "attention";
    attention.attempt = 2;
    CHECK(words(attention, PhraseForm::Compact, pack) == "nomor antrean ef nol satu delapan.");
}

TEST_CASE("every ticket of a hall gets its words", "[phrase]") {
    const VoicePack pack = small_voice();
    for (int number = 0; number <= 9999; ++number) {
        const std::string digits = std::to_string(number);
        const std::string padded =
            std::string(4 - std::min<std::size_t>(4, digits.size()), '0') + digits;
        const bool same = padded == digits;
        const std::string expected_padded =
            same ? test::terbilang(number) : test::digits_spelled(padded);
        if (words(call("K" + padded, 5), PhraseForm::Compact, pack) !=
            "nomor antrean ka " + expected_padded + ", loket lima.") {
            FAIL(padded);
        }
        if (number > 0 && words(call("K" + digits, 5), PhraseForm::Compact, pack) !=
                              "nomor antrean ka " + test::terbilang(number) + ", loket lima.") {
            FAIL(digits);
        }
    }
}

TEST_CASE("a call right after another one has no chime and the same words", "[phrase]") {
    const VoicePack pack = small_voice();
    const Phrase rung = compose(call("F018", 3), pack, PhraseForm::Full).value();
    const Phrase silent = compose(call("F018", 3), pack, PhraseForm::Full, Chime::Silent).value();
    CHECK(rung.tokens.front().clip == chime_clip);
    CHECK(silent.words == rung.words);
    CHECK(silent.tokens == std::vector<PhraseToken>(rung.tokens.begin() + 1, rung.tokens.end()));
}
