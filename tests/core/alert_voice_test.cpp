// SPDX-License-Identifier: MIT
#include "core/alert_voice.hpp"
#include "tests/catch.hpp"

#include <set>

using namespace panggil;

namespace {

constexpr UtcTime utc{Millis{1'795'478'400'000}};
constexpr Moment start{std::chrono::hours(1)};

Record alert(const std::string& kind, std::int64_t drill = 0) {
    Record record;
    record.set("kind", kind).set("drill", drill);
    return record;
}

std::string due(const AlertVoice& voice, Moment now) {
    const auto text = voice.due(now);
    return text ? text->kind : "";
}

} // namespace

TEST_CASE("the gravest alert comes first, and each returns after a pause", "[alert_voice]") {
    QueueState state;
    AlertVoice voice;
    voice.look(state, utc);
    CHECK(due(voice, start).empty());
    CHECK_FALSE(voice.next_due());
    CHECK_FALSE(voice.holds_calls());

    state.records["alert/1"] = alert("gempa");
    state.records["alert/2"] = alert("tsunami");
    state.records["alert/2"].set("level", "awas");
    voice.look(state, utc);
    CHECK(voice.holds_calls());
    CHECK(due(voice, start) == "alert.tsunami.awas");
    voice.said(*voice.due(start), start);
    CHECK(due(voice, start) == "alert.gempa");
    voice.said(*voice.due(start), start);
    voice.look(state, utc);
    CHECK(due(voice, start).empty());
    CHECK(voice.next_due() == start + AlertVoice::pause);
    CHECK(due(voice, start + AlertVoice::pause) == "alert.tsunami.awas");
}

TEST_CASE("the end is said once, to those who were told the beginning", "[alert_voice]") {
    QueueState state;
    AlertVoice voice;
    state.records["alert/1"] = alert("gempa");
    voice.look(state, utc);
    state.records.clear(); // taken back before it was said
    voice.look(state, utc);
    CHECK(due(voice, start).empty());

    state.records["alert/2"] = alert("gempa", 1);
    voice.look(state, utc);
    CHECK(due(voice, start) == "alert.gempa.drill");
    voice.begun(*voice.due(start));
    CHECK(due(voice, start + std::chrono::hours(1)).empty());
    state.records.clear(); // while it is being said
    voice.look(state, utc);
    voice.look(state, utc);
    CHECK(due(voice, start) == "alert.clear.drill");
    CHECK(voice.holds_calls());
    voice.said(*voice.due(start), start);
    voice.look(state, utc);
    CHECK(due(voice, start).empty());
    CHECK_FALSE(voice.holds_calls());
}

TEST_CASE("what was not heard to its end is due again at once, and still has an end",
          "[alert_voice]") {
    QueueState state;
    AlertVoice voice;
    state.records["alert/1"] = alert("gempa");
    voice.look(state, utc);
    const AlertText text = *voice.due(start);
    voice.begun(text);
    CHECK(due(voice, start).empty());
    voice.failed(text, start);
    CHECK(due(voice, start) == "alert.gempa");
    state.records.clear();
    voice.look(state, utc);
    voice.failed(*voice.due(start), start);
    CHECK(due(voice, start) == "alert.clear");
}

TEST_CASE("an alert that is raised anew makes the end of the last one untrue", "[alert_voice]") {
    QueueState state;
    AlertVoice voice;
    state.records["alert/1"] = alert("gempa");
    voice.look(state, utc);
    voice.said(*voice.due(start), start);
    state.records.clear();
    voice.look(state, utc);
    state.records["alert/5"] = alert("tsunami");
    voice.look(state, utc);
    CHECK(due(voice, start) == "alert.tsunami");
}

TEST_CASE("an alert ends by itself at its time; a power cut holds no call", "[alert_voice]") {
    QueueState state;
    AlertVoice voice;
    state.records["alert/1"] = alert("listrik-padam");
    state.records["alert/1"].set("until", utc.time_since_epoch().count() + 1000);
    voice.look(state, utc);
    CHECK(due(voice, start) == "alert.listrik-padam");
    CHECK_FALSE(voice.holds_calls());
    voice.said(*voice.due(start), start);
    voice.look(state, utc + Millis(1000));
    CHECK(due(voice, start) == "alert.clear");
}

TEST_CASE("a voice is told every sentence that an alert may be said by, in earnest and as a drill",
          "[alert_voice]") {
    const auto names = alert_sentences();
    const std::set<std::string> all(names.begin(), names.end());
    CHECK(all.size() == names.size());
    for (const char* name : {"alert.gempa", "alert.tsunami", "alert.clear"}) {
        INFO(name);
        CHECK(all.contains(name));
        CHECK(all.contains(name + std::string(".drill")));
    }
    CHECK(names.size() % 2 == 0);
}
