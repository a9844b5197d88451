// SPDX-License-Identifier: MIT
#include "renderer/layout_check.hpp"

#include "core/board.hpp"
#include "core/calendar.hpp"
#include "core/diagnosis.hpp"
#include "core/file_fields.hpp"
#include "renderer/tracks.hpp"
#include "renderer/value_check.hpp"
#include "renderer/widget.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace panggil::screen {

namespace {

const Tree nothing;

class Checker : public ValueCheck {
public:
    using ValueCheck::ValueCheck;

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
        bool has_film = false;
        one_film(layout_->root, has_film);
    }

    void file(const Tree& tree, std::span<const FieldSpec> fields) {
        if (tree.object() == nullptr) {
            expect(false, tree, {"an object: {…}", "objek: {…}"});
        } else {
            members(tree, fields, "this file");
        }
    }

private:
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
        if (!tree.at("text").is_nothing() && !tree.at("runs").is_nothing()) {
            report_key("layout.two_texts", tree.at("text"), {});
        }
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
        case FieldKind::Paths:
            for_each_member(value, [&](const Tree& member) {
                expect(member.text() != nullptr, member, a_text());
            });
            break;
        case FieldKind::Lines:
            each(value, {"a list of texts", "daftar teks"},
                 [&](const Tree& item) { expect(item.text() != nullptr, item, a_text()); });
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

    void object(const FieldSpec& field, const Tree& value) {
        if (value.object() == nullptr) {
            expect(false, value, {"an object: {…}", "objek: {…}"});
            return;
        }
        members(value, field.members, std::string(field.key));
    }

    /// A small machine decodes one film at a time.
    void one_film(const Tree& tree, bool& has_film) {
        if (const Tree::List* items = tree.list(); items != nullptr) {
            for (const Tree& item : *items) {
                one_film(item, has_film);
            }
        }
        if (tree.object() == nullptr || tree.is_true("hidden")) {
            return;
        }
        const std::string name = tree.text_or("widget");
        if (name == "video" || (name == "anthem" && !tree.text_or("video").empty())) {
            if (std::exchange(has_film, true)) {
                report("layout.video_twice", tree.at("widget"), {});
            }
        }
        for (const auto& [key, member] : *tree.object()) {
            one_film(member, has_film);
        }
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
};

} // namespace

Problems check_layout(const Layout& layout, const std::string& file) {
    Checker checker(layout, file);
    checker.layout();
    return std::move(checker.problems);
}

Problems check_dates(const Layout& layout, int today) {
    Problems problems;
    const Tree::Object* playlists = layout.playlists.object();
    for (const auto& [name, playlist] : playlists != nullptr ? *playlists : Tree::Object{}) {
        const Tree::List* items = playlist.at("items").list();
        for (const Tree& item : items != nullptr ? *items : Tree::List{}) {
            const Tree& until = item.at("when").at("until");
            const auto last = until.text() != nullptr ? day_number_of(*until.text()) : std::nullopt;
            if (last && *last < today) {
                problems.push_back(diagnose(
                    "media.expired", to_text(layout.places.at(until.place())), {*until.text()}));
            }
        }
    }
    return problems;
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
