// SPDX-License-Identifier: MIT
#pragma once
/// What a widget is: a constant record that says its name, its sentence, its fields and how it
/// draws. The folder renderer/widgets is the registry: the build writes the table from its file
/// names. A widget is pure: it reads its properties and the Drawing, and adds marks; it has no
/// state, so what depends on time is a function of time.

#include "core/geometry.hpp"
#include "core/tree.hpp"

#include <span>
#include <string_view>

namespace panggil::screen {

class Drawing;

enum class FieldKind {
    Text,         ///< words for people, with placeholders
    Pattern,      ///< a pattern of date and time
    Number,       ///< within least and most
    NumberOrAuto, ///< the same, or "auto"
    Flag,         ///< true or false
    Word,         ///< one of the allowed words
    Names,        ///< "all", an id, or a list of ids
    Color,        ///< a colour of the theme, or #RRGGBB
    Font,         ///< a font of the theme
    Motion,       ///< a motion of the theme
    Playlist,     ///< a playlist of the layout
    Path,         ///< a file of the site
    Lengths,      ///< units: one number, or a list of two or four
    Pair,         ///< [width, height] in units
    Stroke,       ///< [width, colour]
    Tracks,       ///< rows or columns: units, "1fr", "auto"
    Areas,        ///< one line of names for each row
    Zones,        ///< a widget for each name of the areas
    Widget,       ///< one widget
    Widgets,      ///< a list of widgets
    Object,       ///< an object with these members
    Objects,      ///< a list of such objects
    States,       ///< by the name of a state: what changes in the widget
    Note,         ///< anything; never read
};

/// One property. From these the checker, the reference and the editor's forms are made.
struct FieldSpec {
    std::string_view key;
    FieldKind kind = FieldKind::Note;
    std::string_view sentence;
    std::string_view otherwise = {}; ///< what holds when it is absent, as people would write it
    std::string_view allowed = {};   ///< Word: the words, with a blank between
    double least = 0;                ///< Number
    double most = 10'000;
    std::span<const FieldSpec> members = {}; ///< Object, Objects
};

struct WidgetType {
    std::string_view name;
    std::string_view sentence;
    std::span<const FieldSpec> fields; ///< its own; the common ones are in common_fields()
    std::string_view sample;           ///< properties as JSON, for tests and the reference
    void (*draw)(Drawing& drawing, const Tree& properties, const Rect& place);
    /// Its wish for an `auto` track, in pixels; null = no wish.
    Size (*natural)(Drawing& drawing, const Tree& properties) = nullptr;
};

[[nodiscard]] std::span<const WidgetType* const> all_widgets();
/// Null for an unknown name.
[[nodiscard]] const WidgetType* find_widget(std::string_view name);
/// Fields that every widget has: style, align, valign, hidden, badge ...
[[nodiscard]] std::span<const FieldSpec> common_fields();

} // namespace panggil::screen
