// SPDX-License-Identifier: MIT
#include "renderer/widget.hpp"

#include <algorithm>

namespace panggil::screen {

namespace {

constexpr FieldSpec style_members[]{
    {"fill", FieldKind::Color, "Colour of the ground.", "none"},
    {"fill2", FieldKind::Color, "Where a gradient ends.", "the fill"},
    {"gradient", FieldKind::Word, "From fill to fill2.", "none", "none down right"},
    {"radius", FieldKind::Lengths, "Corners: one number, or four from the top left.", "0"},
    {"border", FieldKind::Stroke, "[width, colour], drawn inside the edge.", "none"},
    {"padding", FieldKind::Lengths,
     "Space between edge and content: one number, [vertical, horizontal], or [top, right, bottom, "
     "left].",
     "0"},
    {"opacity", FieldKind::Number, "0 is not to be seen, 1 is whole.", "1", {}, 0, 1},
    {"opticalAlign", FieldKind::Flag,
     "The ink, not the letter's own margin, begins at the left edge.", "true from 100 units on"},
};

constexpr FieldSpec badge_members[]{
    {"text", FieldKind::Text, "What is written."},
    {"font", FieldKind::Font, "The font.", "meta"},
    {"color", FieldKind::Color, "Colour of the letters.", "ink"},
    {"fill", FieldKind::Color, "Colour of the pill.", "ink"},
};

constexpr FieldSpec when_members[]{
    {"days", FieldKind::Words, "Days of the week; work is Monday to Friday.", "every day",
     "sun mon tue wed thu fri sat work mon-thu mon-fri weekend"},
    {"from", FieldKind::ClockTime, "From this time of the day on.", "00.00"},
    {"to", FieldKind::ClockTime, "Until before this time; earlier than from: over midnight.",
     "24.00"},
    {"after", FieldKind::Date, "From this date on.", "always"},
    {"until", FieldKind::Date, "The last date.", "for ever"},
    {"daypart", FieldKind::Names, "In one of these parts of the day.", "any"},
    {"holiday", FieldKind::Flag, "Only on holidays (true), or on none (false).", "both"},
    {"waiting", FieldKind::Number, "While so many or fewer wait.", "any", {}, 0, 9999},
};

constexpr FieldSpec common[]{
    {"style",
     FieldKind::Object,
     "Ground, corners, border and padding.",
     "none",
     {},
     0,
     0,
     style_members},
    {"when", FieldKind::Object, "When it is shown.", "always", {}, 0, 0, when_members},
    {"align", FieldKind::Word, "Where the content stands across.", "left", "left center right"},
    {"valign", FieldKind::Word, "Where it stands down.", "top", "top middle bottom"},
    {"hidden", FieldKind::Flag, "True draws nothing.", "false"},
    {"badge", FieldKind::Object, "A pill on the upper edge.", "none", {}, 0, 0, badge_members},
    {"states", FieldKind::States, "Of a card: what changes while it has a state.", "none"},
    {"note", FieldKind::Note, "For the people who edit; never drawn.", "none"},
};

} // namespace

std::span<const FieldSpec> common_fields() {
    return common;
}

const WidgetType* find_widget(std::string_view name) {
    const auto widgets = all_widgets();
    const auto found =
        std::ranges::find(widgets, name, [](const WidgetType* type) { return type->name; });
    return found == widgets.end() ? nullptr : *found;
}

} // namespace panggil::screen
