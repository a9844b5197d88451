// SPDX-License-Identifier: MIT
#include "renderer/bind_check.hpp"
#include "renderer/layout_check.hpp"
#include "renderer/widget.hpp"
#include "tests/catch.hpp"
#include "tests/pointed.hpp"
#include "tests/renderer/hall_on_screen.hpp"

#include <algorithm>
#include <set>

using namespace panggil;
using namespace panggil::testing;

namespace {

std::string told(const std::string& root) {
    std::string lines;
    const Layout layout = layout_of(root);
    for (const Problem& problem : screen::check_layout(layout, "uji.json")) {
        lines += pointed(problem, layout.places) + '\n';
    }
    return lines;
}

} // namespace

TEST_CASE("a member of a widget is a file for the loader just when its field is one",
          "[layout_check]") {
    const auto keys = codec::widget_path_keys();
    std::set<std::string_view> found;
    const auto look = [&](auto again, std::span<const FieldSpec> fields) -> void {
        for (const FieldSpec& field : fields) {
            INFO(field.key);
            const bool listed = std::ranges::find(keys, field.key) != keys.end();
            CHECK(listed == (field.kind == FieldKind::Path));
            if (listed) {
                found.insert(field.key);
            }
            again(again, field.members);
        }
    };
    look(look, screen::common_fields());
    for (const screen::WidgetType* type : screen::all_widgets()) {
        look(look, type->fields);
    }
    CHECK(found.size() == keys.size());
}

TEST_CASE("names that no hall has are told with what was meant", "[layout_check]") {
    const Layout layout = layout_of(R"({"widget": "layers", "items": [
        {"widget": "counters-grid", "bind": {"agencies": ["dukcapill", "pupr"], "counter": "99"}},
        {"widget": "now-calling", "bind": {"zones": "lobby", "except": ["3", "keuangn"]}},
        {"widget": "call-history", "bind": {"agencies": "all"}, "note": {"bind": {"agency": "x"}}}
        ]})");
    const std::string file = std::string(PANGGIL_SOURCE_DIR) + "/hub/halls/mpp-bolmut.json";
    const Hall hall = codec::decode_hall(read_whole(file).value(), file).hall;
    std::string lines;
    for (const Problem& problem :
         screen::check_binds(layout.root, layout.places, screen::names_of({&hall, 1}))) {
        lines += pointed(problem, layout.places) + '\n';
    }
    CHECK(
        lines ==
        "uji.json#/items/0/bind/agencies/0: agency \"dukcapill\" is not in the hall (did you mean "
        "\"dukcapil\"?)\n"
        "uji.json#/items/0/bind/counter: counter \"99\" is not in the hall (did you mean \"9\"?)\n"
        "uji.json#/items/1/bind/zones: zone \"lobby\" is not in the hall (known: lobi)\n"
        "uji.json#/items/1/bind/except/1: agency \"keuangn\" is not in the hall (did you mean "
        "\"keuangan\"?)\n");
}

TEST_CASE("wrong names are told with what was meant", "[layout_check]") {
    CHECK(told(R"({"widget": "counters-gird"})") ==
          "uji.json#/widget: widget \"counters-gird\" is unknown (did you mean "
          "\"counters-grid\"?)\n");
    CHECK(told(R"({"widget": "text", "text": "", "colour": "ink"})") ==
          "uji.json#/colour: \"colour\" is no field of \"text\" (did you mean \"color\"?)\n");
    CHECK(told(R"({"widget": "text", "text": "", "color": "ambre"})") ==
          "uji.json#/color: the theme has no colour \"ambre\" (did you mean \"amber\"?)\n");
    CHECK(told(R"({"widget": "text", "text": "", "font": "met"})") ==
          "uji.json#/font: the theme has no font \"met\" (did you mean \"meta\"?)\n");
    CHECK(told(R"({"widget": "ticker", "playlist": "pengumumam", "enter": "pages"})") ==
          "uji.json#/enter: the theme has no motion \"pages\" (did you mean \"page\"?)\n"
          "uji.json#/playlist: the layout has no playlist \"pengumumam\" (did you mean "
          "\"pengumuman\"?)\n");
    CHECK(told(R"({"widget": "text", "text": "{agency.shrot} {strings.gto}"})") ==
          "uji.json#/text: \"{agency.shrot}\" is unknown (did you mean \"agency.short\"?)\n"
          "uji.json#/text: \"{strings.gto}\" is unknown (did you mean \"strings.goto\"?)\n");
    CHECK(told(R"({"widget": "text", "text": "", "align": "centre"})") ==
          "uji.json#/align: \"centre\" is no align (did you mean \"center\"?)\n");
}

TEST_CASE("wrong values are told with what is allowed", "[layout_check]") {
    CHECK(told(R"({"widget": "attempts", "max": 20, "hidden": "yes"})") ==
          "uji.json#/hidden: is not what belongs here (write true or false)\n"
          "uji.json#/max: is 20 (allowed 1 to 9)\n");
    CHECK(told(R"({"widget": "shape", "size": [1], "style": {"border": [2, "lin"], "fil": ""}})") ==
          "uji.json#/size: is not what belongs here (write [width, height])\n"
          "uji.json#/style/border/1: the theme has no colour \"lin\" (did you mean \"line\"?)\n"
          "uji.json#/style/fil: \"fil\" is no field of \"style\" (did you mean \"fill\"?)\n");
    CHECK(told(R"({"widget": "text", "runs": [{"text": 7}]})") ==
          "uji.json#/runs/0/text: is not what belongs here (write a text)\n");
    CHECK(told(R"({"widget": "counters-grid", "cols": "many", "card": "ticket"})") ==
          "uji.json#/card: is not what belongs here (write a widget: {\"widget\": …})\n"
          "uji.json#/cols: is no number (allowed 1 to 50)\n");
    CHECK(told("{}").starts_with(
        "uji.json#: names no widget (known: anthem, attempts, call-history, "));
}

TEST_CASE("a grid's tracks, areas and zones belong together", "[layout_check]") {
    CHECK(told(R"({"widget": "grid", "cols": [80, "1rf"], "rows": ["auto"], "areas": ["a b c"],
                   "zones": {"a": {"widget": "spacer"}, "d": {"widget": "spacer"}}})") ==
          "uji.json#/cols/1: is no track (write units, \"1fr\" or \"auto\")\n"
          "uji.json#/areas/0: has 3 names (the grid has 2 columns)\n"
          "uji.json#/zones/d: no line of areas names \"d\" (did you mean \"a\"?)\n"
          "uji.json#/areas: \"b\" has no zone (add it to zones, or write a dot)\n"
          "uji.json#/areas: \"c\" has no zone (add it to zones, or write a dot)\n");
    CHECK(told(R"({"widget": "grid", "cols": [1, 2], "rows": [1, 2], "areas": ["a .", ". a"],
                   "zones": {"a": {"widget": "spacer"}}})") ==
          "uji.json#/areas: \"a\" is no rectangle (its cells must stand together)\n");
    CHECK(told(R"({"widget": "grid", "rows": [1, 2], "areas": ["a"],
                   "zones": {"a": {"widget": "spacer"}}})") ==
          "uji.json#/areas: has 1 lines (the grid has 2 rows)\n");
}

TEST_CASE("each state of a card is looked at, and a fault is told once", "[layout_check]") {
    CHECK(told(R"({"widget": "counter-card", "card": {"widget": "ticket", "fnt": "number",
                   "states": {"caled": {}, "break": {"color": "shat"}, "closed": {}}}})") ==
          "uji.json#/card/fnt: \"fnt\" is no field of \"ticket\" (did you mean \"font\"?)\n"
          "uji.json#/card/states/break/color: the theme has no colour \"shat\" (did you mean "
          "\"shut\"?)\n"
          "uji.json#/card/states/caled: \"caled\" is no state of a card (did you mean "
          "\"called\"?)\n");
}
