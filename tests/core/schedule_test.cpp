// SPDX-License-Identifier: MIT
/// What no moment can bring is told about screens.json; and which rule holds, with a call or
/// without.
#include "core/schedule.hpp"
#include "tests/catch.hpp"

using namespace panggil;
using Object = Tree::Object;
using List = Tree::List;

namespace {

Object rule(const char* id, Object more = {}) {
    Object rule{{"id", id}, {"show", std::string(id) + ".json"}};
    for (auto& [key, value] : more) {
        rule.insert_or_assign(key, std::move(value));
    }
    return rule;
}

Schedule schedule(List rules) {
    Schedule schedule;
    schedule.file =
        Object{{"screens", Object{{"tv-1", Object{}}, {"totem", Object{}}}},
               {"dayparts", Object{{"layanan", Object{{"mon-fri", List{"08.00-15.30"}}}}}},
               {"rules", std::move(rules)}};
    return schedule;
}

/// The codes, in order: "schedule.twice schedule.never".
std::string told_of(const Schedule& schedule) {
    std::string codes;
    for (const Problem& problem : check_schedule(schedule)) {
        codes += (codes.empty() ? "" : " ") + problem.code.substr(std::string("schedule.").size());
    }
    return codes;
}

std::string told(List rules) {
    return told_of(schedule(std::move(rules)));
}

/// Tuesday, 2026-11-24.
Question at(int hour, int minute) {
    return {"tv-1", {2026, 11, 24, 2, hour, minute, 0}, 0};
}

} // namespace

TEST_CASE("a schedule that can hold is not complained of", "[schedule]") {
    CHECK(told({rule("pagi", {{"when", Object{{"daypart", "layanan"}}},
                              {"screens", List{"tv-1", "totem"}}}),
                rule("biasa")}) == "");
    CHECK(told({rule("biasa", {{"screens", "all"}})}) == "");
    CHECK(told({rule("iklan", {{"as", "overlay"}, {"at", "00.00"}}), rule("biasa")}) == "");
}

TEST_CASE("without rules, or with a last one that may not hold, some hour shows nothing",
          "[schedule]") {
    CHECK(told(List{}) == "no_rules");
    CHECK(told({rule("a", {{"when", Object{{"days", "mon"}}}})}) == "last_rule");
    CHECK(told({rule("a", {{"screens", "tv-1"}})}) == "last_rule");
    CHECK(told({rule("a", {{"as", "overlay"}, {"at", "10.00"}})}) == "last_rule");
}

TEST_CASE("what rules name must be there, and is said with what was meant", "[schedule]") {
    CHECK(told({rule("a", {{"screens", List{"tv-1", "totme"}}}), rule("biasa")}) ==
          "unknown_screen");
    const auto problems =
        check_schedule(schedule({rule("a", {{"screens", "totme"}}), rule("biasa")}));
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].what == "there is no screen \"totme\"");
    CHECK(problems[0].hint == "did you mean \"totem\"?");
    CHECK(told({rule("a", {{"when", Object{{"daypart", "layanna"}}}}), rule("biasa")}) ==
          "unknown_daypart");
    CHECK(told({rule("a", {{"when", Object{{"days", "mon"}}}}), rule("a")}) == "twice");
}

TEST_CASE("pins are for screens that are there", "[schedule]") {
    Schedule pinned = schedule({rule("biasa")});
    pinned.file.object()->emplace("pins", Object{{"tv-1", "a.json"}});
    CHECK(told_of(pinned) == "");
    pinned.file.object()->at("pins") = Object{{"tv-9", "a.json"}};
    CHECK(told_of(pinned) == "unknown_screen");
    pinned.file.object()->erase("screens");
    CHECK(told_of(pinned) == ""); // nobody said which there are
}

TEST_CASE("times that are none are told", "[schedule]") {
    CHECK(told({rule("iklan", {{"as", "overlay"}, {"at", "25.00"}}), rule("biasa")}) == "bad_time");
    CHECK(told({rule("iklan", {{"as", "overlay"}}), rule("biasa")}) == "bad_time");
    Schedule odd = schedule({rule("biasa")});
    odd.file.object()->at("dayparts") =
        Object{{"layanan", Object{{"mon-fry", List{"08.00-12.00", "noon", 9}}}}};
    CHECK(told_of(odd) == "unknown_days bad_time bad_time");
}

TEST_CASE("a rule that can never hold is told with the reason", "[schedule]") {
    const auto why = [](Object when) {
        const auto problems =
            check_schedule(schedule({rule("a", {{"when", std::move(when)}}), rule("biasa")}));
        return problems.empty() ? "" : problems[0].what;
    };
    CHECK(why({{"from", "10.00"}, {"to", "10.00"}}) ==
          "\"a\" can never hold: \"from\" and \"to\" are the same");
    CHECK(why({{"from", "00.00"}, {"to", "00.00"}}) != "");
    CHECK(why({{"from", "10.00"}, {"to", "10.01"}}) == "");
    CHECK(why({{"after", "2026-11-25"}, {"until", "2026-11-24"}}) ==
          "\"a\" can never hold: \"after\" is later than \"until\"");
    CHECK(why({{"after", "2026-11-24"}, {"until", "2026-11-24"}}) == "");
    CHECK(why({{"after", "2026-11-24"}}) == "");
}

TEST_CASE("a rule below one that always wins is told with its name", "[schedule]") {
    const Object monday{{"when", Object{{"days", "mon"}}}};
    CHECK(told({rule("semua"), rule("senin", monday), rule("biasa")}) == "never never");
    CHECK(told({rule("senin", monday), rule("juga", monday), rule("biasa")}) == "never");
    Object only_tv = monday;
    only_tv.emplace("screens", "tv-1");
    CHECK(told({rule("tv", only_tv), rule("senin", monday), rule("biasa")}) == "");
    CHECK(told({rule("senin", monday), rule("tv", only_tv), rule("biasa")}) == "never");
    CHECK(told({rule("tv", only_tv), rule("juga", only_tv), rule("biasa")}) == "never");
    CHECK(told({rule("iklan", {{"as", "overlay"}, {"at", "10.00"}}), rule("biasa")}) == "");
}

TEST_CASE("while a number is called, a rule with a condition needs a panel", "[schedule]") {
    const Schedule rules =
        schedule({rule("film", {{"when", Object{{"days", "tue"}}}}), rule("biasa")});
    Question question = at(9, 0);
    CHECK(choose(rules, question).rule == "film");
    for (const CallView view : {CallView::None, CallView::Cards, CallView::Panel}) {
        question.call_view = [&](const std::string& show, const std::string&) {
            return show == "film.json" ? view : CallView::None;
        };
        CHECK(choose(rules, question).rule == (view == CallView::Panel ? "film" : "biasa"));
    }
}

TEST_CASE("a part of the day holds on its days, from its first minute to before its last",
          "[schedule]") {
    const Schedule rules = schedule({rule("biasa")});
    CHECK(daypart_at(rules, at(7, 59).time) == "");
    CHECK(daypart_at(rules, at(8, 0).time) == "layanan");
    CHECK(daypart_at(rules, at(15, 29).time) == "layanan");
    CHECK(daypart_at(rules, at(15, 30).time) == "");
    HallTime saturday = at(9, 0).time;
    saturday.weekday = 6;
    CHECK(daypart_at(rules, saturday) == "");
}

TEST_CASE("every layout that a screen may come to show is known beforehand", "[schedule]") {
    Schedule rules = schedule({rule("totem", {{"screens", "totem"}}), rule("biasa")});
    rules.file.object()->emplace("pins", Object{{"tv-1", "pinned.json"}});
    CHECK(layouts_for(rules, "tv-1") == std::set<std::string>{"biasa.json", "pinned.json"});
    CHECK(layouts_for(rules, "totem") == std::set<std::string>{"biasa.json", "totem.json"});
}
