// SPDX-License-Identifier: MIT
#pragma once
/// FieldSpec: one property of a file that people write: what it is called, what it holds, what it
/// means. The checker, the schemas for editors and the reference are made from these tables, so
/// that they cannot disagree.

#include <span>
#include <string_view>

namespace panggil {

enum class FieldKind {
    Text,         ///< words for people, with placeholders
    Pattern,      ///< a pattern of date and time
    Number,       ///< within least and most
    NumberOrAuto, ///< the same, or "auto"
    Flag,         ///< true or false
    Word,         ///< one of the allowed words
    Words,        ///< one of the allowed words, or a list of them
    Names,        ///< "all", an id, or a list of ids
    Color,        ///< a colour of the theme, or #RRGGBB
    Font,         ///< a font of the theme
    Motion,       ///< a motion of the theme
    Playlist,     ///< a playlist of the layout
    Path,         ///< a file of the site
    Date,         ///< "2026-11-24"
    ClockTime,    ///< "13.00"
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
    Map,          ///< such an object for each name
    Texts,        ///< a text for each name
    Paths,        ///< a file of the site for each name
    Lines,        ///< a list of texts
    States,       ///< by the name of a state: what changes in the widget
    Note,         ///< anything; never read
};

struct FieldSpec {
    std::string_view key;
    FieldKind kind = FieldKind::Note;
    std::string_view sentence;
    std::string_view otherwise = {}; ///< what holds when it is absent, as people would write it
    /// Word, Words: the words, with a blank between; Number: the same, if only some are.
    std::string_view allowed = {};
    double least = 0; ///< Number
    double most = 10'000;
    std::span<const FieldSpec> members = {}; ///< Object, Objects, Map
};

} // namespace panggil
