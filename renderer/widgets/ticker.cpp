// SPDX-License-Identifier: MIT
#include "core/calendar.hpp"
#include "renderer/fields.hpp"
#include "renderer/pages.hpp"
#include "renderer/text_block.hpp"

#include <algorithm>

namespace panggil::screen {

namespace {

constexpr FieldSpec own_fields[]{
    {"mode", FieldKind::Word, "pages: one text after the other, standing still while it is read.",
     "pages", "pages"},
    {"playlist", FieldKind::Playlist, "The layout's texts; notices from the hub come first."},
    {"secondsPerItem",
     FieldKind::NumberOrAuto,
     "Seconds of each text; auto: by its length.",
     "auto",
     {},
     2,
     600},
    {"enter", FieldKind::Motion, "How a text comes.", "at once"},
    fields::font,
    fields::color,
    fields::fit,
};

/// True when an item's conditions (days, from, to) hold now.
bool holds(const Tree& when, const HallTime& time) {
    if (const Tree::List* days = when.at("days").list(); days != nullptr) {
        const bool today = std::ranges::any_of(*days, [&](const Tree& day) {
            return day.text() != nullptr && *day.text() == day_key(time);
        });
        if (!today) {
            return false;
        }
    }
    const int now = time.hour * 60 + time.minute;
    const int from = minutes_of(when.text_or("from"));
    const int to = minutes_of(when.text_or("to"));
    return (from < 0 || now >= from) && (to < 0 || now < to);
}

/// What is said now: the hub's notices as they are, then the items whose time it is.
std::vector<std::string> texts(Drawing& drawing, const Tree& properties) {
    std::vector<std::string> all = drawing.board().notices;
    const HallTime time = hall_time(drawing.time().utc, drawing.board().utc_offset);
    const Tree& playlist = drawing.layout().playlists.at(properties.text_or("playlist"));
    if (const Tree::List* items = playlist.at("items").list(); items != nullptr) {
        for (const Tree& item : *items) {
            if (!item.at("when").is_nothing()) {
                drawing.wake_at(next_change_of("HH.mm", drawing.time().utc));
            }
            if (item.at("text").text() != nullptr && holds(item.at("when"), time)) {
                all.push_back(drawing.fill(*item.at("text").text()));
            }
        }
    }
    return all;
}

/// Time to read: at least four seconds, else two and one for twelve letters.
Millis reading_time(const Tree& properties, std::string_view text) {
    if (const double* seconds = properties.at("secondsPerItem").number(); seconds != nullptr) {
        return Millis(static_cast<int>(std::clamp(*seconds, 2.0, 600.0) * 1000));
    }
    const auto letters = std::ranges::count_if(
        text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; });
    return Millis(std::max<std::int64_t>(4000, 2000 + letters * 1000 / 12));
}

void draw(Drawing& drawing, const Tree& properties, const Rect& place) {
    const std::vector<std::string> all = texts(drawing, properties);
    if (all.empty()) {
        return;
    }
    std::vector<Millis> times;
    for (const std::string& text : all) {
        times.push_back(reading_time(properties, text));
    }
    const TurnedPage page = page_at(times, drawing.time().mono);
    double opacity = 1.0;
    if (all.size() > 1) {
        opacity = drawing.entrance(properties, page.since);
        drawing.wake_at(page.until);
    }
    const Drawing::Faded faded(drawing, opacity);
    TextBlock block = text_block(drawing, properties);
    block.pieces.front().text = all[page.index];
    draw_block(drawing, std::move(block), place);
}

} // namespace

extern const WidgetType ticker;
const WidgetType ticker{"ticker", "Notices and texts, one after the other.", own_fields,
                        R"({"mode": "pages", "playlist": "pengumuman", "font": "notice"})", draw};

} // namespace panggil::screen
