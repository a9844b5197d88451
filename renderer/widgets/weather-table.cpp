// SPDX-License-Identifier: MIT
#include "core/calendar.hpp"
#include "renderer/data_row.hpp"
#include "renderer/fields.hpp"
#include "renderer/text_block.hpp"

namespace panggil::screen {

namespace {

constexpr FieldSpec own_fields[]{
    {"table", FieldKind::Path, "Data file: date, time, text, low, high; a row for each forecast."},
    {"show", FieldKind::Words, "Which parts.", "text and temperatures", "text temperature"},
    {"maxAgeHours", FieldKind::Number, "An older forecast hides itself.", "12", {}, 1, 240},
    fields::font,
    fields::color,
    fields::fit,
};

/// Minutes since 1970 on the hall's calendar; -1 when the row has no time.
int minute_of(const Tree& row) {
    const auto day = day_number_of(row.text_or("date"));
    const int minute = minutes_of(row.text_or("time", "00.00"));
    return day && minute >= 0 ? *day * 24 * 60 + minute : -1;
}

void draw(Drawing& drawing, const Tree& properties, const Rect& place) {
    drawing.wake_at(next_change_of("HH.mm", drawing.time().utc));
    const HallTime time = hall_time(drawing.time().utc, drawing.board(board_part::hall).utc_offset);
    const int now = (day_number(time) * 24 + time.hour) * 60 + time.minute;
    const Tree::List* all = data_rows(drawing, properties);
    const Tree* latest = nullptr;
    for (std::size_t at = 0; all != nullptr && at < all->size(); ++at) {
        const int from = minute_of((*all)[at]);
        if (from >= 0 && from <= now && (latest == nullptr || from >= minute_of(*latest))) {
            latest = &(*all)[at];
        }
    }
    const int oldest = static_cast<int>(properties.number_or("maxAgeHours", 12) * 60);
    if (latest == nullptr || now - minute_of(*latest) > oldest) {
        return;
    }
    std::string text = shows(properties, "text") ? latest->text_or("text") : "";
    if (shows(properties, "temperature") && !cell(*latest, "high").empty()) {
        text +=
            (text.empty() ? "" : ", ") + cell(*latest, "low") + "–" + cell(*latest, "high") + " °C";
    }
    TextBlock block = text_block(drawing, properties);
    block.pieces.front().text = std::move(text);
    draw_block(drawing, std::move(block), place);
}

} // namespace

extern const WidgetType weather_table;
const WidgetType weather_table{"weather-table",
                               "The forecast of a file; nothing when it has grown old.", own_fields,
                               R"({"maxAgeHours": 12, "font": "meta"})", draw};

} // namespace panggil::screen
