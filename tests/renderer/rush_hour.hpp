// SPDX-License-Identifier: MIT
#pragma once
/// The calls of a hall at its worst, and the voice that says them.

#include "core/announcement_queue.hpp"
#include "renderer/voice.hpp"
#include "tests/catch.hpp"

#include <array>
#include <random>

namespace panggil::tests {

inline const std::filesystem::path default_pack =
    std::filesystem::path(PANGGIL_SOURCE_DIR) / "audio/id-ID";

inline screen::Voice default_voice() {
    Problems problems;
    auto voice = screen::Voice::load(default_pack, problems);
    REQUIRE(problems.empty());
    return std::move(voice).value();
}

inline Announcement call_number(int number, std::mt19937& chance) {
    static const std::array<std::string, 10> agencies{
        "perpustakaan", "keuangan",  "dukcapil", "perdagangan", "nakertrans",
        "pupr",         "kesehatan", "dikbud",   "sosial",      "kesbangpol"};
    const std::string prefixes = "ACFHJKLPRU";
    const std::size_t counter = chance() % 10;
    Announcement call;
    call.seq = number;
    call.call_id = "1-" + std::to_string(number);
    call.attempt = chance() % 5 == 0 ? 2 : 1;
    call.kind = call.attempt > 1 ? "recall" : "call";
    const std::string digits = std::to_string(chance() % 300 + 1);
    call.ticket = prefixes[counter] + std::string(3 - digits.size(), '0') + digits;
    call.place_number = static_cast<std::int64_t>(counter + 1);
    call.agency = agencies[counter];
    call.priority = chance() % 20 == 0 ? "lansia" : "";
    call.ttl = std::chrono::seconds(120);
    return call;
}

/// One call as it is said: in the form that the queue chose, and without a chime where speech had
/// only just ended.
struct SaidCall {
    Announcement call;
    PhraseForm form = PhraseForm::Full;
    Chime chime = Chime::Rings;
    screen::Utterance utterance;
};

/// A thousand calls, one every six seconds, in the hour's own time. Gives those that are said, in
/// order, to `hear`, and answers how many came too late to be said.
template <class Hear>
int rush_hour(screen::Voice& voice, Hear hear) {
    constexpr int calls = 1000;
    std::mt19937 chance(20261124); // NOLINT(cert-msc51-cpp): the same hour each time
    std::exponential_distribution<double> gap(1.0 / 6.0);
    AnnouncementQueue queue;
    Moment now{};
    Moment next_call{};
    std::optional<Moment> last_word;
    int called = 0;
    int said = 0;
    int late = 0;
    while (said + late < calls) {
        while (called < calls && next_call <= now) {
            queue.push(call_number(++called, chance), next_call, Millis{0});
            next_call += Micros(static_cast<std::int64_t>(gap(chance) * 1e6));
        }
        const NextAnnouncement next = queue.next(now, [](const Announcement&) { return true; });
        late += static_cast<int>(next.dropped.size());
        if (!next.play) {
            now = std::max(now + Micros{1}, next_call);
            continue;
        }
        const Chime chime =
            last_word && now - *last_word < std::chrono::seconds(3) ? Chime::Silent : Chime::Rings;
        auto utterance = voice.utter(*next.play, next.form, chime);
        REQUIRE(utterance);
        REQUIRE(utterance.value().problems.empty());
        ++said;
        now += utterance.value().length;
        last_word = now;
        queue.ended(next.play->call_id);
        now += Millis(600);
        hear(SaidCall{*next.play, next.form, chime, std::move(utterance).value()});
    }
    return late;
}

} // namespace panggil::tests
