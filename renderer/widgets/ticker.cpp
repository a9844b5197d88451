// SPDX-License-Identifier: MIT
#include "core/calendar.hpp"
#include "renderer/pages.hpp"
#include "renderer/text_block.hpp"

#include <algorithm>

namespace panggil::screen {

namespace {

constexpr FieldSpec fields[]{
    {"mode", FieldKind::Word, "pages: one text after the other, standing still while it is read."},
    {"playlist", FieldKind::Word,
     "Name of the layout's playlist; notices from the hub come first."},
    {"secondsPerItem", FieldKind::Any, "Seconds of each text, or \"auto\" by its length."},
    {"enter", FieldKind::Word, "Motion of the theme with which a text comes."},
    {"font", FieldKind::Font, "Role of the theme."},
    {"color", FieldKind::Color, "Role of the theme or #RRGGBB."},
    {"fit", FieldKind::Word, "What happens when it is too wide: shrink, ellipsis or wrap."},
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

std::vector<std::string> texts(Drawing& drawing, const Tree& properties) {
    std::vector<std::string> all = drawing.board().notices;
    const HallTime time = hall_time(drawing.time().utc, drawing.board().utc_offset);
    const Tree& playlist = drawing.layout().playlists.at(properties.text_or("playlist"));
    if (const Tree::List* items = playlist.at("items").list(); items != nullptr) {
        for (const Tree& item : *items) {
            if (item.at("text").text() != nullptr && holds(item.at("when"), time)) {
                all.push_back(*item.at("text").text());
            }
        }
    }
    return all;
}

/// Time to read: at least four seconds, else two and one for twelve letters (screen.md B4).
Millis reading_time(const Tree& properties, const std::string& text) {
    if (const double* seconds = properties.at("secondsPerItem").number(); seconds != nullptr) {
        return Millis(static_cast<int>(std::clamp(*seconds, 2.0, 600.0) * 1000));
    }
    return Millis(std::max(4000, 2000 + static_cast<int>(text.size()) * 1000 / 12));
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
    const Millis fade = all.size() > 1
                            ? drawing.layout().theme.motion(properties.text_or("enter")).time
                            : Millis{0};
    if (all.size() > 1) {
        drawing.wake_at(next_step(page.since, fade, drawing.time().mono).value_or(page.until));
    }
    const Drawing::Faded faded(drawing, eased(page.since, fade, drawing.time().mono));
    TextBlock block = text_block(drawing, properties);
    block.pieces = {{drawing.text_style(properties), drawing.fill(all[page.index])}};
    draw_block(drawing, std::move(block), place);
}

} // namespace

extern const WidgetType ticker;
const WidgetType ticker{"ticker", "Notices and texts, one after the other.", fields,
                        R"({"mode": "pages", "playlist": "pengumuman", "font": "notice"})", draw};

} // namespace panggil::screen
