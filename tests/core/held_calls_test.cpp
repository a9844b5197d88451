// SPDX-License-Identifier: MIT
/// Calls wait while something else has the floor, and are good for so much longer.
#include "core/held_calls.hpp"
#include "tests/catch.hpp"

#include <map>

using namespace panggil;

namespace {

constexpr Moment start{std::chrono::hours(1)};
constexpr Micros second = std::chrono::seconds(1);

Announcement call_number(int number) {
    Announcement call;
    call.seq = number;
    call.call_id = std::to_string(number);
    call.ttl = Millis(10'000);
    return call;
}

/// One call in each queue.
struct Waiting {
    AnnouncementQueue queue;
    UnsaidCalls unsaid;
    HeldCalls held{queue, unsaid};
    std::map<std::string, std::vector<Millis>> told; ///< with which ttl, by id
    bool hub_listens = true;

    Waiting() {
        unsaid.add(call_number(1), start + 10 * second, start);
        REQUIRE(queue.push(call_number(2), start, Millis{0}));
    }

    HeldCalls::Tell tell() {
        return [this](const Announcement& call) {
            if (hub_listens) {
                told[call.call_id].push_back(call.ttl);
            }
            return hub_listens;
        };
    }

    std::optional<Announcement> next(Moment now) {
        return queue.next(now, [](const Announcement&) { return true; }).play;
    }
};

using Told = std::map<std::string, std::vector<Millis>>;

bool every(const Announcement& /*call*/) {
    return true;
}

} // namespace

TEST_CASE("held calls stay good for as long as they are held, and each is told", "[held_calls]") {
    Waiting hall;
    CHECK_FALSE(hall.held.are_held());
    CHECK_FALSE(hall.held.more_time(start));
    hall.held.hold(start + 60 * second, start, hall.tell());
    CHECK(hall.held.are_held());
    CHECK(hall.told == Told{{"1", {Millis(70'000)}}, {"2", {Millis(70'000)}}});
    CHECK(hall.held.more_time(start + 20 * second) == Millis(40'000));
    CHECK_FALSE(hall.held.more_time(start + 60 * second));
    hall.unsaid.forget_expired(start + 65 * second);
    CHECK(hall.unsaid.take_due(start + 65 * second, every));
    REQUIRE(hall.next(start + 65 * second));
}

TEST_CASE("a hold only becomes longer, and is told again then", "[held_calls]") {
    Waiting hall;
    hall.held.hold(start + 60 * second, start, hall.tell());
    hall.held.hold(start + 30 * second, start + second, hall.tell());
    CHECK(hall.told["2"].size() == 1);
    hall.held.hold(start + 90 * second, start + second, hall.tell());
    CHECK(hall.told["2"] == std::vector<Millis>{Millis(70'000), Millis(100'000)});
}

TEST_CASE("who was not told of a held call is told when he can be", "[held_calls]") {
    Waiting hall;
    hall.hub_listens = false; // another screen is the speaker
    hall.held.hold(start + 60 * second, start, hall.tell());
    hall.hub_listens = true;
    hall.held.tell_of_untold([](const Announcement& call) { return call.call_id == "2"; },
                             hall.tell());
    hall.held.tell_of_untold(every, hall.tell());
    hall.held.tell_of_untold(every, hall.tell());
    CHECK(hall.told == Told{{"1", {Millis(70'000)}}, {"2", {Millis(70'000)}}});
    hall.held.release();
    CHECK_FALSE(hall.held.are_held());
    hall.held.tell_of_untold(every, hall.tell());
    CHECK(hall.told["1"].size() == 1); // none is held
}

TEST_CASE("a call that another was to say counts as waiting once it is ours", "[held_calls]") {
    const bool is_ours = GENERATE(true, false);
    Waiting hall;
    hall.unsaid.settle("1");
    REQUIRE(hall.next(start)); // so that nothing waits but this one
    hall.unsaid.add(call_number(3), start + 10 * second, start);
    const HeldCalls::Wanted ours = [&](const Announcement&) { return is_ours; };
    hall.held.note(every, ours, start);
    CHECK_FALSE(hall.held.held_since()); // none is held
    hall.held.hold(start + 60 * second, start + second, hall.tell());
    hall.held.note(every, ours, start + second);
    hall.held.note(every, ours, start + 5 * second);
    const auto since = is_ours ? std::optional(start + second) : std::nullopt;
    CHECK(hall.held.held_since() == since);
    hall.held.release();
    hall.held.note(every, ours, start + 30 * second);
    CHECK(hall.held.held_since() == since); // it still waits
    hall.unsaid.settle("3");
    hall.held.note(every, ours, start + 31 * second);
    CHECK_FALSE(hall.held.held_since());
}

TEST_CASE("the call that was held first is the one that counts", "[held_calls]") {
    Waiting hall;
    hall.held.hold(start + 60 * second, start, hall.tell());
    const auto none = [](const Announcement&) { return false; };
    hall.held.note([](const Announcement& call) { return call.call_id == "2"; }, every, start);
    hall.held.note(every, every, start + 3 * second);
    CHECK(hall.held.held_since() == start);
    hall.held.note([](const Announcement& call) { return call.call_id == "1"; }, every,
                   start + 4 * second);
    CHECK(hall.held.held_since() == start + 3 * second);
    hall.held.note(none, every, start + 5 * second); // both counters went on
    CHECK_FALSE(hall.held.held_since());
}

TEST_CASE("to look who waits makes no call good for longer", "[held_calls]") {
    Waiting hall;
    hall.held.hold(start + 60 * second, start, hall.tell());
    for (int turn = 0; turn < 100; ++turn) {
        hall.held.note(every, every, start + second);
    }
    CHECK(hall.unsaid.postpone(Millis{0}).at(0).ttl == Millis(70'000));
    CHECK_FALSE(hall.unsaid.take_due(start + 70 * second + Micros(1), every));
    CHECK_FALSE(hall.next(start + 70 * second + Micros(1)));
}
