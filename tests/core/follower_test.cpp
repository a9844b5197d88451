// SPDX-License-Identifier: MIT
#include "core/follower.hpp"
#include "tests/catch.hpp"

#include <random>

using namespace panggil;
using namespace std::chrono_literals;

namespace {

/// Good enough to tell states apart in a test; the product's is codec::digest.
std::uint64_t sum(const QueueState& state) {
    std::uint64_t mixed = 14'695'981'039'346'656'037ULL;
    const auto mix = [&](std::string_view text) {
        for (const char byte : text) {
            mixed = (mixed ^ static_cast<unsigned char>(byte)) * 1'099'511'628'211ULL;
        }
    };
    for (const auto& [key, record] : state.records) {
        mix(key);
        mix(record.text("ticket"));
    }
    return mixed;
}

/// A hub that commits events and answers, without sockets.
struct FakeHub {
    QueueState state{100, 0, {}};
    std::string name = "aaaa";
    HubMoment mono{1h};
    std::vector<HubMessage> log;

    HubMessage say(decltype(HubMessage::body) body) const {
        HubMessage message;
        message.envelope.site = "bolmut";
        message.envelope.hub = name;
        message.envelope.term = state.term;
        message.envelope.boot = "b00t";
        message.envelope.seq = state.seq;
        message.envelope.digest = sum(state);
        message.envelope.mono = mono;
        message.body = std::move(body);
        return message;
    }

    HubMessage call(const std::string& counter, const std::string& ticket) {
        Event event;
        event.seq = state.seq + 1;
        event.cause = "call";
        event.set["counter/" + counter] = Record{{"ticket", ticket}};
        Announcement announcement;
        announcement.call_id = std::to_string(state.term) + '-' + std::to_string(event.seq);
        announcement.seq = event.seq;
        announcement.counter = counter;
        announcement.ticket = ticket;
        event.announce = announcement;
        apply(state, event);
        recent.push_back({announcement, Millis{0}});
        log.push_back(say(event));
        return log.back();
    }

    HubMessage beat() const { return say(Heartbeat{}); }

    HubMessage snapshot(std::int64_t rid) const {
        return say(Snapshot{rid, state.records, recent});
    }

    void pass(Millis time) {
        mono += time;
        for (auto& each : recent) {
            each.age += time;
        }
    }

    std::vector<Snapshot::Recent> recent;
};

struct Line {
    FakeHub hub;
    Follower follower{sum};
    Moment now{10s};

    FollowerSteps give(const HubMessage& message) {
        auto steps = follower.hear(message, now);
        if (steps.ask) {
            follower.asked(*steps.ask, now);
        }
        return steps;
    }

    void go_live() {
        const auto steps = give(hub.beat());
        REQUIRE(steps.ask);
        REQUIRE(give(hub.snapshot(*steps.ask)).snapshot);
        REQUIRE(follower.health(now) == LinkHealth::Live);
    }

    void pass(Millis time) {
        now += time;
        hub.pass(time);
    }
};

} // namespace

TEST_CASE("a screen hears first, then asks, then is live; what is older is marked", "[follower]") {
    Line line;
    line.hub.call("3", "F018");
    CHECK(line.follower.health(line.now) == LinkHealth::Connecting);
    const auto heard = line.give(line.hub.beat());
    REQUIRE(heard.ask);
    const auto steps = line.give(line.hub.snapshot(*heard.ask));
    CHECK(steps.snapshot == 1);
    REQUIRE(steps.calls.size() == 1);
    CHECK(steps.calls[0].before_us);
    CHECK(line.follower.state() == line.hub.state);
    CHECK(line.follower.health(line.now) == LinkHealth::Live);
}

TEST_CASE("after a restored journal counts anew, what is called then is told, and nothing twice",
          "[follower]") {
    Line line;
    line.hub.call("3", "F018");
    const FakeHub backup = line.hub;
    line.go_live();
    for (const char* ticket : {"F019", "F020", "F021"}) {
        REQUIRE(line.give(line.hub.call("3", ticket)).calls.size() == 1);
    }
    line.hub = backup;
    line.hub.name = "bbbb";
    line.hub.state.term = 101;
    line.hub.call("4", "H001"); // number 2, lower than what the screen has seen
    const auto heard = line.give(line.hub.beat());
    REQUIRE(heard.ask);
    const auto steps = line.give(line.hub.snapshot(*heard.ask));
    REQUIRE(steps.calls.size() == 1);
    CHECK(steps.calls[0].announcement.ticket == "H001");
    CHECK_FALSE(steps.calls[0].before_us);
}

TEST_CASE("a clock that cannot be there yet is not believed", "[follower]") {
    Line line;
    line.go_live();
    HubMessage absurd = line.hub.beat();
    absurd.envelope.mono = HubMoment{std::chrono::hours(24 * 365)};
    CHECK(line.give(absurd).alarms == std::vector<std::string>{"bad_clock"});
    line.pass(Millis(500));
    CHECK(line.give(line.hub.beat()).alarms.empty());
    CHECK(line.follower.health(line.now) == LinkHealth::Live);
}

TEST_CASE("events that came while asking are applied behind the snapshot, once", "[follower]") {
    Line line;
    const auto heard = line.give(line.hub.beat());
    const auto old_snapshot = line.hub.snapshot(*heard.ask);
    line.give(line.hub.call("3", "F018"));
    const auto steps = line.give(old_snapshot);
    CHECK(steps.applied.size() == 1);
    CHECK(steps.calls.size() == 1);
    CHECK(line.follower.state() == line.hub.state);
}

TEST_CASE("a duplicate changes nothing and a gap asks again", "[follower]") {
    Line line;
    line.go_live();
    const auto first = line.hub.call("3", "F018");
    CHECK(line.give(first).calls.size() == 1);
    CHECK(line.give(first).calls.empty());
    line.hub.call("4", "H001"); // lost on the way
    const auto steps = line.give(line.hub.call("5", "J001"));
    CHECK(steps.alarms == std::vector<std::string>{"gap"});
    CHECK(steps.applied.empty());
    REQUIRE(steps.ask);
    const auto healed = line.give(line.hub.snapshot(*steps.ask));
    CHECK(line.follower.state() == line.hub.state);
    // Both calls that could not be heard are still announced.
    REQUIRE(healed.calls.size() == 2);
    CHECK(healed.calls.front().announcement.ticket == "H001");
}

TEST_CASE("a lost last event is found by the next heartbeat", "[follower]") {
    Line line;
    line.go_live();
    line.hub.call("3", "F018");
    const auto steps = line.give(line.hub.beat());
    CHECK(steps.alarms == std::vector<std::string>{"tail_gap"});
    CHECK(steps.ask.has_value());
}

TEST_CASE("a heartbeat that a snapshot overtook is no alarm", "[follower]") {
    Line line;
    const auto heard = line.give(line.hub.beat());
    const auto late_beat = line.hub.beat();
    line.hub.call("3", "F018");
    line.give(line.hub.snapshot(*heard.ask));
    CHECK(line.give(late_beat).alarms.empty());
    CHECK(line.follower.phase() == FollowerPhase::Live);
}

TEST_CASE("a state that differs from the hub's is found by its digest", "[follower]") {
    Line line;
    line.go_live();
    auto event = line.hub.call("3", "F018");
    event.envelope.digest ^= 1U;
    const auto steps = line.give(event);
    CHECK(steps.alarms == std::vector<std::string>{"divergence"});
    CHECK(steps.calls.empty());
    CHECK(line.follower.phase() == FollowerPhase::Syncing);
}

TEST_CASE(
    "silence makes a screen stale after 1.5 s and hides numbers after 60 s until the next snapshot",
    "[follower]") {
    Line line;
    line.go_live();
    line.now += 1400ms;
    (void)line.follower.tick(line.now);
    CHECK(line.follower.health(line.now) == LinkHealth::Live);
    line.now += 200ms;
    (void)line.follower.tick(line.now);
    CHECK(line.follower.health(line.now) == LinkHealth::Stale);
    line.now += 60s;
    (void)line.follower.tick(line.now);
    CHECK(line.follower.health(line.now) == LinkHealth::Lost);
    line.hub.pass(61'600ms);
    const auto steps = line.give(line.hub.beat());
    CHECK(line.follower.health(line.now) == LinkHealth::Lost);
    REQUIRE(steps.ask);
    line.give(line.hub.snapshot(*steps.ask));
    CHECK(line.follower.health(line.now) == LinkHealth::Live);
}

TEST_CASE("a hub with a higher term is followed, one with a lower term is ignored", "[follower]") {
    Line line;
    line.go_live();
    FakeHub old = line.hub;
    line.hub.state.term = 101;
    line.hub.name = "bbbb";
    const auto steps = line.give(line.hub.beat());
    CHECK(steps.alarms == std::vector<std::string>{"new_term"});
    REQUIRE(steps.ask);
    line.give(line.hub.snapshot(*steps.ask));
    CHECK(line.follower.state().term == 101);
    CHECK(line.give(old.call("9", "P099")).applied.empty());
    CHECK(line.follower.state() == line.hub.state);
}

TEST_CASE("two hubs of the same term raise an alarm and make the screen say it cannot vouch",
          "[follower]") {
    Line line;
    line.go_live();
    FakeHub twin = line.hub;
    twin.name = "cccc";
    CHECK(line.give(twin.call("9", "P099")).alarms == std::vector<std::string>{"two_hubs"});
    CHECK(line.follower.health(line.now) == LinkHealth::Stale);
    CHECK(line.follower.state() == line.hub.state);
}

TEST_CASE("answers on the control plane do not hide that the event plane is silent", "[follower]") {
    Line line;
    line.go_live();
    for (int ping = 0; ping < 5; ++ping) {
        line.pass(1s);
        const std::int64_t rid = line.follower.next_rid();
        line.follower.asked(rid, line.now);
        const auto steps = line.give(line.hub.say(Pong{rid, 5561, 5562}));
        CHECK_FALSE(steps.ask);
        (void)line.follower.tick(line.now);
    }
    CHECK(line.follower.health(line.now) == LinkHealth::Stale);
    CHECK(line.follower.silence(line.now) == 5s);
}

TEST_CASE("an answer is no sign of the event plane, and a snapshot that nobody asked for is one",
          "[follower]") {
    Line line;
    const auto heard = line.give(line.hub.beat());
    REQUIRE(heard.ask == 1);
    line.pass(500ms);
    line.give(line.hub.snapshot(*heard.ask));
    CHECK(line.follower.silence(line.now) == 500ms);
    line.give(line.hub.snapshot(0));
    CHECK(line.follower.silence(line.now) == 0ms);
}

TEST_CASE("calls that are long past are forgotten, so that memory has an end", "[follower]") {
    Line line;
    const auto first = [&] {
        Event event;
        event.cause = "call";
        event.announce = Announcement{};
        event.announce->call_id = "first";
        return event;
    };
    const auto told = [&](Event event) {
        event.seq = line.hub.state.seq + 1;
        apply(line.hub.state, event);
        return line.give(line.hub.say(event)).calls.size();
    };
    line.go_live();
    CHECK(told(first()) == 1);
    CHECK(told(first()) == 0);
    for (int number = 0; number < 999; ++number) {
        REQUIRE(line.give(line.hub.call("3", "F001")).calls.size() == 1);
    }
    CHECK(told(first()) == 0);
    REQUIRE(line.give(line.hub.call("3", "F001")).calls.size() == 1);
    CHECK(told(first()) == 1);
}

TEST_CASE("a pong is not a reason to ask before anything was heard", "[follower]") {
    Line line;
    const auto steps = line.give(line.hub.say(Pong{1, 5561, 5562}));
    CHECK_FALSE(steps.ask);
    CHECK(line.follower.phase() == FollowerPhase::Connecting);
}

TEST_CASE("a screen that is syncing wakes to say so after one second", "[follower]") {
    Line line;
    line.go_live();
    line.hub.call("3", "F018");
    line.give(line.hub.beat());
    const Moment began = line.now;
    while (line.follower.next_deadline(line.now) <= began + 1s) {
        line.now = line.follower.next_deadline(line.now);
        (void)line.follower.tick(line.now);
    }
    CHECK(line.follower.health(line.now) == LinkHealth::Live);
    line.now = line.follower.next_deadline(line.now);
    CHECK(line.now == began + 1001ms);
    CHECK(line.follower.health(line.now) == LinkHealth::Stale);
}

TEST_CASE("a stale screen that hears a new hub goes on saying that it is stale", "[follower]") {
    Line line;
    line.hub.call("3", "F018");
    line.go_live();
    line.pass(5s);
    (void)line.follower.tick(line.now);
    REQUIRE(line.follower.health(line.now) == LinkHealth::Stale);
    line.hub.call("3", "F019");
    line.hub.state.term = 200;
    line.hub.name = "bbbb";
    const auto steps = line.give(line.hub.beat());
    REQUIRE(steps.ask);
    CHECK(line.follower.health(line.now) == LinkHealth::Stale);
    REQUIRE(line.give(line.hub.snapshot(*steps.ask)).snapshot);
    CHECK(line.follower.health(line.now) == LinkHealth::Live);
}

TEST_CASE("asking gives no grace to a state that is older than a second and a half", "[follower]") {
    Line line;
    line.go_live();
    line.pass(1200ms);
    line.hub.call("3", "F018"); // lost on the way
    line.hub.call("3", "F019");
    REQUIRE(line.give(line.hub.beat()).ask);
    CHECK(line.follower.health(line.now) == LinkHealth::Live);
    const Moment due = line.follower.next_deadline(line.now);
    line.pass(400ms);
    CHECK(due <= line.now);
    CHECK(line.follower.health(line.now) == LinkHealth::Stale);
}

TEST_CASE("an event that does not lead to the hub's state is not shown", "[follower]") {
    Line line;
    line.hub.call("3", "F018");
    line.go_live();
    const QueueState before = line.follower.state();
    HubMessage event = line.hub.call("3", "F019");
    std::get<Event>(event.body).set["counter/3"] = Record{{"ticket", "F091"}};
    const auto steps = line.give(event);
    CHECK(steps.ask);
    CHECK(line.follower.state() == before);
}

TEST_CASE("an answer to an older question is not taken", "[follower]") {
    Line line;
    const auto heard = line.give(line.hub.beat());
    CHECK_FALSE(line.give(line.hub.snapshot(*heard.ask + 7)).snapshot);
    line.pass(300ms);
    const auto again = line.follower.tick(line.now);
    REQUIRE(again.ask);
    CHECK_FALSE(line.give(line.hub.snapshot(*heard.ask)).snapshot);
    CHECK(line.give(line.hub.snapshot(*again.ask)).snapshot);
}

TEST_CASE(
    "the age of a call is never understated by more than nothing and at most one round trip over",
    "[follower]") {
    Line line;
    const auto heard = line.give(line.hub.beat());
    line.pass(40ms); // the request travels
    const auto answer = line.hub.snapshot(*heard.ask);
    line.pass(25ms); // the answer travels
    line.give(answer);
    const auto call = line.hub.call("3", "F018");
    line.pass(700ms); // the call is stuck in a switch
    const auto steps = line.give(call);
    REQUIRE(steps.calls.size() == 1);
    CHECK(steps.calls.front().age >= 700ms);
    CHECK(steps.calls.front().age <= 765ms);
}

TEST_CASE("numbers are hidden after a minute, and only a snapshot brings them back", "[follower]") {
    Line line;
    line.go_live();
    line.pass(60s);
    (void)line.follower.tick(line.now);
    CHECK(line.follower.health(line.now) == LinkHealth::Stale);
    line.pass(1ms);
    (void)line.follower.tick(line.now);
    CHECK(line.follower.health(line.now) == LinkHealth::Lost);
    const auto heard = line.give(line.hub.beat());
    CHECK(line.follower.health(line.now) == LinkHealth::Lost);
    REQUIRE(heard.ask);
    REQUIRE(line.give(line.hub.snapshot(*heard.ask)).snapshot);
    CHECK(line.follower.health(line.now) == LinkHealth::Live);
}

TEST_CASE("each state of the line wakes its screen when it changes next", "[follower]") {
    Line line;
    CHECK(line.follower.next_deadline(line.now) == Moment::max());
    line.go_live();
    CHECK(line.follower.next_deadline(line.now) == line.now + 1501ms);
    line.pass(500ms);
    CHECK(line.follower.next_deadline(line.now) == line.now + 1001ms);
    line.pass(1001ms);
    CHECK(line.follower.next_deadline(line.now) == line.now);
    (void)line.follower.tick(line.now);
    CHECK(line.follower.next_deadline(line.now) == line.now + 58'500ms);
    line.pass(59s); // what is lost is looked at once a second
    CHECK(line.follower.next_deadline(line.now) == line.now + 1s);
}

TEST_CASE("a hub of an older term is told once in ten seconds, for as long as it speaks",
          "[follower]") {
    Line line;
    line.go_live();
    FakeHub old = line.hub;
    old.name = "0ld0";
    old.state.term = 99;
    CHECK(line.give(old.beat()).alarms.empty()); // it may be one that is just going
    line.pass(10s);
    CHECK(line.give(old.beat()).alarms.empty());
    line.pass(1ms);
    CHECK(line.give(old.beat()).alarms == std::vector<std::string>{"old_hub"});
    CHECK(line.give(old.beat()).alarms.empty());
    line.pass(10s + 1ms);
    CHECK(line.give(old.beat()).alarms == std::vector<std::string>{"old_hub"});
    // Our own hub is heard: the next word of the old one is its first again.
    line.give(line.hub.beat());
    line.pass(10s + 1ms);
    CHECK(line.give(old.beat()).alarms.empty());
}

TEST_CASE("the age of a word is known of our own hub only, and once its clock is", "[follower]") {
    Line line;
    const auto before = line.hub.beat();
    CHECK_FALSE(line.follower.age_of_word(before.envelope, line.now));
    line.go_live();
    auto word = line.hub.beat().envelope;
    CHECK(line.follower.age_of_word(word, line.now) == 0ms);
    CHECK(line.follower.age_of_word(word, line.now + 250ms) == 250ms);
    for (auto change :
         {+[](Envelope& each) { each.hub = "bbbb"; }, +[](Envelope& each) { ++each.term; },
          +[](Envelope& each) { each.boot = "other"; }}) {
        Envelope foreign = word;
        change(foreign);
        CHECK_FALSE(line.follower.age_of_word(foreign, line.now));
    }
}

TEST_CASE("a machine of the hub that began anew has another clock, which is learnt anew",
          "[follower]") {
    Line line;
    line.go_live();
    line.hub.mono =
        HubMoment{5s}; // the machine was started again: the same hub and term, a young clock
    auto beat = line.hub.beat();
    beat.envelope.boot = "b002";
    CHECK(line.give(beat).alarms.empty());
    CHECK_FALSE(line.follower.age_of_word(beat.envelope, line.now));
}

TEST_CASE("a snapshot that is not the state it claims is no state to show", "[follower]") {
    Line line;
    line.hub.call("3", "F018");
    const auto heard = line.give(line.hub.beat());
    auto wrong = line.hub.snapshot(*heard.ask);
    wrong.envelope.digest += 1;
    const auto steps = line.give(wrong);
    CHECK(steps.alarms == std::vector<std::string>{"bad_snapshot"});
    CHECK_FALSE(steps.snapshot);
    CHECK(line.follower.health(line.now) == LinkHealth::Connecting);
    line.pass(200ms);
    const auto again = line.follower.tick(line.now);
    REQUIRE(again.ask);
    CHECK(line.give(line.hub.snapshot(*again.ask)).snapshot == 1);
}

TEST_CASE("it asks after a fifth of a second, then twice as late each time, up to two seconds",
          "[follower]") {
    Line line;
    REQUIRE(line.give(line.hub.beat()).ask);
    for (const Millis pause : {200ms, 400ms, 800ms, 1600ms, 2000ms, 2000ms}) {
        line.pass(pause - 1ms);
        line.give(line.hub.beat());
        CHECK_FALSE(line.follower.tick(line.now).ask);
        line.pass(1ms);
        CHECK(line.follower.tick(line.now).ask);
    }
}

TEST_CASE("a hole between what was heard and the snapshot is closed by a newer snapshot",
          "[follower]") {
    Line line;
    const auto heard = line.give(line.hub.beat());
    const HubMessage early = line.hub.snapshot(*heard.ask);
    (void)line.hub.call("3", "F018"); // lost on the way
    line.give(line.hub.call("3", "F019"));
    const auto steps = line.give(early);
    CHECK_FALSE(steps.snapshot);
    REQUIRE(steps.ask);
    const auto live = line.give(line.hub.snapshot(*steps.ask));
    CHECK(live.snapshot == 2);
    CHECK(line.follower.state() == line.hub.state);
}

TEST_CASE("only what follows without a hole is kept for the time after the snapshot",
          "[follower]") {
    Line line;
    const auto heard = line.give(line.hub.beat());
    line.give(line.hub.call("3", "F018"));
    (void)line.hub.call("3", "F019"); // lost on the way
    const HubMessage snapshot = line.hub.snapshot(*heard.ask);
    line.give(line.hub.call("3", "F020"));
    const auto steps = line.give(snapshot);
    CHECK(steps.snapshot == 2);
    REQUIRE(steps.applied.size() == 1);
    CHECK(line.follower.state() == line.hub.state);
    CHECK(line.follower.health(line.now) == LinkHealth::Live);
}

TEST_CASE("under drops, duplicates, reordering and hub restarts a live screen is never wrong",
          "[follower]") {
    for (unsigned seed = 1; seed <= 60; ++seed) {
        std::mt19937 chance(seed);
        const auto one_in = [&](unsigned n) { return chance() % n == 0; };
        Line line;
        std::map<std::pair<std::int64_t, Sequence>, Records> truth;
        std::vector<HubMessage> wire;
        const auto remember = [&] {
            truth[{line.hub.state.term, line.hub.state.seq}] = line.hub.state.records;
        };
        remember();
        std::optional<std::int64_t> ask;
        for (int step = 0; step < 400; ++step) {
            if (one_in(80)) {
                line.hub.state.term += 1;
                line.hub.name = "hub" + std::to_string(step);
                remember();
            }
            if (one_in(3)) {
                wire.push_back(
                    line.hub.call(std::to_string(chance() % 10), "F" + std::to_string(step)));
                remember();
            } else {
                wire.push_back(line.hub.beat());
            }
            if (ask && !one_in(4)) {
                wire.push_back(line.hub.snapshot(*ask));
                ask.reset();
            }
            if (one_in(6) && wire.size() > 1) {
                std::swap(wire[chance() % wire.size()], wire.back());
            }
            while (!wire.empty() && !one_in(3)) {
                const HubMessage message = wire.front();
                wire.erase(wire.begin());
                if (one_in(5)) {
                    continue; // lost
                }
                for (int copies = one_in(7) ? 2 : 1; copies > 0; --copies) {
                    if (const auto steps = line.give(message); steps.ask) {
                        ask = steps.ask;
                    }
                }
                if (line.follower.phase() == FollowerPhase::Live) {
                    const QueueState& shown = line.follower.state();
                    const auto found = truth.find({shown.term, shown.seq});
                    REQUIRE(found != truth.end());
                    REQUIRE(found->second == shown.records);
                }
            }
            line.pass(Millis(chance() % 300));
            if (const auto steps = line.follower.tick(line.now); steps.ask) {
                line.follower.asked(*steps.ask, line.now);
                ask = steps.ask;
            }
        }
        // The network heals: the screen must end at the hub's state.
        for (int step = 0; step < 4; ++step) {
            const auto steps = line.give(line.hub.beat());
            const auto asked = steps.ask ? steps.ask : ask;
            if (asked) {
                line.give(line.hub.snapshot(*asked));
            }
            line.pass(500ms);
            if (const auto later = line.follower.tick(line.now); later.ask) {
                line.follower.asked(*later.ask, line.now);
                ask = later.ask;
            }
        }
        CHECK(line.follower.state() == line.hub.state);
        CHECK(line.follower.phase() == FollowerPhase::Live);
    }
}
