// SPDX-License-Identifier: MIT
#include "renderer/layout_check.hpp"

#include "core/board.hpp"
#include "core/calendar.hpp"
#include "core/diagnosis.hpp"
#include "core/file_fields.hpp"
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

const Words2 a_text{"a text", "teks dalam tanda kutip"};

Words2 one_of(const Names& names) {
    std::string list;
    for (const std::string_view name : names) {
        list += (list.empty() ? "" : ", ") + std::string(name);
    }
    return {"one of: " + list, "salah satu: " + list};
}

const Tree nothing;

class Checker {
public:
    Checker(const Layout& layout, const std::string& file) : layout_(&layout), file_(file) {}

    void layout() {
        color(Tree(layout_->background));
        for (const FieldSpec& field : layout_file_fields()) {
            const Tree& value = field.key == "strings"     ? layout_->strings
                                : field.key == "playlists" ? layout_->playlists
                                                           : nothing;
            if (!value.is_nothing()) {
                content(field, value);
            }
        }
        widget(layout_->root);
    }

    void file(const Tree& tree, std::span<const FieldSpec> fields) {
        if (tree.object() == nullptr) {
            expect(false, tree, {"an object: {…}", "objek: {…}"});
        } else {
            members(tree, fields, "this file");
        }
    }

    Problems problems;

private:
    // Saying what is wrong

    void report(std::string_view name, const Tree& at, std::initializer_list<Words2> words) {
        add(name, to_text(layout_->places.at(at.place())), words);
    }

    void report_key(std::string_view name, const Tree& at, std::initializer_list<Words2> words) {
        add(name, to_text_of_key(layout_->places.at(at.place())), words);
    }

    void add(std::string_view name, std::string where, std::initializer_list<Words2> words) {
        Problem problem = diagnose(name, where.empty() ? file_ : std::move(where), words);
        // A card is looked at once for each of its states.
        if (std::ranges::find(problems, problem) == problems.end()) {
            problems.push_back(std::move(problem));
        }
    }

    void expect(bool fits, const Tree& at, Words2 wanted) {
        if (!fits) {
            report("layout.wrong_kind", at, {std::move(wanted)});
        }
    }

    // Widgets and their fields

    void widget(const Tree& tree) {
        if (tree.object() == nullptr) {
            expect(false, tree, {"a widget: {\"widget\": …}", "widget: {\"widget\": …}"});
            return;
        }
        const std::string name = tree.text_or("widget");
        const WidgetType* type = find_widget(name);
        if (type == nullptr) {
            Names known;
            for (const WidgetType* each : all_widgets()) {
                known.push_back(each->name);
            }
            if (name.empty()) {
                report("layout.no_widget", tree, {meant("", known)});
            } else {
                report("layout.unknown_widget", tree.at("widget"), {name, meant(name, known)});
            }
            return;
        }
        std::vector<FieldSpec> fields(type->fields.begin(), type->fields.end());
        std::ranges::copy(common_fields(), std::back_inserter(fields));
        members(tree, fields, name);
        if (!tree.at("zones").is_nothing()) {
            grid_zones(tree);
        }
        states(tree);
    }

    void members(const Tree& tree, std::span<const FieldSpec> fields, const std::string& owner) {
        for (const auto& [key, value] : *tree.object()) {
            if (key == "widget" || (key == "use" && value.text() != nullptr) || key == "with") {
                continue;
            }
            const auto found = std::ranges::find(fields, key, &FieldSpec::key);
            if (found != fields.end()) {
                content(*found, value);
                continue;
            }
            Names known;
            std::ranges::transform(fields, std::back_inserter(known), &FieldSpec::key);
            report_key("layout.unknown_field", value, {key, owner, meant(key, known)});
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
                report_key("layout.unknown_state", change, {name, meant(name, known)});
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
            expect(value.text() != nullptr, value,
                   {"a pattern such as \"HH.mm\"", "pola seperti \"HH.mm\""});
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
            expect(value.truth() != nullptr, value, {"true or false", "true atau false"});
            break;
        case FieldKind::Word:
            word(field, value);
            break;
        case FieldKind::Words:
            words(field, value);
            break;
        case FieldKind::Date:
            expect(value.text() != nullptr && day_number_of(*value.text()).has_value(), value,
                   {"a date: \"2026-11-24\"", "tanggal: \"2026-11-24\""});
            break;
        case FieldKind::ClockTime:
            expect(value.text() != nullptr && minutes_of(*value.text()) >= 0, value,
                   {"a time of day: \"13.00\"", "jam: \"13.00\""});
            break;
        case FieldKind::Map:
            for_each_member(value, [&](const Tree& member) { object(field, member); });
            break;
        case FieldKind::Texts:
            for_each_member(value, [&](const Tree& member) {
                expect(member.text() != nullptr, member, a_text);
            });
            break;
        case FieldKind::Lines:
            each(value, {"a list of texts", "daftar teks"},
                 [&](const Tree& item) { expect(item.text() != nullptr, item, a_text); });
            break;
        case FieldKind::Names:
            expect(value.text() != nullptr || value.list() != nullptr, value,
                   {"an id, a list of ids, or \"all\"", "id, daftar id, atau \"all\""});
            break;
        case FieldKind::Color:
            color(value);
            break;
        case FieldKind::Font:
            token(value, layout_->theme.fonts, "layout.unknown_font",
                  {"the name of a font", "nama huruf"});
            break;
        case FieldKind::Motion:
            token(value, layout_->theme.motions, "layout.unknown_motion",
                  {"the name of a motion", "nama gerak"});
            break;
        case FieldKind::Playlist:
            playlist(value);
            break;
        case FieldKind::Path:
            expect(value.text() != nullptr, value, {"the name of a file", "nama berkas"});
            break;
        case FieldKind::Lengths:
            expect(
                value.number() != nullptr || is_number_list(value, {2, 4}), value,
                {"a number, or a list of two or four", "angka, atau daftar dua atau empat angka"});
            break;
        case FieldKind::Pair:
            expect(is_number_list(value, {2}), value, {"[width, height]", "[lebar, tinggi]"});
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
            each(value, {"a list of widgets", "daftar widget"},
                 [&](const Tree& item) { widget(item); });
            break;
        case FieldKind::Object:
            object(field, value);
            break;
        case FieldKind::Objects:
            each(value, {"a list of objects", "daftar objek"},
                 [&](const Tree& item) { object(field, item); });
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
    void each(const Tree& value, Words2 wanted, Look look) {
        if (value.list() == nullptr) {
            expect(false, value, std::move(wanted));
            return;
        }
        for (const Tree& item : *value.list()) {
            look(item);
        }
    }

    template <class Look>
    void for_each_member(const Tree& value, Look look) {
        if (value.object() == nullptr) {
            expect(false, value, {"an object: {…}", "objek: {…}"});
            return;
        }
        for (const auto& [name, member] : *value.object()) {
            look(member);
        }
    }

    void words(const FieldSpec& field, const Tree& value) {
        if (value.list() == nullptr) {
            word(field, value);
            return;
        }
        for (const Tree& item : *value.list()) {
            word(field, item);
        }
    }

    void object(const FieldSpec& field, const Tree& value) {
        if (value.object() == nullptr) {
            expect(false, value, {"an object: {…}", "objek: {…}"});
            return;
        }
        members(value, field.members, std::string(field.key));
    }

    void number(const FieldSpec& field, const Tree& value) {
        const double* found = value.number();
        if (found == nullptr || *found < field.least || *found > field.most) {
            report("layout.bad_number", value,
                   {found == nullptr ? Words2{"no number", "bukan angka"} : Words2{plain(*found)},
                    plain(field.least), plain(field.most)});
        }
    }

    void word(const FieldSpec& field, const Tree& value) {
        const Names allowed = words_of(field.allowed);
        if (value.text() == nullptr) {
            expect(false, value, one_of(allowed));
        } else if (std::ranges::find(allowed, *value.text()) == allowed.end()) {
            report("layout.unknown_word", value,
                   {*value.text(), field.key, meant(*value.text(), allowed)});
        }
    }

    void color(const Tree& value) {
        if (value.text() == nullptr || !layout_->theme.color(*value.text())) {
            token(value, layout_->theme.colors, "layout.unknown_color",
                  {"the name of a colour", "nama warna"});
        }
    }

    template <class Map>
    void token(const Tree& value, const Map& known, std::string_view code, Words2 wanted) {
        const std::string* name = value.text();
        if (name == nullptr) {
            expect(false, value, std::move(wanted));
        } else if (!known.contains(*name)) {
            Names names;
            for (const auto& [each, ignored] : known) {
                names.emplace_back(each);
            }
            report(code, value, {*name, meant(*name, names)});
        }
    }

    void playlist(const Tree& value) {
        const std::string* name = value.text();
        const auto* known = layout_->playlists.object();
        if (name == nullptr) {
            expect(false, value, {"the name of a playlist", "nama daftar (playlists)"});
        } else if (known == nullptr || !known->contains(*name)) {
            Names names;
            for (const auto& [each, ignored] : known != nullptr ? *known : Tree::Object{}) {
                names.emplace_back(layout_->playlists.object()->find(each)->first);
            }
            report("layout.unknown_playlist", value, {*name, meant(*name, names)});
        }
    }

    void text(const Tree& value) {
        if (value.text() == nullptr) {
            expect(false, value, a_text);
            return;
        }
        constexpr std::string_view strings = "strings.";
        for (const auto& [name, format] : placeholder_uses(*value.text())) {
            if (!has_form(name, format)) {
                report("layout.unknown_placeholder", value,
                       {name + ':' + format,
                        {"times: {until:HH.mm}, ages: {age:short}",
                         "jam: {until:HH.mm}, lama: {age:short}"}});
            }
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
            report("layout.unknown_placeholder", value, {name, meant(name, names)});
        }
    }

    void stroke(const Tree& value) {
        const Tree::List* list = value.list();
        if (list == nullptr || list->size() != 2 || list->front().number() == nullptr) {
            expect(false, value, {"[width, colour]", "[lebar, warna]"});
        } else {
            color(list->back());
        }
    }

    void tracks(const Tree& value) {
        each(value,
             {"a list such as [80, \"1fr\", \"auto\"]", "daftar seperti [80, \"1fr\", \"auto\"]"},
             [&](const Tree& track) {
                 if (!is_track(track)) {
                     report("layout.bad_track", track, {});
                 }
             });
    }

    // Grids

    void grid_zones(const Tree& tree) {
        const Tree& lines = tree.at("areas");
        const Tree::Object* zones = tree.at("zones").object();
        if (zones == nullptr) {
            expect(false, tree.at("zones"),
                   {"a widget for each name: {\"name\": {…}}",
                    "widget untuk tiap nama: {\"nama\": {…}}"});
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
                report_key("layout.zone_without_area", zone, {name, meant(name, known)});
            }
        }
        for (const Area& area : areas) {
            if (!zones->contains(area.name)) {
                report("layout.area_without_zone", lines, {area.name});
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
            expect(false, lines.is_nothing() ? tree : lines,
                   {"areas: one line for each row", "areas: satu baris untuk tiap rows"});
            return;
        }
        if (all->size() != rows) {
            report("layout.area_lines", lines, {std::to_string(all->size()), std::to_string(rows)});
        }
        for (const Tree& line : *all) {
            const std::size_t words = line.text() != nullptr ? area_words(*line.text()).size() : 0;
            if (words != cols) {
                report("layout.area_names", line, {std::to_string(words), std::to_string(cols)});
            }
        }
        for (const Area& area : areas) {
            if (!area.is_rectangle()) {
                report("layout.bad_areas", lines, {area.name});
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

Problems check_file(const Tree& tree, std::span<const FieldSpec> fields, const Places& places,
                    const std::string& file) {
    Layout context;
    context.places = places;
    Checker checker(context, file);
    checker.file(tree, fields);
    return std::move(checker.problems);
}

} // namespace panggil::screen
