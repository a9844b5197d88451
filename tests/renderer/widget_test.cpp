// SPDX-License-Identifier: MIT
/// What holds for every widget, without naming one: a new file in renderer/widgets is tested by
/// being there.
#include "renderer/layout_check.hpp"
#include "renderer/reference.hpp"
#include "renderer/schemas.hpp"
#include "renderer/widget.hpp"
#include "tests/catch.hpp"
#include "tests/fakes/scene_text.hpp"
#include "tests/golden.hpp"
#include "tests/renderer/hall_on_screen.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

using namespace panggil;
using namespace panggil::screen;
using namespace panggil::testing;

namespace {

void check_fields(std::span<const FieldSpec> fields) {
    std::set<std::string_view> keys;
    for (const FieldSpec& field : fields) {
        INFO(field.key);
        CHECK(keys.insert(field.key).second);
        CHECK(field.sentence.ends_with('.'));
        CHECK((field.kind == FieldKind::Word || field.kind == FieldKind::Words) ==
              !field.allowed.empty());
        CHECK(field.least <= field.most);
        const bool has_members = field.kind == FieldKind::Object ||
                                 field.kind == FieldKind::Objects || field.kind == FieldKind::Map;
        CHECK(has_members == !field.members.empty());
        check_fields(field.members);
    }
}

std::string sample_of(const WidgetType& type) {
    std::string sample(type.sample);
    const std::string widget = "{\"widget\": \"" + std::string(type.name) + '"';
    return widget + (sample == "{}" ? "" : ", ") + sample.substr(1);
}

} // namespace

TEST_CASE("every widget has the name of its file and explains itself", "[widget]") {
    std::set<std::string> files;
    for (const auto& file :
         std::filesystem::directory_iterator(PANGGIL_SOURCE_DIR "/renderer/widgets")) {
        if (file.path().extension() == ".cpp") {
            files.insert(file.path().stem().string());
        }
    }
    std::set<std::string> names;
    for (const WidgetType* type : all_widgets()) {
        INFO(type->name);
        names.emplace(type->name);
        CHECK(type->sentence.ends_with('.'));
        CHECK(find_widget(type->name) == type);
        check_fields(type->fields);
        for (const FieldSpec& field : type->fields) {
            const bool twice = std::ranges::find(common_fields(), field.key, &FieldSpec::key) !=
                               common_fields().end();
            CHECK_FALSE(twice);
        }
    }
    CHECK(names == files);
    CHECK(find_widget("counters-gird") == nullptr);
    check_fields(common_fields());
}

TEST_CASE("every widget's sample passes the checker and is drawn inside its place at any size",
          "[widget]") {
    const Board board = board_of_morning();
    for (const WidgetType* type : all_widgets()) {
        INFO(type->name);
        const Layout layout = layout_of(sample_of(*type));
        for (const Problem& problem : check_layout(layout, "uji.json")) {
            FAIL_CHECK(to_line(problem));
        }
        for (const Size glass : {Size{1920, 1080}, Size{640, 480}, Size{80, 40}}) {
            Picture picture;
            picture.glass = glass;
            const Scene scene = picture(layout, board);
            const Rect whole{0, 0, glass.width, glass.height};
            for (const Node& node : scene.nodes) {
                for (const Mark& mark : node.marks) {
                    CHECK(intersect(mark.clip, whole) == mark.clip);
                    CHECK(bounds_of(mark).x >= 0);
                    if (glass.height > 300) { // smaller ones are for those who like to fall
                        CHECK(intersect(bounds_of(mark), whole) == bounds_of(mark));
                    }
                }
            }
            Picture again;
            again.glass = glass;
            CHECK(again(layout, board) == scene);
        }
    }
}

TEST_CASE("every widget bears properties of the wrong kind, and none at all", "[widget]") {
    const Board board = board_of_morning();
    for (const WidgetType* type : all_widgets()) {
        INFO(type->name);
        for (const char* wrong : {"null", "true", "-7", "1e300", "\"x\"", "[]", "[[-1],{}]", "{}",
                                  "{\"x\": {}}", "[1e300, -1e300, 0, 5]"}) {
            std::string root = "{\"widget\": \"" + std::string(type->name) + '"';
            for (const auto& fields : {type->fields, common_fields()}) {
                for (const FieldSpec& field : fields) {
                    root += ", \"" + std::string(field.key) + "\": " + wrong;
                }
            }
            const Layout layout = layout_of(root + '}');
            Picture picture;
            static_cast<void>(picture(layout, board));
            static_cast<void>(picture(layout, Board{}));
            static_cast<void>(check_layout(layout, "uji.json"));
        }
    }
}

TEST_CASE("the reference is what the widgets' tables say", "[widget]") {
    check_golden("docs/widgets.md", widget_reference());
}

TEST_CASE("the schemas are what the tables say", "[widget]") {
    for (const Schema& schema : all_schemas()) {
        check_golden("schema/" + schema.file, codec::encode_tree(schema.tree));
    }
}

namespace {

/// What the widget is drawn as: the layout in tests/golden/widgets where its sample alone has
/// nothing to show (a table, a playlist), else its sample.
Layout golden_layout(const WidgetType& type) {
    const std::filesystem::path root(PANGGIL_SOURCE_DIR);
    const auto file = root / "tests/golden/widgets" / (std::string(type.name) + ".json");
    if (!std::filesystem::exists(file)) {
        return layout_of(sample_of(type));
    }
    auto loaded = codec::load_layout(file, root, "", read_whole);
    REQUIRE(loaded);
    REQUIRE(loaded.value().problems.empty());
    REQUIRE(loaded.value().layout.root.text_or("widget") == type.name);
    return std::move(loaded).value().layout;
}

} // namespace

TEST_CASE("every widget's picture is the one we know, with the hub and without", "[widget]") {
    Board calling = board_of_morning();
    REQUIRE_FALSE(calling.history.empty());
    calling.call = calling.history.front();
    calling.said = "nomor antrean ef nol satu delapan,";
    Board late = board_of_morning(LinkHealth::Stale);
    late.heard_at = tests::morning;
    for (const WidgetType* type : all_widgets()) {
        INFO(type->name);
        const Layout layout = golden_layout(*type);
        Picture picture;
        picture.glass = {960, 540};
        const Scene live = picture(layout, calling);
        const Scene stale = picture(layout, late);
        const auto marks = [](const Scene& scene) {
            std::size_t count = 0;
            for (const Node& node : scene.nodes) {
                count += node.marks.size();
            }
            return count;
        };
        CHECK((marks(live) + marks(stale) > 0 || type->name == "spacer"));
        check_golden("tests/golden/widgets/" + std::string(type->name) + ".txt",
                     to_text(live) + "--- late\n" + to_text(stale));
    }
}
