// SPDX-License-Identifier: MIT
#include "core/theme.hpp"
#include "core/tree.hpp"
#include "tests/catch.hpp"

using namespace panggil;
using Object = Tree::Object;
using List = Tree::List;

TEST_CASE("what is absent or of another kind reads as the fall-back", "[tree]") {
    const Tree tree(Object{{"text", "A"}, {"number", 7}, {"on", true}});
    CHECK(tree.text_or("text") == "A");
    CHECK(tree.text_or("number", "none") == "none");
    CHECK(tree.number_or("number", 1) == 7);
    CHECK(tree.number_or("text", 1) == 1);
    CHECK(tree.is_true("on"));
    CHECK_FALSE(tree.is_true("text"));
    CHECK(tree.at("absent").at("deeper").is_nothing());
    CHECK(Tree("not an object").at("key").is_nothing());
}

TEST_CASE("a patch merges objects, deletes by nothing and replaces the rest", "[tree]") {
    // The examples of RFC 7396, appendix A, as far as they are objects.
    const auto merged = [](Object target, Object patch) {
        return merge_patch(Tree(std::move(target)), Tree(std::move(patch)));
    };
    CHECK(merged({{"a", "b"}}, {{"a", "c"}}) == Tree(Object{{"a", "c"}}));
    CHECK(merged({{"a", "b"}}, {{"b", "c"}}) == Tree(Object{{"a", "b"}, {"b", "c"}}));
    CHECK(merged({{"a", "b"}}, {{"a", nullptr}}) == Tree(Object{}));
    CHECK(merged({{"a", "b"}, {"b", "c"}}, {{"a", nullptr}}) == Tree(Object{{"b", "c"}}));
    CHECK(merged({{"a", List{"b"}}}, {{"a", "c"}}) == Tree(Object{{"a", "c"}}));
    CHECK(merged({{"a", "c"}}, {{"a", List{"b"}}}) == Tree(Object{{"a", List{"b"}}}));
    CHECK(merged({{"a", Object{{"b", "c"}}}}, {{"a", Object{{"b", "d"}, {"c", nullptr}}}}) ==
          Tree(Object{{"a", Object{{"b", "d"}}}}));
    CHECK(merged({{"a", List{Object{{"b", "c"}}}}}, {{"a", List{1}}}) ==
          Tree(Object{{"a", List{1}}}));
    CHECK(merged({{"e", nullptr}}, {{"a", 1}}) == Tree(Object{{"e", nullptr}, {"a", 1}}));
    CHECK(merged({}, {{"a", Object{{"bb", Object{{"ccc", nullptr}}}}}}) ==
          Tree(Object{{"a", Object{{"bb", Object{}}}}}));
    CHECK(merge_patch(Tree(List{1, 2}), Tree(Object{{"a", "b"}, {"c", nullptr}})) ==
          Tree(Object{{"a", "b"}}));
}

TEST_CASE("values keep the place where they were written through a merge", "[tree]") {
    Tree below(Object{{"font", "meta"}, {"color", "ink"}});
    below.object()->at("font").set_place(1);
    below.object()->at("color").set_place(2);
    Tree above("title");
    above.set_place(3);
    const Tree merged = merge_patch(below, Tree(Object{{"font", above}}));
    CHECK(merged.at("font").place() == 3);
    CHECK(merged.at("color").place() == 2);
    CHECK(Tree("same") == [] {
        Tree other("same");
        other.set_place(9);
        return other;
    }());
}

TEST_CASE("colours are written with six or eight digits", "[theme]") {
    CHECK(parse_color("#0B5563") == Color{0x0B, 0x55, 0x63, 255});
    CHECK(parse_color("#0b556380") == Color{0x0B, 0x55, 0x63, 0x80});
    for (const char* wrong : {"", "#", "#12345", "#1234567", "0B5563", "#0B556G", "#-B5563"}) {
        INFO(wrong);
        CHECK_FALSE(parse_color(wrong));
    }
}

TEST_CASE("a mode changes the theme, and what makes no sense is told and left out", "[theme]") {
    const Tree file(
        Object{{"colors", Object{{"paper", "#FFFFFF"}, {"ink", "#000000"}, {"bad", "red"}}},
               {"fonts", Object{{"huge", Object{{"face", "Lato Black"}, {"size", 90'000}}}}},
               {"motion", Object{{"spin", Object{{"kind", "spin"}}},
                                 {"nervous", Object{{"kind", "pulse"}, {"ms", 50}, {"times", 2}}}}},
               {"modes", Object{{"gelap", Object{{"colors", Object{{"paper", "#101010"}}}}}}}});
    const Places places{{"laut.json", "", {}, {}}};
    Problems problems;
    const Theme dark = theme_of(file, "gelap", places, problems);
    CHECK(dark.color("paper") == Color{16, 16, 16});
    CHECK(dark.color("ink") == Color{0, 0, 0});
    CHECK_FALSE(dark.color("bad"));
    CHECK(dark.color("#010203") == Color{1, 2, 3});
    CHECK(dark.font("huge").size == 34);
    CHECK(dark.font("unknown").face == "Lato Bold");
    REQUIRE(problems.size() == 4);
    CHECK(problems[0].code == "theme.bad_color");
    CHECK(problems[1].code == "theme.bad_number");
    CHECK(problems[2].code == "look.flash");
    CHECK(problems[3].code == "theme.unknown_motion");
    // No pulse comes near the three flashes a second that harm people.
    CHECK(dark.motion("nervous").time >= Millis(500));
    problems.clear();
    CHECK(theme_of(file, "sore", places, problems).color("paper") == Color{255, 255, 255});
    REQUIRE_FALSE(problems.empty());
    CHECK(problems.front().code == "theme.unknown_mode");
}
