// SPDX-License-Identifier: MIT
#include "core/speaker.hpp"
#include "tests/catch.hpp"
#include "tests/core/small_hall.hpp"

using namespace panggil;
using namespace panggil::tests;

namespace {

constexpr Moment start{std::chrono::hours(1)};

/// The speaker of a zone after choosing; "" = none.
std::string chosen(Driver& hall, const std::vector<SpeakerCandidate>& candidates, Moment now,
                   const std::string& zone = "lobi") {
    if (const auto event = choose_speakers(hall.state, candidates, start, now, morning)) {
        hall.take(*event);
    }
    return record_at(hall.state, "zone/" + zone).text("speaker");
}

} // namespace

TEST_CASE("a zone takes the first audible screen that covers it", "[speaker]") {
    Driver hall;
    CHECK(chosen(hall, {}, start).empty());
    CHECK(chosen(hall, {{"silent", {}, 1, start}}, start).empty());
    CHECK(chosen(hall, {{"never live", {"lobi"}, 2, Moment::min()}}, start).empty());
    CHECK(chosen(hall, {{"mute", {"lobi"}, 0, start}}, start) == "mute");
    CHECK(chosen(hall,
                 {{"mute", {"lobi"}, 0, start},
                  {"tv-1", {"lobi", "teras"}, 1, start},
                  {"tv-2", {"lobi"}, 1, start}},
                 start) == "tv-1");
    CHECK(record_at(hall.state, "zone/teras").text("speaker") == "tv-1");
    CHECK(record_at(hall.state, "zone/teras").text("label") == "Teras");
    CHECK(hall.last.actor == "hub"); // nobody pressed a key
    CHECK(hall.last.cause == "speaker");
}

TEST_CASE("a device is preferred to a recording", "[speaker]") {
    Driver hall;
    CHECK(chosen(hall, {{"recorder", {"lobi"}, 1, start}}, start) == "recorder");
    CHECK(chosen(hall, {{"recorder", {"lobi"}, 1, start}, {"tv-1", {"lobi"}, 2, start}}, start) ==
          "tv-1");
}

TEST_CASE("a zone does not change its speaker without need", "[speaker]") {
    Driver hall;
    const SpeakerCandidate first{"tv-1", {"lobi"}, 1, start};
    const SpeakerCandidate second{"tv-2", {"lobi"}, 1, start};
    CHECK(chosen(hall, {second}, start) == "tv-2");
    CHECK(chosen(hall, {first, second}, start) == "tv-2");
    CHECK_FALSE(choose_speakers(hall.state, std::vector{first, second}, start, start, morning));
}

TEST_CASE("a speaker that lost its sound gives way to one that has it", "[speaker]") {
    Driver hall;
    CHECK(chosen(hall, {{"tv-1", {"lobi"}, 1, start}}, start) == "tv-1");
    CHECK(chosen(hall, {{"tv-1", {"lobi"}, 0, start}, {"tv-2", {"lobi"}, 0, start}}, start) ==
          "tv-1");
    CHECK(chosen(hall, {{"tv-1", {"lobi"}, 0, start}, {"tv-2", {"lobi"}, 1, start}}, start) ==
          "tv-2");
}

TEST_CASE("a zone says whether another screen could go on", "[speaker]") {
    Driver hall;
    const auto relief = [&] { return record_at(hall.state, "zone/lobi").number("relief"); };
    const SpeakerCandidate first{"tv-1", {"lobi"}, 2, start};
    chosen(hall, {first}, start);
    CHECK(relief() == 0);
    chosen(hall, {first, {"tv-2", {"lobi"}, 0, start}}, start);
    CHECK(relief() == 0); // a mute one
    chosen(hall, {first, {"tv-2", {"teras"}, 2, start}}, start);
    CHECK(relief() == 0); // of another zone
    const SpeakerCandidate second{"tv-2", {"lobi"}, 2, start};
    chosen(hall, {first, second}, start);
    CHECK(relief() == 1);
    CHECK_FALSE(choose_speakers(hall.state, std::vector{first, second}, start, start, morning));
    const Moment later = start + Millis(6'001);
    chosen(hall, {{"tv-1", {"lobi"}, 2, later}, second}, later);
    CHECK(relief() == 0); // it has gone
}

TEST_CASE("a voice whose screen is gone is known to have broken off, unless it was near its end",
          "[speaker]") {
    const Millis length{7'000};
    const auto broken = [&](Millis heard, Millis now) {
        return broke_off(start, length, start + heard, start + now);
    };
    CHECK_FALSE(broken(Millis(2'000), Millis(5'499))); // it may still sound
    CHECK(broken(Millis(2'000), Millis(5'500)));
    CHECK(broken(Millis(3'999), Millis(60'000)));
    CHECK_FALSE(broken(Millis(4'000), Millis(60'000))); // it may have come to its end
    // What the screen does: it is heard for voice_alone after its question, at most.
    CHECK(voice_alone < voice_over);
}

TEST_CASE("a silent speaker is replaced after six seconds, not before", "[speaker]") {
    Driver hall;
    CHECK(chosen(hall, {{"tv-1", {"lobi"}, 1, start}}, start) == "tv-1");
    const Moment soon = start + Millis(6'000);
    const Moment later = start + Millis(6'001);
    CHECK(chosen(hall, {{"tv-1", {"lobi"}, 1, start}, {"tv-2", {"lobi"}, 1, soon}}, soon) ==
          "tv-1");
    CHECK(chosen(hall, {{"tv-1", {"lobi"}, 1, start}}, later) == "tv-1");
    CHECK(chosen(hall, {{"tv-1", {"lobi"}, 1, start}, {"tv-2", {"lobi"}, 1, later}}, later) ==
          "tv-2");
}

TEST_CASE("after a restart of the hub the old speaker has time to come back", "[speaker]") {
    Driver hall;
    chosen(hall, {{"tv-1", {"lobi"}, 1, start}}, start);
    const SpeakerCandidate eager{"tv-2", {"lobi"}, 1, start + Millis(100)};
    CHECK(chosen(hall, {eager}, start + Millis(100)) == "tv-1");
    const SpeakerCandidate still{"tv-2", {"lobi"}, 1, start + Millis(7'000)};
    CHECK(chosen(hall, {still}, start + Millis(7'000)) == "tv-2");
}
