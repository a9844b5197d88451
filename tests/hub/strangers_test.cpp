// SPDX-License-Identifier: MIT
#include "hub/strangers.hpp"
#include "tests/catch.hpp"

using namespace panggil;
using panggil::hub::Strangers;
using panggil::link::Knocks;
using namespace std::chrono_literals;

namespace {

std::string numbered(const char* name, int number) {
    return name + std::to_string(number);
}

} // namespace

TEST_CASE("a list of knocks is shared between the addresses", "[strangers]") {
    Knocks knocks;
    for (int flood = 0; flood < 100; ++flood) {
        knocks.add({numbered("A", flood), "10.0.0.66"});
    }
    CHECK(std::ssize(knocks.list()) == Knocks::most_of_address);
    for (int flood = 0; flood < 100; ++flood) {
        knocks.add({numbered("B", flood), numbered("10.0.1.", flood % 8)});
    }
    CHECK(knocks.list().size() == Knocks::most);
    knocks.add({"screen", "10.0.0.7"});
    CHECK(knocks.list().size() == Knocks::most);
    CHECK(knocks.list().back().key == "screen");
    SECTION("where everybody has one, nobody gives way") {
        Knocks crowd;
        for (int machine = 0; machine < 40; ++machine) {
            crowd.add({numbered("K", machine), numbered("10.0.0.", machine)});
            crowd.add({numbered("K", machine), numbered("10.0.0.", machine)}); // each once
        }
        REQUIRE(crowd.list().size() == Knocks::most);
        CHECK(crowd.take().front().key == "K0");
        CHECK(crowd.list().empty());
    }
}

TEST_CASE("a screen among a thousand keys of one machine is written down and told", "[strangers]") {
    Strangers strangers;
    int written = 0;
    int told = 0;
    int screen_written = 0;
    int screen_told = 0;
    std::int64_t held_back = 0;
    const Moment start{1h};
    for (int tenth = 0; tenth < 1200; ++tenth) { // two minutes
        const Moment now = start + tenth * 100ms;
        for (int flood = 0; flood < 10; ++flood) {
            strangers.knock({numbered("A", tenth * 10 + flood), "10.0.0.66"}, now);
        }
        if (tenth % 40 == 0) { // a screen knocks every four seconds
            strangers.knock({"screen", "10.0.0.7"}, now);
        }
        if (const auto knock = strangers.next(now)) {
            const bool is_screen = knock->key == "screen";
            const auto verdict = strangers.tell(*knock, now);
            ++written;
            screen_written += is_screen ? 1 : 0;
            told += verdict.say ? 1 : 0;
            screen_told += is_screen && verdict.say ? 1 : 0;
            held_back += verdict.held_back;
        }
    }
    CHECK(written == 120);      // one a second
    CHECK(screen_written == 4); // at once, then refreshed each half minute
    CHECK(screen_told == 1);
    CHECK(told == 7); // and three of the flood in each minute
    CHECK(held_back > 50);
}

TEST_CASE("a screen's first knock is written down next, however many addresses flood",
          "[strangers]") {
    Strangers strangers;
    Moment now{1h};
    int keys = 0;
    const auto second = [&] {
        for (int flood = 0; flood < 70; ++flood) {
            strangers.knock({numbered("A", ++keys), numbered("10.0.0.", flood % 7)}, now);
        }
        const auto knock = strangers.next(now);
        now += 1s;
        return knock ? knock->key : "";
    };
    for (int count = 0; count < 30; ++count) {
        second();
    }
    strangers.knock({"screen", "10.0.0.7"}, now);
    CHECK(second() == "screen");
}

TEST_CASE("many addresses do not fill the log", "[strangers]") {
    Strangers strangers;
    int told = 0;
    for (int flood = 0; flood < 1000; ++flood) {
        told += strangers.tell({numbered("K", flood), numbered("10.0.0.", flood)}, Moment{1h}).say
                    ? 1
                    : 0;
    }
    CHECK(told == 20);
    const auto later = strangers.tell({"screen", "10.0.0.7"}, Moment{1h} + 1min);
    CHECK(later.say);
    CHECK(later.held_back == 980);
    SECTION("a key is told once, and again after ten minutes or when it comes anew") {
        CHECK_FALSE(strangers.tell({"screen", "10.0.0.7"}, Moment{1h} + 2min).say);
        CHECK(strangers.tell({"screen", "10.0.0.7"}, Moment{1h} + 12min).say);
        strangers.forget("screen");
        CHECK(strangers.tell({"screen", "10.0.0.7"}, Moment{1h} + 12min).say);
    }
}
