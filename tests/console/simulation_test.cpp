// SPDX-License-Identifier: MIT
#include "console/hall_sight.hpp"
#include "console/simulation.hpp"
#include "tests/console/test_hall.hpp"

#include <algorithm>

using namespace panggil;
using namespace panggil::console;
using namespace std::chrono_literals;

namespace {

struct Entry {
    Micros at{};
    Deed deed;
    bool refused = false;
};

/// A day without a clock: the simulation decides, the pure hub carries it out.
struct Day {
    PureHub hub;
    Simulation simulation;
    std::vector<Entry> log;
    std::size_t longest_wait = 0;

    explicit Day(std::uint64_t seed, double rate = 6.5) : simulation({seed, rate}) {}

    static UtcTime utc(Micros at) { return morning + std::chrono::floor<Millis>(at); }

    void step(Micros at) {
        while (auto deed = simulation.next(hub.state, at, utc(at))) {
            const Command command{"r" + std::to_string(log.size()), deed->op, deed->args,
                                  "simulator", std::nullopt};
            const auto decision = hub.execute(command, utc(at));
            log.push_back({at, *deed, !decision.ok()});
        }
        std::size_t waiting = 0;
        for (const auto& [service, count] : waiting_by_service(hub.state)) {
            waiting = std::max(waiting, count);
        }
        longest_wait = std::max(longest_wait, waiting);
    }

    void live(Micros until) {
        for (Micros at = simulation.next_due(); at <= until; at = simulation.next_due()) {
            step(at);
        }
    }

    std::size_t count(std::string_view op) const {
        return static_cast<std::size_t>(std::ranges::count_if(
            log, [&](const Entry& each) { return each.deed.op == op && !each.refused; }));
    }
};

} // namespace

TEST_CASE("the hall is full as soon as the day is open", "[simulation]") {
    for (std::uint64_t seed = 1; seed <= 30; ++seed) {
        Day day(seed);
        day.step(0us);
        std::size_t calling = 0;
        std::size_t pausing = 0;
        for (const std::string& id : counter_ids(day.hub.state)) {
            const Record& counter = counter_at(day.hub.state, id);
            CHECK_FALSE(counter.text("ticket").empty());
            calling += counter.text("status") == "calling" ? 1 : 0;
            pausing += counter.text("status") == "break" ? 1 : 0;
            CHECK(waiting_for(day.hub.state, id) > 0);
        }
        // One call that is heard; the others were served before their voice.
        CHECK(calling == 1);
        CHECK(pausing == 1);
        CHECK(day.log.size() < 150);
        CHECK(records_under(day.hub.state, "notice/").size() == 1);
    }
}

TEST_CASE("an hour of a simulated day has all that a day has, and nothing is refused",
          "[simulation]") {
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        Day day(seed);
        day.live(1h);
        for (const char* op : {"open", "issue", "call", "recall", "serve", "finish", "no-show",
                               "hold", "resume", "transfer", "break", "notice", "notice-clear"}) {
            INFO("seed " << seed << ", " << op);
            CHECK(day.count(op) > 0);
        }
        for (const Entry& each : day.log) {
            INFO("seed " << seed << ", " << each.deed.op << " at " << each.at.count());
            CHECK_FALSE(each.refused);
        }
        const auto prioritised = std::ranges::count_if(day.log, [](const Entry& each) {
            return each.deed.op == "issue" && each.deed.args.has("priority");
        });
        CHECK(prioritised > 1);
        CHECK(day.longest_wait <= 12); // nine by arrival, a few more by transfer
        // Every counter has its part of the day.
        for (const std::string& id : counter_ids(day.hub.state)) {
            const auto calls = std::ranges::count_if(day.log, [&](const Entry& each) {
                return each.deed.op == "call" && each.deed.args.text("counter") == id;
            });
            INFO("counter " << id);
            CHECK(calls > 5);
        }
    }
}

TEST_CASE("the same seed gives the same day, another seed another one", "[simulation]") {
    Day one(7);
    Day same(7);
    Day other(8);
    one.live(20min);
    same.live(20min);
    other.live(20min);
    const auto deeds = [](const Day& day) {
        std::vector<Deed> all;
        for (const Entry& each : day.log) {
            all.push_back(each.deed);
        }
        return all;
    };
    CHECK(deeds(one) == deeds(same));
    CHECK_FALSE(deeds(one) == deeds(other));
}

TEST_CASE("a clock that ticks coarsely or late gives the same deeds", "[simulation]") {
    Day exact(5);
    exact.live(10min);
    Day late(5);
    for (Micros at = 0us; at <= 10min; at += 250ms) {
        late.step(at);
    }
    const std::size_t most = std::min(exact.log.size(), late.log.size());
    CHECK(most > 100);
    for (std::size_t index = 0; index < most; ++index) {
        CHECK(exact.log[index].deed == late.log[index].deed);
    }
}

TEST_CASE("announcements never pile up: voices keep the beat of the rate", "[simulation]") {
    for (const double rate : {3.0, 6.5, 20.0}) {
        Day day(3, rate);
        day.live(30min);
        const Micros beat = std::chrono::floor<Micros>(std::chrono::duration<double>(60 / rate));
        std::optional<Micros> before;
        std::size_t voices = 0;
        for (const Entry& each : day.log) {
            if (each.at < 6s || (each.deed.op != "call" && each.deed.op != "recall")) {
                continue;
            }
            if (before) {
                CHECK(each.at - *before >= beat * 9 / 10);
            }
            before = each.at;
            ++voices;
        }
        CHECK(static_cast<double>(voices) > 30 * rate * 0.85);
    }
}

TEST_CASE("a hall whose day has begun already is taken as it is", "[simulation]") {
    Day first(4);
    first.live(5min);
    Day second(9);
    second.hub.state = first.hub.state;
    second.step(0us);
    // No second starting line, no second notice: at most closed counters are opened.
    CHECK(second.log.empty());
    second.live(10min);
    CHECK(second.count("call") > 20);
    CHECK(second.count("finish") > 5);
}

TEST_CASE("after the hub was away the day goes on without a burst", "[simulation]") {
    Day day(2);
    day.live(1min);
    const std::size_t before = day.log.size();
    day.step(30min); // nobody asked for a long time
    CHECK(day.log.size() - before < 40);
}

TEST_CASE("a break names the time at which it really ends", "[simulation]") {
    Day day(6);
    day.live(2h);
    std::map<std::string, std::string> until;
    std::size_t ended = 0;
    for (const Entry& each : day.log) {
        const std::string& counter = each.deed.args.text("counter");
        if (each.deed.op == "break") {
            until[counter] = each.deed.args.text("until");
        } else if (each.deed.op == "open" && until.contains(counter)) {
            const auto local = std::chrono::floor<std::chrono::minutes>(Day::utc(each.at) +
                                                                        day.hub.hall.utc_offset);
            const std::chrono::hh_mm_ss time{local - std::chrono::floor<std::chrono::days>(local)};
            char text[8];
            std::snprintf(text, sizeof text, "%02d.%02d", static_cast<int>(time.hours().count()),
                          static_cast<int>(time.minutes().count()));
            CHECK(until[counter] == text);
            until.erase(counter);
            ++ended;
        }
    }
    CHECK(ended > 1);
}
