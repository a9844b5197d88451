// SPDX-License-Identifier: MIT
#include "renderer/layout_check.hpp"

#include "core/board.hpp"
#include "core/calendar.hpp"
#include "core/nearest_name.hpp"
#include "core/placeholder.hpp"
#include "renderer/tracks.hpp"
#include "renderer/widget.hpp"

#include <algorithm>
#include <charconv>

namespace panggil::screen {

namespace {

using Names = std::vector<std::string_view>;

Names words_of(std::string_view line) {
    Names words;
    while (!line.empty()) {
        const std::size_t end = std::min(line.find(' '), line.size());
        words.push_back(line.substr(0, end));
        line.remove_prefix(std::min(end + 1, line.size()));
    }
    return words;
}

std::string listed(const Names& names) {
    std::string line;
    for (const std::string_view name : names) {
        line += (line.empty() ? "" : ", ") + std::string(name);
    }
    return line;
}

/// "8", "0.5"
std::string plain(double number) {
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
    return {text.data(), end};
}

bool is_number_list(const Tree& value, std::initializer_list<std::size_t> sizes) {
    const Tree::List* list = value.list();
    return list != nullptr && std::ranges::find(sizes, list->size()) != sizes.end() &&
           std::ranges::all_of(*list, [](const Tree& item) { return item.number() != nullptr; });
}

class Checker {
public:
    Checker(const Layout& layout, const std::string& file) : layout_(&layout), file_(file) {}

    void layout() {
        color(Tree(layout_->background));
        if (const auto* strings = layout_->strings.object(); strings != nullptr) {
            for (const auto& [name, value] : *strings) {
                expect(value.text() != nullptr, value, "a text");
            }
        }
        if (const auto* playlists = layout_->playlists.object(); playlists != nullptr) {
            for (const auto& [name, playlist] : *playlists) {
                items(playlist);
            }
        }
        widget(layout_->root);
    }

    Problems problems;

private:
    // Saying what is wrong

    void report(const char* code, const Tree& at, std::string what, std::string hint) {
        const std::string& place = layout_->places.at(at.place());
        Problem problem{code, place.empty() ? file_ : place, std::move(what), std::move(hint), ""};
        // A card is looked at once for each of its states.
        if (std::ranges::find(problems, problem) == problems.end()) {
            problems.push_back(std::move(problem));
        }
    }

    void expect(bool fits, const Tree& at, const std::string& wanted) {
        if (!fits) {
            report("layout.wrong_kind", at, "is not what belongs here", "write " + wanted);
        }
    }

    void unknown(const char* code, const Tree& at, std::string what, std::string_view name,
                 const Names& known) {
        const std::string meant(nearest_name(name, known));
        report(code, at, std::move(what),
               meant.empty() ? "known: " + listed(known) : "did you mean \"" + meant + "\"?");
    }

    // Widgets and their fields

    void widget(const Tree& tree) {
        if (tree.object() == nullptr) {
            expect(false, tree, "a widget: {\"widget\": …}");
            return;
        }
        const std::string name = tree.text_or("widget");
        const WidgetType* type = find_widget(name);
        if (type == nullptr) {
            Names known;
            for (const WidgetType* each : all_widgets()) {
                known.push_back(each->name);
            }
            const Tree& word = tree.at("widget");
            unknown("layout.unknown_widget", word.is_nothing() ? tree : word,
                    name.empty() ? "names no widget" : "widget \"" + name + "\" is unknown", name,
                    known);
            return;
        }
        std::vector<FieldSpec> fields(type->fields.begin(), type->fields.end());
        std::ranges::copy(common_fields(), std::back_inserter(fields));
        members(tree, fields, "\"" + name + "\"");
        if (!tree.at("zones").is_nothing()) {
            grid_zones(tree);
        }
        states(tree);
    }

    void members(const Tree& tree, std::span<const FieldSpec> fields, const std::string& owner) {
        for (const auto& [key, value] : *tree.object()) {
            if (key == "widget") {
                continue;
            }
            const auto found = std::ranges::find(fields, key, &FieldSpec::key);
            if (found != fields.end()) {
                content(*found, value);
                continue;
            }
            Names known;
            std::ranges::transform(fields, std::back_inserter(known), &FieldSpec::key);
            unknown("layout.unknown_field", value, "\"" + key + "\" is no field of " + owner, key,
                    known);
        }
    }

    /// A card is a whole widget in each of its states.
    void states(const Tree& tree) {
        const Tree& states = tree.at("states");
        if (states.object() == nullptr) {
            return;
        }
        Names known;
        for (const CardState state : all_card_states) {
            known.push_back(name_of(state));
        }
        for (const auto& [name, change] : *states.object()) {
            if (std::ranges::find(known, name) == known.end()) {
                unknown("layout.unknown_state", change, "\"" + name + "\" is no state of a card",
                        name, known);
                continue;
            }
            Tree changed = merge_patch(tree, change);
            changed.object()->erase("states");
            widget(changed);
        }
    }

    void content(const FieldSpec& field, const Tree& value) {
        switch (field.kind) {
        case FieldKind::Text:
            text(value);
            break;
        case FieldKind::Pattern:
            expect(value.text() != nullptr, value, "a pattern such as \"HH.mm\"");
            break;
        case FieldKind::Number:
            number(field, value);
            break;
        case FieldKind::NumberOrAuto:
            if (value.text() == nullptr || *value.text() != "auto") {
                number(field, value);
            }
            break;
        case FieldKind::Flag:
            expect(value.truth() != nullptr, value, "true or false");
            break;
        case FieldKind::Word:
            word(field, value);
            break;
        case FieldKind::Names:
            expect(value.text() != nullptr || value.list() != nullptr, value,
                   "an id, a list of ids, or \"all\"");
            break;
        case FieldKind::Color:
            color(value);
            break;
        case FieldKind::Font:
            token(value, layout_->theme.fonts, "layout.unknown_font", "font");
            break;
        case FieldKind::Motion:
            token(value, layout_->theme.motions, "layout.unknown_motion", "motion");
            break;
        case FieldKind::Playlist:
            playlist(value);
            break;
        case FieldKind::Path:
            expect(value.text() != nullptr, value, "the name of a file");
            break;
        case FieldKind::Lengths:
            expect(value.number() != nullptr || is_number_list(value, {2, 4}), value,
                   "a number, or a list of two or four");
            break;
        case FieldKind::Pair:
            expect(is_number_list(value, {2}), value, "[width, height]");
            break;
        case FieldKind::Stroke:
            stroke(value);
            break;
        case FieldKind::Tracks:
            tracks(value);
            break;
        case FieldKind::Widget:
            widget(value);
            break;
        case FieldKind::Widgets:
            each(value, "a list of widgets", [&](const Tree& item) { widget(item); });
            break;
        case FieldKind::Object:
            object(field, value);
            break;
        case FieldKind::Objects:
            each(value, "a list of objects", [&](const Tree& item) { object(field, item); });
            break;
        case FieldKind::Areas:  // with the zones
        case FieldKind::Zones:  // with the areas
        case FieldKind::States: // with the whole widget
        case FieldKind::Note:
            break;
        }
    }

    // Values

    template <class Look>
    void each(const Tree& value, const char* wanted, Look look) {
        if (value.list() == nullptr) {
            expect(false, value, wanted);
            return;
        }
        for (const Tree& item : *value.list()) {
            look(item);
        }
    }

    void object(const FieldSpec& field, const Tree& value) {
        if (value.object() == nullptr) {
            expect(false, value, "an object: {…}");
            return;
        }
        members(value, field.members, "\"" + std::string(field.key) + "\"");
    }

    void number(const FieldSpec& field, const Tree& value) {
        const double* found = value.number();
        if (found == nullptr || *found < field.least || *found > field.most) {
            report("layout.bad_number", value,
                   found == nullptr ? "is no number" : "is " + plain(*found),
                   "allowed " + plain(field.least) + " to " + plain(field.most));
        }
    }

    void word(const FieldSpec& field, const Tree& value) {
        const Names allowed = words_of(field.allowed);
        if (value.text() == nullptr) {
            expect(false, value, "one of: " + listed(allowed));
        } else if (std::ranges::find(allowed, *value.text()) == allowed.end()) {
            unknown("layout.unknown_word", value,
                    "\"" + *value.text() + "\" is no " + std::string(field.key), *value.text(),
                    allowed);
        }
    }

    void color(const Tree& value) {
        if (value.text() == nullptr || !layout_->theme.color(*value.text())) {
            token(value, layout_->theme.colors, "layout.unknown_color", "colour");
        }
    }

    template <class Map>
    void token(const Tree& value, const Map& known, const char* code, const char* kind) {
        const std::string* name = value.text();
        if (name == nullptr) {
            expect(false, value, std::string("the name of a ") + kind);
        } else if (!known.contains(*name)) {
            Names names;
            for (const auto& [each, ignored] : known) {
                names.emplace_back(each);
            }
            unknown(code, value, std::string("the theme has no ") + kind + " \"" + *name + '"',
                    *name, names);
        }
    }

    void playlist(const Tree& value) {
        const std::string* name = value.text();
        const auto* known = layout_->playlists.object();
        if (name == nullptr) {
            expect(false, value, "the name of a playlist");
        } else if (known == nullptr || !known->contains(*name)) {
            Names names;
            for (const auto& [each, ignored] : known != nullptr ? *known : Tree::Object{}) {
                names.emplace_back(layout_->playlists.object()->find(each)->first);
            }
            unknown("layout.unknown_playlist", value, "the layout has no playlist \"" + *name + '"',
                    *name, names);
        }
    }

    void items(const Tree& playlist) {
        each(playlist.at("items"), "{\"items\": […]}", [&](const Tree& item) {
            text(item.at("text"));
            for (const char* key : {"from", "to"}) {
                const Tree& time = item.at("when").at(key);
                expect(time.is_nothing() ||
                           (time.text() != nullptr && minutes_of(*time.text()) >= 0),
                       time, "a time of day: \"13.00\"");
            }
        });
    }

    void text(const Tree& value) {
        if (value.text() == nullptr) {
            expect(false, value, "a text");
            return;
        }
        constexpr std::string_view strings = "strings.";
        for (const std::string& name : placeholder_names(*value.text())) {
            const auto known = all_placeholders();
            if (name.starts_with(strings)
                    ? layout_->strings.at(name.substr(strings.size())).text() != nullptr
                    : std::ranges::find(known, name) != known.end()) {
                continue;
            }
            Names names(known.begin(), known.end());
            std::vector<std::string> own;
            if (const auto* object = layout_->strings.object(); object != nullptr) {
                for (const auto& [key, ignored] : *object) {
                    own.push_back(std::string(strings) + key);
                }
            }
            names.insert(names.end(), own.begin(), own.end());
            unknown("layout.unknown_placeholder", value, "\"{" + name + "}\" is unknown", name,
                    names);
        }
    }

    void stroke(const Tree& value) {
        const Tree::List* list = value.list();
        if (list == nullptr || list->size() != 2 || list->front().number() == nullptr) {
            expect(false, value, "[width, colour]");
        } else {
            color(list->back());
        }
    }

    void tracks(const Tree& value) {
        each(value, "a list such as [80, \"1fr\", \"auto\"]", [&](const Tree& track) {
            if (!is_track(track)) {
                report("layout.bad_track", track, "is no track",
                       "write units, \"1fr\" or \"auto\"");
            }
        });
    }

    // Grids

    void grid_zones(const Tree& tree) {
        const Tree& lines = tree.at("areas");
        const Tree::Object* zones = tree.at("zones").object();
        if (zones == nullptr) {
            expect(false, tree.at("zones"), "a widget for each name: {\"name\": {…}}");
            return;
        }
        const std::vector<Area> areas = areas_of(lines);
        areas_fit(tree, lines, areas);
        Names known;
        std::ranges::transform(areas, std::back_inserter(known),
                               [](const Area& area) { return std::string_view(area.name); });
        for (const auto& [name, zone] : *zones) {
            widget(zone);
            if (!zone.is_true("hidden") && std::ranges::find(known, name) == known.end()) {
                unknown("layout.zone_without_area", zone, "no line of areas names \"" + name + '"',
                        name, known);
            }
        }
        for (const Area& area : areas) {
            if (!zones->contains(area.name)) {
                report("layout.area_without_zone", lines, "\"" + area.name + "\" has no zone",
                       "add it to zones, or write a dot");
            }
        }
    }

    void areas_fit(const Tree& tree, const Tree& lines, const std::vector<Area>& areas) {
        const auto count = [](const Tree& tracks) {
            return tracks.list() == nullptr ? std::size_t{1} : tracks.list()->size();
        };
        const std::size_t cols = count(tree.at("cols"));
        const std::size_t rows = count(tree.at("rows"));
        const Tree::List* all = lines.list();
        if (all == nullptr) {
            expect(false, lines.is_nothing() ? tree : lines, "areas: one line for each row");
            return;
        }
        if (all->size() != rows) {
            report("layout.bad_areas", lines, "has " + std::to_string(all->size()) + " lines",
                   "the grid has " + std::to_string(rows) + " rows");
        }
        for (const Tree& line : *all) {
            const std::size_t words = line.text() != nullptr ? area_words(*line.text()).size() : 0;
            if (words != cols) {
                report("layout.bad_areas", line, "has " + std::to_string(words) + " names",
                       "the grid has " + std::to_string(cols) + " columns");
            }
        }
        for (const Area& area : areas) {
            if (!area.is_rectangle()) {
                report("layout.bad_areas", lines, "\"" + area.name + "\" is no rectangle",
                       "its cells must stand together");
            }
        }
    }

    const Layout* layout_;
    std::string file_;
};

} // namespace

Problems check_layout(const Layout& layout, const std::string& file) {
    Checker checker(layout, file);
    checker.layout();
    return std::move(checker.problems);
}

} // namespace panggil::screen
