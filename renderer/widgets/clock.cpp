// SPDX-License-Identifier: MIT
#include "core/calendar.hpp"
#include "core/clock_text.hpp"
#include "core/seconds.hpp"
#include "renderer/fields.hpp"
#include "renderer/text_block.hpp"

namespace panggil::screen {

namespace {

constexpr FieldSpec own_fields[]{
    {"format", FieldKind::Pattern, "Such as EEEE, d MMMM yyyy, HH.mm.", "HH.mm"},
    {"suffix", FieldKind::Text, "Written smaller behind it, such as {hall.clock}.", "none"},
    {"suffixFont", FieldKind::Font, "Font of the suffix.", "meta"},
    {"suffixColor", FieldKind::Color, "Colour of the suffix.", "ink2"},
    fields::font,
    fields::color,
    fields::fit,
};

constexpr std::string_view default_format = "HH.mm";

TextBlock block_of(Drawing& drawing, const Tree& properties) {
    TextBlock block = text_block(drawing, properties);
    const HallTime time = hall_time(drawing.time().utc, drawing.board(board_part::hall).utc_offset);
    block.pieces.resize(1);
    block.pieces.front().text = format_time(time, properties.text_or("format", default_format));
    if (const std::string suffix = drawing.fill(properties.text_or("suffix")); !suffix.empty()) {
        TextStyle small = drawing.text_style(properties, "suffixFont");
        small.color = drawing.color(properties, "suffixColor", "ink2");
        block.pieces.push_back({small, "  " + suffix});
    }
    return block;
}

void draw(Drawing& drawing, const Tree& properties, const Rect& place) {
    const std::string format = properties.text_or("format", default_format);
    TextBlock block = block_of(drawing, properties);
    TextPiece& time = block.pieces.front();
    time.style.counts =
        drawing.time().seconds_go_on && ends_in_seconds(format) && clock_parts(time.text);
    drawing.wake_at(
        next_change_of(time.style.counts ? default_format : format, drawing.time().utc));
    draw_block(drawing, std::move(block), place);
}

Size natural(Drawing& drawing, const Tree& properties) {
    return natural_size(drawing, block_of(drawing, properties));
}

} // namespace

extern const WidgetType clock;
const WidgetType clock{"clock",    "The hall's time or date; nothing blinks.",
                       own_fields, R"({"format": "HH.mm", "suffix": "WITA"})",
                       draw,       natural};

} // namespace panggil::screen
