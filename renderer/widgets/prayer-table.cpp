// SPDX-License-Identifier: MIT
#include "core/calendar.hpp"
#include "renderer/data_row.hpp"
#include "renderer/fields.hpp"
#include "renderer/text_block.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace panggil::screen {

namespace {

constexpr FieldSpec own_fields[]{
    {"table", FieldKind::Path, "Data file: date, subuh, zuhur, asar, magrib, isya."},
    {"show", FieldKind::Words, "Which prayers.", "all five", "subuh zuhur asar magrib isya"},
    {"highlightNext", FieldKind::Flag, "The next one in another colour.", "true"},
    {"highlightColor", FieldKind::Color, "That colour.", "sea"},
    {"countdownMinutes",
     FieldKind::Number,
     "So long before, its minutes are counted.",
     "0",
     {},
     0,
     120},
    {"timeFont", FieldKind::Font, "Font of the times.", "strong"},
    fields::font,
    fields::color,
};

constexpr std::array<std::pair<std::string_view, std::string_view>, 5> prayers{{
    {"subuh", "Subuh"},
    {"zuhur", "Zuhur"},
    {"asar", "Asar"},
    {"magrib", "Magrib"},
    {"isya", "Isya"},
}};

const Tree* row_of_today(const Drawing& drawing, const Tree& properties) {
    const Tree::List* all = data_rows(drawing, properties);
    const std::string today =
        date_text(hall_time(drawing.time().utc, drawing.board(board_part::hall).utc_offset));
    for (std::size_t at = 0; all != nullptr && at < all->size(); ++at) {
        if ((*all)[at].text_or("date") == today) {
            return &(*all)[at];
        }
    }
    return nullptr;
}

void draw(Drawing& drawing, const Tree& properties, const Rect& place) {
    drawing.wake_at(next_change_of("HH.mm", drawing.time().utc));
    const Tree* row = row_of_today(drawing, properties);
    if (row == nullptr) {
        return; // a table that has ended shows nothing rather than something wrong
    }
    std::vector<std::pair<std::string_view, std::string>> shown;
    for (const auto& [key, name] : prayers) {
        if (shows(properties, key)) {
            shown.emplace_back(name, row->text_or(key));
        }
    }
    const HallTime now = hall_time(drawing.time().utc, drawing.board(board_part::hall).utc_offset);
    const int minute = now.hour * 60 + now.minute;
    const auto next = std::ranges::find_if(
        shown, [&](const auto& each) { return minutes_of(each.second) > minute; });
    const bool lit =
        properties.at("highlightNext").truth() == nullptr || properties.is_true("highlightNext");
    TextStyle name_style = drawing.text_style(properties);
    TextStyle time_style = drawing.text_style(properties, "timeFont");
    const int count = static_cast<int>(shown.size());
    for (int at = 0; at < count; ++at) {
        const auto& [name, time] = shown[static_cast<std::size_t>(at)];
        const bool is_next = next != shown.end() && next - shown.begin() == at;
        const Color color = drawing.color(properties, is_next && lit ? "highlightColor" : "color",
                                          is_next && lit ? "sea" : "ink");
        const int left = place.x + place.width * at / count;
        const int width = place.x + place.width * (at + 1) / count - left;
        name_style.color = time_style.color = color;
        const int away = minutes_of(time) - minute;
        const bool counted =
            is_next && away <= static_cast<int>(properties.number_or("countdownMinutes", 0));
        const TextBlock head{{{name_style, std::string(name)}}, "center", "top", Fit::Shrink, {}};
        const TextBlock below{{{time_style, counted ? std::to_string(away) + " menit lagi" : time}},
                              "center",
                              "top",
                              Fit::Shrink,
                              {}};
        draw_block(drawing, head, {left, place.y, width, name_style.line});
        draw_block(drawing, below, {left, place.y + name_style.line, width, time_style.line});
    }
}

} // namespace

extern const WidgetType prayer_table;
const WidgetType prayer_table{"prayer-table", "Today's times of prayer, from a file for the year.",
                              own_fields, R"({"show": ["zuhur", "asar"], "countdownMinutes": 15})",
                              draw};

} // namespace panggil::screen
