// SPDX-License-Identifier: MIT
#include "renderer/layout_check.hpp"

#include "core/nearest_name.hpp"
#include "core/placeholder.hpp"
#include "renderer/tracks.hpp"
#include "renderer/widget.hpp"

#include <algorithm>

namespace panggil::screen {

namespace {

class Checker {
public:
    explicit Checker(const Layout& layout) : layout_(&layout) {}

    void widget(const Tree& tree, const std::string& where) {
        if (tree.object() == nullptr) {
            return;
        }
        const std::string name = tree.text_or("widget");
        const WidgetType* type = find_widget(name);
        if (type == nullptr) {
            std::vector<std::string_view> known;
            for (const WidgetType* each : all_widgets()) {
                known.push_back(each->name);
            }
            report("layout.unknown_widget", where + "/widget", "widget \"" + name + "\" is unknown",
                   suggestion(name, known));
            return;
        }
        for (const auto& [key, value] : *tree.object()) {
            field(*type, key, value, where + '/' + key);
        }
        if (tree.at("zones").object() != nullptr) {
            zones(tree, where);
        }
    }

    Problems problems;

private:
    void report(const char* code, std::string where, std::string what, std::string hint) {
        problems.push_back({code, std::move(where), std::move(what), std::move(hint), ""});
    }

    static std::string suggestion(const std::string& name,
                                  const std::vector<std::string_view>& known) {
        const std::string nearest(nearest_name(name, known));
        return nearest.empty() ? "the names that exist are in layouts/README.md"
                               : "did you mean \"" + nearest + "\"?";
    }

    void field(const WidgetType& type, const std::string& key, const Tree& value,
               const std::string& where) {
        if (key == "widget" || key == "note") {
            return;
        }
        const auto own = std::ranges::find(type.fields, key, &FieldSpec::key);
        const auto common = std::ranges::find(common_fields(), key, &FieldSpec::key);
        if (own == type.fields.end() && common == common_fields().end()) {
            std::vector<std::string_view> known;
            for (const auto& fields : {type.fields, common_fields()}) {
                for (const FieldSpec& each : fields) {
                    known.push_back(each.key);
                }
            }
            report("layout.unknown_field", where,
                   "\"" + key + "\" is no field of " + std::string(type.name),
                   suggestion(key, known));
            return;
        }
        content(own != type.fields.end() ? own->kind : common->kind, value, where);
        if (key == "items") {
            for (std::size_t at = 0; value.list() != nullptr && at < value.list()->size(); ++at) {
                widget((*value.list())[at], where + '/' + std::to_string(at));
            }
        }
    }

    void content(FieldKind kind, const Tree& value, const std::string& where) {
        switch (kind) {
        case FieldKind::Color:
            token(value, where, layout_->theme.colors, "layout.unknown_color", "colour");
            break;
        case FieldKind::Font:
            token(value, where, layout_->theme.fonts, "layout.unknown_font", "font");
            break;
        case FieldKind::Text:
            placeholders(value, where);
            break;
        case FieldKind::Widget:
            widget(value, where);
            break;
        default:
            break;
        }
    }

    template <class Map>
    void token(const Tree& value, const std::string& where, const Map& known, const char* code,
               const char* kind) {
        const std::string* name = value.text();
        if (name == nullptr || known.contains(*name) ||
            (name->starts_with('#') && parse_color(*name))) {
            return;
        }
        std::vector<std::string_view> names;
        for (const auto& [each, ignored] : known) {
            names.emplace_back(each);
        }
        report(code, where, std::string("the theme has no ") + kind + " \"" + *name + '"',
               suggestion(*name, names));
    }

    void placeholders(const Tree& value, const std::string& where) {
        if (value.text() == nullptr) {
            return;
        }
        for (const std::string& name : placeholder_names(*value.text())) {
            const bool known_string = !name.starts_with("strings.") ||
                                      layout_->strings.at(name.substr(8)).text() != nullptr;
            if (!is_placeholder(name) || !known_string) {
                report("layout.unknown_placeholder", where, "\"{" + name + "}\" is unknown",
                       "see layouts/README.md");
            }
        }
    }

    void zones(const Tree& tree, const std::string& where) {
        const std::vector<Area> areas = areas_of(tree.at("areas"));
        for (const auto& [name, zone] : *tree.at("zones").object()) {
            if (std::ranges::find(areas, name, &Area::name) == areas.end() && !zone.is_nothing() &&
                !zone.is_true("hidden")) {
                report("layout.zone_without_area", where + "/zones/" + name,
                       "no line of areas names \"" + name + '"',
                       "add it to areas or take the zone out");
            }
            widget(zone, where + "/zones/" + name);
        }
    }

    const Layout* layout_;
};

} // namespace

Problems check_layout(const Layout& layout, const std::string& file) {
    Checker checker(layout);
    checker.widget(layout.root, file + "#/root");
    return std::move(checker.problems);
}

} // namespace panggil::screen
