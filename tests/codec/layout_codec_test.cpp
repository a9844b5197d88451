// SPDX-License-Identifier: MIT
#include "codec/layout_codec.hpp"
#include "codec/tree_codec.hpp"
#include "tests/catch.hpp"
#include "tests/pointed.hpp"
#include "tests/temporary_folder.hpp"

#include <fstream>
#include <iterator>

using namespace panggil;
using codec::load_layout;
using codec::LoadedLayout;
namespace fs = std::filesystem;

namespace {

Result<std::string> read_whole(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        return Problem{"file.cannot_read", path.filename().string(), "cannot be read", "", ""};
    }
    return std::string(std::istreambuf_iterator<char>(file), {});
}

/// A site folder that a test fills.
struct Site {
    test::TemporaryFolder folder;

    Site() { write("layouts/tema.json", R"({"colors": {"paper": "#FFFFFF"}})"); }

    void write(const std::string& name, const std::string& text) const {
        const fs::path path = folder.path() / name;
        fs::create_directories(path.parent_path());
        std::ofstream(path) << text;
    }

    [[nodiscard]] Result<LoadedLayout> load(const std::string& name,
                                            std::string_view mode = "") const {
        return load_layout(folder.path() / name, folder.path(), mode, read_whole);
    }

    [[nodiscard]] std::string told(const std::string& name) const {
        const auto loaded = load(name);
        if (!loaded) {
            return to_line(loaded.problem());
        }
        std::string lines;
        for (const Problem& problem : loaded.value().problems) {
            lines += testing::pointed(problem, loaded.value().layout.places) + '\n';
        }
        return lines;
    }
};

} // namespace

TEST_CASE("our own layout loads in every mode of its theme without a word", "[layout_codec]") {
    const fs::path root(PANGGIL_SOURCE_DIR);
    for (const char* mode : {"", "terang", "gelap"}) {
        const auto loaded = load_layout(root / "layouts/mpp-lanskap.json", root, mode, read_whole);
        REQUIRE(loaded);
        for (const Problem& problem : loaded.value().problems) {
            FAIL_CHECK(to_line(problem));
        }
        CHECK(loaded.value().layout.canvas == Size{1920, 1080});
        CHECK(loaded.value().layout.theme.color("amber") == Color{0xFF, 0xC2, 0x33});
    }
}

TEST_CASE("a layout extends another, then its parts are expanded", "[layout_codec]") {
    const Site site;
    site.write("layouts/parts/kepala.json",
               R"({"root": {"widget": "text", "text": "Kepala", "font": "title",
                            "src": "gambar.svg"}})");
    site.write("layouts/parts/lain.json", R"({"root": {"widget": "text", "text": "Lain"}})");
    site.write("layouts/parts/gambar.svg", "<svg/>");
    site.write("layouts/dasar.json",
               R"({"theme": "tema.json", "name": "Dasar", // comments are allowed
                   "root": {"widget": "grid", "gap": 4, "zones": {
                     "head": {"use": "parts/kepala.json", "color": "ink"},
                     "foot": {"widget": "spacer"}}}})");
    site.write("layouts/turunan.json",
               R"({"extends": "dasar.json",
                   "root": {"gap": 8, "zones": {"head": {"font": "small"}, "foot": null}}})");
    const auto loaded = site.load("layouts/turunan.json");
    REQUIRE(loaded);
    CHECK(loaded.value().problems.empty());
    const Tree& root = loaded.value().layout.root;
    CHECK(root.number_or("gap", 0) == 8);
    const Tree& head = root.at("zones").at("head");
    CHECK(head.text_or("text") == "Kepala");
    CHECK(head.text_or("font") == "small"); // the zone's own key over the part's
    CHECK(head.text_or("color") == "ink");
    CHECK(head.at("use").is_nothing());
    CHECK(root.at("zones").at("foot").is_nothing());
    // A path belongs to the file that states it.
    CHECK(fs::path(head.text_or("src")).parent_path().filename() == "parts");
    const Places& places = loaded.value().layout.places;
    CHECK(to_text(places.at(head.at("text").place())) == "layouts/parts/kepala.json:1:37");
    CHECK(places.at(head.at("font").place()).pointer == "/root/zones/head/font");
    CHECK(places.at(head.at("color").place()).file == "layouts/dasar.json");
}

TEST_CASE("what is missing or broken is told with its place, and the rest stays",
          "[layout_codec]") {
    const Site site;
    site.write("layouts/rusak.json", R"({"root": )");
    site.write("layouts/kosong.json", R"({"name": "kosong"})");
    site.write("layouts/a.json",
               R"({"theme": "tema.json", "extends": "tidak-ada.json", "colour": "red",
                   "canvas": [0, 5],
                   "root": {"widget": "grid", "zones": {
                     "a": {"use": "rusak.json"},
                     "b": {"use": "kosong.json"},
                     "c": {"use": "/etc/passwd"},
                     "d": {"widget": "image", "src": "../../x.svg"},
                     "e": {"widget": "text", "text": "Tetap"}}}})");
    const auto loaded = site.load("layouts/a.json");
    REQUIRE(loaded);
    CHECK(loaded.value().layout.root.at("zones").at("e").text_or("text") == "Tetap");
    CHECK(loaded.value().layout.canvas == Size{1920, 1080});
    CHECK(
        site.told("layouts/a.json") ==
        R"(layouts/a.json#/extends: "tidak-ada.json" does not exist (looked beside the file that names it and in the site folder)
layouts/a.json#/root/zones/c/use: "/etc/passwd" leads out of the site (put the file into the site folder and name it relatively)
layouts/a.json#/root/zones/d/src: "../../x.svg" leads out of the site (put the file into the site folder and name it relatively)
layouts/a.json#/colour: "colour" is no key of this file (known: $schema, version, name, kind, note, extends, theme, canvas, background, strings, playlists, root)
layouts/rusak.json:1:8: the file ends before everything is closed (a } or ] is missing; look at the indentation above)
layouts/a.json#/root/zones/b/use: "layouts/kosong.json" has no "root" (a part has "root": { "widget": … })
layouts/a.json#/canvas: is not [width, height] between 100 and 16384 (1920 by 1080 is used)
)");
}

TEST_CASE("only what its field calls a file is taken for one", "[layout_codec]") {
    const Site site;
    site.write("layouts/gambar.svg", "<svg/>");
    site.write("layouts/tema-dua.json",
               R"({"colors": {"video": "#FF0000", "image": "#00FF00", "paper": "#FFFFFF"}})");
    site.write("layouts/a.json", R"({"theme": "tema-dua.json",
        "strings": {"video": "Film", "use": "Pakai", "theme": "Tema", "src": "Asal"},
        "playlists": {"show": {"items": [{"image": "gambar.svg", "caption": "video"}]}},
        "root": {"widget": "layers", "note": {"src": "catatan"}, "items": [
            {"widget": "status", "show": "always", "with": {"video": "Film"}},
            {"widget": "image", "src": "gambar.svg"}]}})");
    CHECK(site.told("layouts/a.json").empty());
    const auto loaded = site.load("layouts/a.json");
    REQUIRE(loaded);
    const Layout& layout = loaded.value().layout;
    CHECK(layout.strings.text_or("video") == "Film");
    CHECK(layout.theme.color("video") == Color{255, 0, 0});
    const Tree::List& items = *layout.root.at("items").list();
    CHECK(items[0].text_or("show") == "always");
    CHECK(fs::path(items[1].text_or("src")).is_absolute());
    const Tree& picture = layout.playlists.at("show").at("items").list()->front();
    CHECK(fs::path(picture.text_or("image")).is_absolute());
    CHECK(picture.text_or("caption") == "video");
}

TEST_CASE("the cause is told, not what follows from it", "[layout_codec]") {
    const Site site;
    site.write("layouts/dasar.json", R"({"theme": "tema.json" "root": {"widget": "spacer"}})");
    site.write("layouts/a.json", R"({"extends": "dasar.json", "name": "A"})");
    CHECK(site.told("layouts/a.json").starts_with("layouts/dasar.json:1:22: a comma is missing"));
    site.write("layouts/b.json", R"({"extends": "dasar.json", "root": {"widget": "spacer"}})");
    const auto told = site.load("layouts/b.json");
    REQUIRE(told);
    CHECK_FALSE(told.value().whole);
    REQUIRE(told.value().problems.size() == 1);
    CHECK(told.value().problems.front().code == "syntax.missing_comma");
}

TEST_CASE("symbolic links do not lead out of the site", "[layout_codec]") {
    const Site site;
    fs::create_symlink("/etc/hostname", site.folder.path() / "layouts" / "rahasia.json");
    site.write("layouts/a.json",
               R"({"theme": "tema.json", "root": {"widget": "image", "src": "rahasia.json"}})");
    CHECK(site.told("layouts/a.json")
              .starts_with(R"(layouts/a.json#/root/src: "rahasia.json" leads out of the site)"));
}

TEST_CASE("references that go in a circle are cut and told", "[layout_codec]") {
    const Site site;
    site.write("layouts/a.json", R"({"extends": "b.json", "theme": "tema.json",
                                     "root": {"widget": "spacer"}})");
    site.write("layouts/b.json", R"({"extends": "a.json"})");
    CHECK(site.told("layouts/a.json") ==
          "layouts/b.json#/extends: goes round in a circle: layouts/a.json -> layouts/b.json -> "
          "layouts/a.json (take one of these references out)\n");
    site.write("layouts/p.json", R"({"root": {"widget": "layers", "items": [{"use": "p.json"}]}})");
    site.write("layouts/c.json", R"({"theme": "tema.json", "root": {"use": "p.json"}})");
    CHECK(site.told("layouts/c.json") ==
          "layouts/p.json#/root/items/0/use: goes round in a circle: layouts/p.json -> "
          "layouts/p.json (take one of these references out)\n");
}

TEST_CASE("parts that multiply are stopped", "[layout_codec]") {
    const Site site;
    for (int level = 0; level < 7; ++level) {
        std::string items;
        for (int at = 0; at < 10; ++at) {
            items += (at > 0 ? "," : "") + std::string(R"({"use": "p)") +
                     std::to_string(level + 1) + R"(.json"})";
        }
        site.write("layouts/p" + std::to_string(level) + ".json",
                   R"({"root": {"widget": "layers", "items": [)" + items + "]}}");
    }
    site.write("layouts/p7.json", R"({"root": {"widget": "spacer"}})");
    site.write("layouts/a.json", R"({"theme": "tema.json", "root": {"use": "p0.json"}})");
    const auto loaded = site.load("layouts/a.json");
    REQUIRE(loaded);
    REQUIRE(loaded.value().problems.size() == 1);
    CHECK(loaded.value().problems.front().code == "layout.too_many_parts");
}

TEST_CASE("a file that is no layout is refused, one without a theme is drawn plainly",
          "[layout_codec]") {
    const Site site;
    site.write("layouts/a.json", "{}");
    CHECK(site.told("layouts/a.json") ==
          "layouts/a.json: is missing: this is not a layout (a layout has \"root\": { "
          "\"widget\": … })");
    site.write("layouts/b.json", R"({"version": 3, "root": {"widget": "spacer"}})");
    CHECK(site.told("layouts/b.json") ==
          "layouts/b.json:1:13: is newer than this program understands (update "
          "panggil-screen, or write version 2)");
    CHECK(site.told("layouts/none.json") == "none.json: cannot be read");
    site.write("layouts/c.json", R"({"root": {"widget": "spacer"}})");
    const auto plain = site.load("layouts/c.json");
    REQUIRE(plain);
    CHECK(plain.value().layout.theme.color("paper"));
    CHECK(plain.value().layout.root == emergency_layout().root);
    CHECK(plain.value().problems.front().code == "layout.no_theme");
    CHECK(site.load("layouts/c.json", "gelap"));
}

TEST_CASE("a syntax error is named by line and letter, depth is bounded", "[tree_codec]") {
    Places places{1};
    const auto problem = [&](const std::string& text) {
        const auto tree = codec::decode_tree(text, "x.json", places);
        return tree ? std::string("fine") : to_line(tree.problem());
    };
    CHECK(problem("{\n  \"é\": 1\n  \"b\": 2\n}")
              .starts_with("x.json:2:9: a comma is missing behind this"));
    CHECK(problem("{\"text\": \"\xFF\"}").starts_with("x.json:1:"));
    CHECK(problem("").starts_with("x.json:1:1: the file is empty"));
    CHECK(problem("[1e999]").starts_with("x.json:1:"));
    CHECK(problem(std::string(100, '[') + std::string(100, ']')) ==
          "x.json:1:65: is nested deeper than 64 (a layout needs about ten levels)");
    CHECK(problem("/* a */ {\"a\": [true, null, 1.5, \"b\"]} // c") == "fine");
}

TEST_CASE("what people write around JSON is borne, and every value knows its letters",
          "[tree_codec]") {
    Places places{1};
    Problems twice;
    const auto tree =
        codec::decode_tree("{\n  // Catatan: \"a\", [1,\n  \"é\": [1, -2.5e1, \"x,]\",],"
                           " /* dua */ \"b\": {\"b\": true,}, \"b\": null,\n}\n",
                           "x.json", places, &twice);
    REQUIRE(tree);
    const auto place = [&](const Tree& value) { return places.at(value.place()); };
    const Tree::List& list = *tree.value().at("é").list();
    REQUIRE(list.size() == 3);
    CHECK(to_text(place(list[1])) == "x.json:3:12");
    CHECK(place(list[1]).value.letters == 6);
    CHECK(place(list[2]).pointer == "/é/2");
    CHECK(to_text_of_key(place(tree.value().at("é"))) == "x.json:3:3");
    REQUIRE(twice.size() == 1);
    CHECK(twice.front().code == "syntax.twice");
    CHECK(tree.value().at("b").is_nothing());
}

TEST_CASE("however deep a file is nested, it is refused and nothing falls", "[tree_codec]") {
    Places places{1};
    for (const char* open : {"[", "{\"a\":", "[{\"a\":"}) {
        std::string deep;
        for (int level = 0; level < 100'000; ++level) {
            deep += open;
        }
        const auto tree = codec::decode_tree(deep, "x.json", places);
        REQUIRE_FALSE(tree);
        CHECK(tree.problem().code == "syntax.too_deep");
    }
}

TEST_CASE("what newcomers forget is named where it is missing", "[tree_codec]") {
    const auto told = [](const std::string& text) {
        Places places{1};
        const auto tree = codec::decode_tree(text, "x.json", places);
        return tree ? std::string("fine") : tree.problem().where + ' ' + tree.problem().code;
    };
    CHECK(told("{\"a\": 1\n \"b\": 2}") == "x.json:1:8 syntax.missing_comma");
    CHECK(told("[1 2]") == "x.json:1:3 syntax.missing_comma");
    CHECK(told("{\"a\" 1}") == "x.json:1:5 syntax.missing_colon");
    CHECK(told("{\"a: 1,\n\"b\": 2}") == "x.json:1:2 syntax.missing_quote");
    CHECK(told("{\"a\": [1, 2}") == "x.json:1:12 syntax.closed_early");
    CHECK(told("{a: 1}") == "x.json:1:2 syntax.missing_name");
    CHECK(told("{\"a\": ya}") == "x.json:1:7 syntax.not_json");
}
