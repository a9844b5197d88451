// SPDX-License-Identifier: MIT
/// Older layout files are read as if they had been written today.
#include "core/layout_migration.hpp"
#include "tests/catch.hpp"

using namespace panggil;

namespace {

Tree object(Tree::Object members) {
    return Tree(std::move(members));
}

Tree word(const char* text) {
    return Tree(std::string(text));
}

} // namespace

TEST_CASE("a layout's version is what it says, within what there can be", "[layout_migration]") {
    CHECK(layout_version_of(object({})) == newest_layout);
    CHECK(layout_version_of(object({{"version", word("1")}})) == newest_layout);
    CHECK(layout_version_of(object({{"version", Tree(1)}})) == 1);
    CHECK(layout_version_of(object({{"version", Tree(0)}})) == 1);
    CHECK(layout_version_of(object({{"version", Tree(-7)}})) == 1);
    CHECK(layout_version_of(object({{"version", Tree(1000)}})) == 1000);
    CHECK(layout_version_of(object({{"version", Tree(70000)}})) == 1000);
}

TEST_CASE("a layout of the first version becomes one of the newest, in all its depths",
          "[layout_migration]") {
    Tree old = object(
        {{"version", Tree(1)},
         {"$schema", word("../schema/layout-1.schema.json")},
         {"overlays", Tree(Tree::List{})},
         {"widgets", Tree(Tree::List{object(
                         {{"hold", object({{"untilAudioEnds", Tree(true)}, {"seconds", Tree(9)}})},
                          {"children", Tree(Tree::List{object({{"motion", word("slow-zoom")}}),
                                                       object({{"motion", word("none")}})})}})})}});
    old.object()->at("version").set_place(3);
    old.object()->at("$schema").set_place(4);
    const Tree now = migrated_layout(std::move(old));
    CHECK(layout_version_of(now) == newest_layout);
    CHECK(now.at("version").place() == 3);
    CHECK(now.text_or("$schema") == "../schema/layout-2.schema.json");
    CHECK(now.at("$schema").place() == 4);
    CHECK_FALSE(now.object()->contains("overlays"));
    const Tree& widget = now.at("widgets").list()->front();
    CHECK_FALSE(widget.at("hold").object()->contains("untilAudioEnds"));
    CHECK(widget.at("hold").object()->contains("seconds"));
    const Tree::List& children = *widget.at("children").list();
    CHECK(children[0].text_or("motion") == "slow-pan");
    CHECK(children[1].text_or("motion") == "none");
}

TEST_CASE("what was odd in an old layout stays as odd, and what is new stays whole",
          "[layout_migration]") {
    const Tree odd = object({{"version", Tree(1)},
                             {"$schema", word("mine.json")},
                             {"hold", word("long")},
                             {"motion", Tree(3)}});
    const Tree kept = migrated_layout(odd);
    CHECK(kept.text_or("$schema") == "mine.json");
    CHECK(kept.text_or("hold") == "long");
    CHECK(kept.at("motion").number() != nullptr);
    const Tree newest =
        object({{"version", Tree(newest_layout)}, {"overlays", Tree(Tree::List{})}});
    CHECK(migrated_layout(newest).object()->contains("overlays"));
    const Tree newer =
        object({{"version", Tree(newest_layout + 1)}, {"overlays", Tree(Tree::List{})}});
    CHECK(layout_version_of(migrated_layout(newer)) == newest_layout + 1);
    CHECK(migrated_layout(word("no layout")).text() != nullptr);
}
