// SPDX-License-Identifier: MIT
#include "core/schedule_reach.hpp"
#include "tests/catch.hpp"

using namespace panggil;
using Object = Tree::Object;
using List = Tree::List;

namespace {

Tree rule(const char* id, Object when, const char* screens = "all") {
    Object rule{{"id", id}, {"show", std::string(id) + ".json"}, {"screens", screens}};
    if (!when.empty()) {
        rule.emplace("when", std::move(when));
    }
    return rule;
}

/// An office with a break on working days, a holiday, and Ramadan.
Schedule schedule(List rules) {
    Schedule schedule;
    schedule.file = Object{
        {"dayparts", Object{{"layanan", Object{{"mon-fri", List{"08.00-12.00", "13.00-15.30"}}}},
                            {"istirahat", Object{{"mon-thu", List{"12.00-13.00"}},
                                                 {"fri", List{"11.30-13.00"}}}}}},
        {"ramadan",
         Object{{"from", "2026-02-18"},
                {"to", "2026-03-19"},
                {"dayparts", Object{{"puasa", Object{{"mon-thu", List{"12.00-12.30"}}}}}}}},
        {"screens", Object{{"tv-1", Object{}}, {"totem", Object{}}}},
        {"rules", std::move(rules)}};
    schedule.holidays = List{Object{{"date", "2026-08-17"}, {"name", "Kemerdekaan"}}};
    return schedule;
}

/// "b: why c: why"
std::string in_vain(List rules) {
    std::string told;
    for (const Problem& problem : rules_in_vain(schedule(std::move(rules)))) {
        CHECK(problem.code == "schedule.never");
        CHECK_FALSE(problem.pesan.empty());
        told += problem.what + '\n';
    }
    return told;
}

} // namespace

TEST_CASE("rules that some moment brings are not complained of", "[schedule_reach]") {
    CHECK(in_vain({rule("libur", {{"holiday", true}}),
                   rule("rehat", {{"daypart", "istirahat"}, {"waiting", 0}}),
                   rule("puasa", {{"daypart", "puasa"}}), rule("tutup", {{"days", "weekend"}}),
                   rule("jumat", {{"days", "fri"}, {"from", "11.30"}, {"to", "11.31"}}),
                   rule("sehari", {{"after", "2030-05-06"}, {"until", "2030-05-06"}}),
                   rule("totem", {}, "totem"), rule("biasa", {})}) == "");
}

TEST_CASE("conditions that never come together are found", "[schedule_reach]") {
    const std::string never = "can never hold: its conditions never come together\n";
    for (const Object& when :
         {Object{{"daypart", "istirahat"}, {"days", "weekend"}},
          Object{{"daypart", "istirahat"}, {"from", "13.00"}},
          Object{{"daypart", "puasa"}, {"after", "2026-03-20"}},
          Object{{"holiday", true}, {"days", "sun"}},
          Object{{"days", "mon"}, {"after", "2026-11-24"}, {"until", "2026-11-28"}},
          Object{{"daypart", "malam"}}}) {
        CHECK(in_vain({rule("a", when), rule("biasa", {})}) == "\"a\" " + never);
    }
}

TEST_CASE("a rule below wider ones is found, with those that win", "[schedule_reach]") {
    CHECK(in_vain({rule("kerja", {{"days", "mon-fri"}}), rule("senin", {{"days", "mon"}}),
                   rule("biasa", {})}) ==
          "\"senin\" can never hold: \"kerja\" above it always wins\n");
    CHECK(in_vain({rule("pagi", {{"to", "12.00"}}), rule("siang", {{"from", "11.00"}}),
                   rule("rehat", {{"daypart", "istirahat"}}), rule("biasa", {})}) ==
          "\"rehat\" can never hold: \"pagi\", \"siang\" above it always win\n"
          "\"biasa\" can never hold: \"pagi\", \"siang\" above it always win\n");
    CHECK(in_vain({rule("sepi", {{"waiting", 5}}), rule("kosong", {{"waiting", 0}}),
                   rule("biasa", {})}) ==
          "\"kosong\" can never hold: \"sepi\" above it always wins\n");
    // For a screen of its own a rule may well stand below one for another.
    CHECK(in_vain({rule("satu", {}, "tv-1"), rule("dua", {}, "totem"), rule("biasa", {})}) == "");
}

TEST_CASE("a pin of today hides no rule, and no rules are no fault of theirs", "[schedule_reach]") {
    Schedule pinned = schedule({rule("a", {{"holiday", true}}, "tv-1"), rule("biasa", {})});
    pinned.file.object()->emplace("pins", Object{{"tv-1", "x.json"}});
    CHECK(rules_in_vain(pinned).empty());
    CHECK(in_vain({}) == "");
    CHECK(rules_in_vain(Schedule{}).empty());
}
