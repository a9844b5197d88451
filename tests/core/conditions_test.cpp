// SPDX-License-Identifier: MIT
/// When a rule of the schedule holds: each condition to the minute and the day.
#include "core/conditions.hpp"
#include "tests/catch.hpp"

using namespace panggil;
using Object = Tree::Object;
using List = Tree::List;

namespace {

/// Tuesday, 2026-11-24.
Circumstances at(int hour, int minute) {
    Circumstances now;
    now.time = {2026, 11, 24, 2, hour, minute, 0};
    return now;
}

bool holds(Object when, const Circumstances& now) {
    return broken_condition(Tree(std::move(when)), now).empty();
}

} // namespace

TEST_CASE("a rule without conditions always holds", "[conditions]") {
    CHECK(holds({}, at(3, 0)));
}

TEST_CASE("from holds at its minute, to no longer at its own", "[conditions]") {
    const Object morning{{"from", "08.00"}, {"to", "12.00"}};
    CHECK_FALSE(holds(morning, at(7, 59)));
    CHECK(holds(morning, at(8, 0)));
    CHECK(holds(morning, at(11, 59)));
    CHECK_FALSE(holds(morning, at(12, 0)));
    CHECK(broken_condition(Tree(morning), at(12, 0)) == "to: 12.00 is not before 12.00");
    CHECK(broken_condition(Tree(morning), at(7, 59)) == "from: 07.59 is before 08.00");
    CHECK_FALSE(holds({{"to", "00.00"}}, at(0, 0)));
    CHECK(holds({{"from", "00.00"}}, at(0, 0)));
}

TEST_CASE("a time that goes over midnight holds on both sides of it", "[conditions]") {
    const Object night{{"from", "22.00"}, {"to", "05.00"}};
    CHECK_FALSE(holds(night, at(21, 59)));
    CHECK(holds(night, at(22, 0)));
    CHECK(holds(night, at(0, 0)));
    CHECK(holds(night, at(4, 59)));
    CHECK_FALSE(holds(night, at(5, 0)));
    const Object never{{"from", "08.00"}, {"to", "08.00"}};
    CHECK_FALSE(holds(never, at(8, 0)));
    CHECK_FALSE(holds(never, at(7, 59)));
}

TEST_CASE("days are named one by one, by spans, or as work and weekend", "[conditions]") {
    for (const char* word : {"tue", "mon-wed", "tue-tue", "work"}) {
        INFO(word);
        CHECK(holds({{"days", word}}, at(8, 0)));
    }
    for (const char* word :
         {"mon", "wed-fri", "sun-mon", "weekend", "mon-", "-fri", "tuesday", ""}) {
        INFO(word);
        CHECK_FALSE(holds({{"days", word}}, at(8, 0)));
    }
    CHECK(holds({{"days", List{"sun", "tue"}}}, at(8, 0)));
    CHECK_FALSE(holds({{"days", List{"sun", 2}}}, at(8, 0)));
    CHECK(broken_condition(Tree(Object{{"days", List{"sun", "mon"}}}), at(8, 0)) ==
          "days: tue is not sun, mon");
    Circumstances sunday = at(8, 0);
    sunday.time.weekday = 0;
    CHECK(holds({{"days", "sat-sun"}}, sunday));
    CHECK(holds({{"days", "weekend"}}, sunday));
    CHECK_FALSE(holds({{"days", "work"}}, sunday));
    Circumstances friday = at(8, 0);
    friday.time.weekday = 5;
    CHECK(holds({{"days", "work"}}, friday));
    CHECK_FALSE(holds({{"days", "weekend"}}, friday));
    for (const char* word : {"mon", "sun", "work", "weekend", "mon-thu"}) {
        CHECK(names_days(word));
    }
    for (const char* word : {"", "senin", "fri-mon", "mon-x"}) {
        CHECK_FALSE(names_days(word));
    }
}

TEST_CASE("the first and the last day are days on which it holds", "[conditions]") {
    CHECK(holds({{"after", "2026-11-24"}, {"until", "2026-11-24"}}, at(8, 0)));
    CHECK_FALSE(holds({{"after", "2026-11-25"}}, at(8, 0)));
    CHECK_FALSE(holds({{"until", "2026-11-23"}}, at(8, 0)));
    CHECK(holds({{"after", "yesterday"}}, at(8, 0))); // no date: told elsewhere
}

TEST_CASE("the part of the day, holidays and who waits are conditions", "[conditions]") {
    Circumstances now = at(12, 30);
    CHECK_FALSE(holds({{"daypart", "istirahat"}}, now));
    CHECK(broken_condition(Tree(Object{{"daypart", "istirahat"}}), now) ==
          "daypart: it is none, not istirahat");
    now.daypart = "istirahat";
    CHECK(holds({{"daypart", List{"layanan", "istirahat"}}}, now));
    CHECK_FALSE(holds({{"holiday", true}}, now));
    CHECK(holds({{"holiday", false}}, now));
    now.holiday = "Hari Guru";
    CHECK(holds({{"holiday", true}}, now));
    CHECK(broken_condition(Tree(Object{{"holiday", false}}), now) == "holiday: Hari Guru");
    now.waiting = 3;
    CHECK(holds({{"waiting", 3}}, now));
    CHECK_FALSE(holds({{"waiting", 2}}, now));
    CHECK(broken_condition(Tree(Object{{"waiting", 2}}), now) == "waiting: 3 wait");
}
