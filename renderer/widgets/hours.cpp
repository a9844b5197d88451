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
    {"holidayText", FieldKind::Text, "Written today when it is a holiday.", "Libur"},
    {"closedText", FieldKind::Text, "Written on a day without hours.", "Tutup"},
    {"todayColor", FieldKind::Color, "Of a week: the colour of today.", "sea"},
    {"todayFill", FieldKind::Color, "Of a week: the ground of today.", "none"},
    {"todayText", FieldKind::Text, "Of one day: what stands before the hours.", "Hari ini"},
    fields::font,
    fields::color,
    fields::fit,
};

/// Of the width, for the names of the days.
constexpr double names_part = 0.3;

/// The hours of a day in words; of today, whether it is a holiday.
std::string told(const Drawing& drawing, const Tree& properties, std::size_t day) {
    const Board& board = drawing.board(board_part::hall);
    if (!board.holiday.empty() && day == day_of_week(board, drawing.time().utc)) {
        return properties.text_or("holidayText", "Libur");
    }
    const std::string hours = hours_of(board, day);
    return hours.empty() ? properties.text_or("closedText", "Tutup") : hours;
}

/// The longest name and the longest hours as wide as their places, seven lines as high.
TextStyle filling(Drawing& drawing, const Tree& properties, TextStyle style, const Rect& place) {
    const auto width = [&](const std::string& text) {
        return std::max(1, drawing.metrics().measure(style.font, text).advance);
    };
    int names = 1;
    int hours = 1;
    for (std::size_t day = 0; day < drawing.board(board_part::hall).hours.size(); ++day) {
        names = std::max(names, width(std::string(day_name(day))));
        hours = std::max(hours, width(told(drawing, properties, day)));
    }
    constexpr double air = 0.95;
    const double factor = std::min({air * names_part * place.width / names,
                                    air * (1 - names_part) * place.width / hours,
                                    static_cast<double>(place.height) / 7 / style.line});
    style.font.pixels = std::clamp(static_cast<int>(style.font.pixels * factor), 8, 400);
    style.line = place.height / 7;
    return style;
}

void mark_today(Drawing& drawing, const Tree& properties, const Rect& row) {
    if (properties.at("todayFill").text() == nullptr) {
        return;
    }
    const int aside = drawing.px(20);
    const int radius = drawing.px(14);
    drawing.add(BoxMark{{row.x - aside, row.y, row.width + 2 * aside, row.height},
                        drawing.color(properties, "todayFill", "shut"),
                        {radius, radius, radius, radius},
                        0,
                        {}});
}

void draw_week(Drawing& drawing, const Tree& properties, TextStyle plain, const Rect& place) {
    if (properties.text_or("fit") == "fill") {
        plain = filling(drawing, properties, std::move(plain), place);
    }
    const std::size_t today = day_of_week(drawing.board(board_part::hall), drawing.time().utc);
    const int names = static_cast<int>(names_part * place.width);
    for (std::size_t day = 0; day < drawing.board(board_part::hall).hours.size(); ++day) {
        const Rect row{place.x, place.y + static_cast<int>(day) * plain.line, place.width,
                       plain.line};
        TextStyle style = plain;
        if (day == today) {
            style.color = drawing.color(properties, "todayColor", "sea");
            mark_today(drawing, properties, row);
        }
        const TextBlock name{{{style, std::string(day_name(day))}}, "left", "top", Fit::Shrink, {}};
        const TextBlock open{
            {{style, told(drawing, properties, day)}}, "left", "top", Fit::Shrink, {}};
        draw_block(drawing, name, {row.x, row.y, names, row.height});
        draw_block(drawing, open, {row.x + names, row.y, row.width - names, row.height});
    }
}

void draw(Drawing& drawing, const Tree& properties, const Rect& place) {
    drawing.wake_at(next_change_of("HH.mm", drawing.time().utc));
    const Board& board = drawing.board(board_part::hall);
    if (std::ranges::all_of(board.hours, [](const TextList& day) { return day.empty(); })) {
        return; // nothing is known: better silent than wrong
    }
    TextBlock block = text_block(drawing, properties);
    if (properties.text_or("days", "today") == "week") {
        draw_week(drawing, properties, block.pieces.front().style, place);
        return;
    }
    block.pieces.front().text = properties.text_or("todayText", "Hari ini") + ' ' +
                                told(drawing, properties, day_of_week(board, drawing.time().utc));
    draw_block(drawing, std::move(block), place);
}

} // namespace

extern const WidgetType hours;
const WidgetType hours{"hours", "When the hall is open.", own_fields,
                       R"({"days": "week", "font": "meta"})", draw};

} // namespace panggil::screen
