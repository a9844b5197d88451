// SPDX-License-Identifier: MIT
#include "core/calendar.hpp"
#include "renderer/fields.hpp"
#include "renderer/opening_hours.hpp"
#include "renderer/text_block.hpp"

#include <algorithm>

namespace panggil::screen {

namespace {

constexpr FieldSpec own_fields[]{
    {"days", FieldKind::Word, "Only today, or every day.", "today", "today week"},
    {"closedText", FieldKind::Text, "Written on a day without hours.", "Tutup"},
    {"todayColor", FieldKind::Color, "Of a week: the colour of today.", "sea"},
    {"todayText", FieldKind::Text, "Of one day: what stands before the hours.", "Hari ini"},
    fields::font,
    fields::color,
    fields::fit,
};

void draw(Drawing& drawing, const Tree& properties, const Rect& place) {
    drawing.wake_at(next_change_of("HH.mm", drawing.time().utc));
    const auto& week = drawing.board().hours;
    if (std::ranges::all_of(week, [](const TextList& day) { return day.empty(); })) {
        return; // nothing is known: better silent than wrong
    }
    TextBlock block = text_block(drawing, properties);
    const TextStyle plain = block.pieces.front().style;
    const std::string closed = properties.text_or("closedText", "Tutup");
    const Board& board = drawing.board();
    if (properties.text_or("days", "today") == "today") {
        const std::string hours = hours_today(board, drawing.time().utc);
        block.pieces.front().text =
            properties.text_or("todayText", "Hari ini") + ' ' + (hours.empty() ? closed : hours);
        draw_block(drawing, std::move(block), place);
        return;
    }
    const std::size_t today = day_of_week(board, drawing.time().utc);
    const int names = place.width / 3;
    for (std::size_t day = 0; day < board.hours.size(); ++day) {
        TextStyle style = plain;
        if (day == today) {
            style.color = drawing.color(properties, "todayColor", "sea");
        }
        const int top = place.y + static_cast<int>(day) * plain.line;
        std::string hours = hours_of(board, day);
        const TextBlock name{{{style, std::string(day_name(day))}}, "left", "top", Fit::Shrink, {}};
        const TextBlock open{
            {{style, hours.empty() ? closed : std::move(hours)}}, "left", "top", Fit::Shrink, {}};
        draw_block(drawing, name, {place.x, top, names, plain.line});
        draw_block(drawing, open, {place.x + names, top, place.width - names, plain.line});
    }
}

} // namespace

extern const WidgetType hours;
const WidgetType hours{"hours", "When the hall is open.", own_fields,
                       R"({"days": "week", "font": "meta"})", draw};

} // namespace panggil::screen
