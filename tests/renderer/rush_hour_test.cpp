// SPDX-License-Identifier: MIT
// A thousand calls, one every six seconds, as in a hall at its worst: each is said in the form that
// the queue chooses, and measured as the hall hears it.
#include "tests/catch.hpp"
#include "tests/renderer/loudness.hpp"
#include "tests/renderer/rush_hour.hpp"

#include <cmath>
#include <map>

using namespace panggil;
using namespace panggil::screen;
using namespace panggil::tests;

namespace {

double seconds(const Utterance& utterance) {
    return std::chrono::duration<double>(utterance.length).count();
}

} // namespace

TEST_CASE("every call of a rush hour is heard, equally loud, one after the other", "[rush_hour]") {
    Voice voice = default_voice();
    std::map<PhraseForm, int> forms;
    double highest = -100;
    const int late = rush_hour(voice, [&](const SaidCall& said) {
        const Loudness loudness = measure(*said.utterance.sound);
        INFO(said.utterance.words);
        CHECK(loudness.integrated == Approx(-18.0).margin(0.5));
        highest = std::max(highest, 20 * std::log10(loudness.true_peak));
        ++forms[said.form];
    });
    CHECK(late == 0);
    CHECK(highest <= -1.5);
    CHECK(forms.size() == 3); // it was an hour in which every form was needed
}

TEST_CASE("a call takes no more of the hall's time than it must", "[rush_hour]") {
    Voice voice = default_voice();
    Announcement call;
    call.ticket = "F018";
    call.place_number = 3;
    CHECK(seconds(voice.utter(call, PhraseForm::Full).value()) <= 7.5);
    CHECK(seconds(voice.utter(call, PhraseForm::Compact).value()) <= 5.0);
}
