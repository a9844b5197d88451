// SPDX-License-Identifier: MIT
// A thousand calls, one every six seconds, as in a hall at its worst: each is said in the form that
// the queue chooses, and measured as the hall hears it.
#include "core/announcement_queue.hpp"
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
    std::mt19937 chance(20261124); // NOLINT(cert-msc51-cpp): the same hour each time
    std::exponential_distribution<double> gap(1.0 / 6.0);
    AnnouncementQueue queue;
    Moment now{};
    Moment next_call{};
    std::optional<Moment> last_word;
    int called = 0;
    int said = 0;
    int late = 0;
    std::map<PhraseForm, int> forms;
    double highest = -100;
    const auto arrive = [&] {
        while (called < 1000 && next_call <= now) {
            queue.push(call_number(++called, chance), next_call, Millis{0});
            next_call += Micros(static_cast<std::int64_t>(gap(chance) * 1e6));
        }
    };
    while (said + late < 1000) {
        arrive();
        const NextAnnouncement next = queue.next(now, [](const Announcement&) { return true; });
        late += static_cast<int>(next.dropped.size());
        if (!next.play) {
            now = std::max(now + Micros{1}, next_call);
            continue;
        }
        const Chime chime =
            last_word && now - *last_word < std::chrono::seconds(3) ? Chime::Silent : Chime::Rings;
        const auto utterance = voice.utter(*next.play, next.form, chime);
        REQUIRE(utterance);
        REQUIRE(utterance.value().problems.empty());
        const Loudness loudness = measure(*utterance.value().sound);
        INFO(utterance.value().words);
        CHECK(loudness.integrated == Approx(-18.0).margin(0.5));
        highest = std::max(highest, 20 * std::log10(loudness.true_peak));
        ++forms[next.form];
        ++said;
        now += utterance.value().length;
        last_word = now;
        queue.ended(next.play->call_id);
        now += Millis(600);
    }
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
