// SPDX-License-Identifier: MIT
#include "renderer/fields.hpp"
#include "renderer/playlist.hpp"
#include "renderer/text_block.hpp"
#include "renderer/turns.hpp"

#include <algorithm>

namespace panggil::screen {

namespace {

constexpr FieldSpec own_fields[]{
    {"mode", FieldKind::Word,
     "pages: one text after the other, standing still while it is read; scroll: all in one line "
     "that runs.",
     "pages", "pages scroll"},
    {"charsPerSecond", FieldKind::Number, "How fast a running line is.", "6", {}, 1, 8},
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

/// What is said now: the hub's notices as they are, then the items whose time it is.
std::vector<std::string> texts(Drawing& drawing, const Tree& properties) {
    std::vector<std::string> all = drawing.board(board_part::notices).notices;
    for (const Tree* item : items_now(drawing, properties, "text")) {
        all.push_back(drawing.fill(*item->at("text").text()));
    }
    return all;
}

int letters_in(std::string_view text) {
    return static_cast<int>(std::ranges::count_if(
        text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
}

/// All texts in one line that runs from right to left, whole pixels at each frame of the panel, so
/// that nothing trembles. A function of time: two screens run alike.
void draw_running(Drawing& drawing, const Tree& properties, const std::vector<std::string>& all,
                  const Rect& place) {
    constexpr std::string_view between = "   •   ";
    const TextStyle style = drawing.text_style(properties);
    std::string line;
    for (const std::string& text : all) {
        line += without_ligatures(text) + std::string(between);
    }
    const int way = std::max(1, drawing.metrics().measure(style.font, line).advance);
    const double letter = static_cast<double>(way) / std::max(1, letters_in(line));
    const double speed = std::clamp(properties.number_or("charsPerSecond", 6), 1.0, 8.0);
    // On a small glass one pixel a frame may already be faster than anybody reads.
    constexpr double readable = 8;
    const int rate = drawing.time().rate;
    const int step = std::max(1, static_cast<int>(letter * speed / rate));
    if (const double real = step * rate / letter; real > readable + 0.5) {
        drawing.note(Survey::Fault::FastTicker, line, real, readable);
    }
    const int cap = drawing.metrics().extent(style.font).cap_height;
    const Drawing::Clipped clipped(drawing, place);
    drawing.add_running(style, line, place, place.y + (place.height + cap) / 2, step);
}

/// Time to read: at least four seconds, else two and one for twelve letters.
Millis reading_time(std::string_view text) {
    return Millis(std::max(4000, 2000 + letters_in(text) * 1000 / 12));
}

/// As long as the layout says; one that is shorter than half of what reading takes is told.
Millis page_time(Drawing& drawing, const Tree& properties, const std::string& text) {
    const Millis needed = reading_time(text);
    const double* seconds = properties.at("secondsPerItem").number();
    if (seconds == nullptr) {
        return needed;
    }
    const Millis wanted(static_cast<int>(std::clamp(*seconds, 2.0, 600.0) * 1000));
    if (wanted < needed / 2) {
        drawing.note(Survey::Fault::ShortPage, text, static_cast<double>(wanted.count()) / 1000,
                     static_cast<double>(needed.count()) / 1000);
    }
    return wanted;
}

void draw(Drawing& drawing, const Tree& properties, const Rect& place) {
    const std::vector<std::string> all = texts(drawing, properties);
    if (all.empty()) {
        return;
    }
    if (properties.text_or("mode") == "scroll") {
        draw_running(drawing, properties, all, place);
        return;
    }
    std::vector<Millis> times;
    for (const std::string& text : all) {
        times.push_back(page_time(drawing, properties, text));
    }
    const Turn turn = turn_of(drawing, properties, times);
    const Drawing::Faded faded(drawing, turn.opacity);
    TextBlock block = text_block(drawing, properties);
    block.pieces.front().text = all[turn.index];
    draw_block(drawing, std::move(block), place);
}

} // namespace

extern const WidgetType ticker;
const WidgetType ticker{"ticker", "Notices and texts, one after the other.", own_fields,
                        R"({"mode": "pages", "playlist": "pengumuman", "font": "notice"})", draw};

} // namespace panggil::screen
