// SPDX-License-Identifier: MIT
#include "renderer/drawing.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace panggil::screen {

namespace {

constexpr FieldSpec own_fields[]{
    {"inches", FieldKind::Number, "Diagonal of the television.", "the theme's", {}, 10, 200},
    {"metres", FieldKind::Number, "The seat that the letters are for.", "the theme's", {}, 1, 50},
};

constexpr Color grey{96, 96, 96};
constexpr Color white{255, 255, 255};
constexpr Color black{0, 0, 0};

Rect part_of(const Rect& place, double x, double y, double width, double height) {
    return {place.x + static_cast<int>(place.width * x),
            place.y + static_cast<int>(place.height * y), static_cast<int>(place.width * width),
            static_cast<int>(place.height * height)};
}

void fill(Drawing& drawing, const Rect& place, Color color) {
    drawing.add(BoxMark{place, color, {}, 0, {}});
}

/// Not surveyed: a card is read from near, and stands where televisions cut off.
void write(Drawing& drawing, const Font& font, const std::string& text, Point pen) {
    const TextExtent extent = drawing.metrics().measure(font, text);
    drawing.add(TextMark{
        font,
        text,
        pen,
        white,
        {pen.x + extent.ink.x, pen.y + extent.ink.y, extent.ink.width, extent.ink.height}});
}

Font font_of(int pixels) {
    return {"Lato Semibold", std::max(8, pixels), 0};
}

/// What is cut off is missing here: a line of one pixel at the edge, others at 2.5 and 5 percent.
void draw_edges(Drawing& drawing, const Rect& place) {
    for (const double percent : {0.0, 2.5, 5.0}) {
        const int aside = static_cast<int>(place.width * percent / 100);
        const int down = static_cast<int>(place.height * percent / 100);
        drawing.add(BoxMark{
            {place.x + aside, place.y + down, place.width - 2 * aside, place.height - 2 * down},
            {0, 0, 0, 0},
            {},
            1,
            white});
    }
    const int length = std::min(place.width, place.height) / 12;
    const int thick = std::max(2, length / 12);
    for (const int x : {place.x, place.right() - length}) {
        for (const int y : {place.y, place.bottom() - thick}) {
            fill(drawing, {x, y, length, thick}, white);
        }
    }
    for (const int x : {place.x, place.right() - thick}) {
        for (const int y : {place.y, place.bottom() - length}) {
            fill(drawing, {x, y, thick, length}, white);
        }
    }
}

/// A mark every ten pixels, a longer one every hundred: a picture that is scaled blurs them.
void draw_ruler(Drawing& drawing, const Rect& place) {
    for (int x = 0; x < place.width; x += 10) {
        const int height = x % 100 == 0 ? place.height : place.height / 2;
        fill(drawing, {place.x + x, place.bottom() - height, 1, height}, white);
    }
}

void draw_lines(Drawing& drawing, const Rect& place) {
    fill(drawing, place, black);
    for (int x = place.x; x < place.x + place.width / 2; x += 2) {
        fill(drawing, {x, place.y, 1, place.height}, white);
    }
    for (int y = place.y; y < place.bottom(); y += 2) {
        fill(drawing, {place.x + place.width / 2, y, place.width / 2, 1}, white);
    }
}

void draw_colours(Drawing& drawing, const Rect& bars, const Rect& steps) {
    constexpr std::array<Color, 8> colours{{{255, 255, 255},
                                            {255, 255, 0},
                                            {0, 255, 255},
                                            {0, 255, 0},
                                            {255, 0, 255},
                                            {255, 0, 0},
                                            {0, 0, 255},
                                            {0, 0, 0}}};
    const auto cell = [](const Rect& row, int at, int of) {
        const int from = row.width * at / of;
        return Rect{row.x + from, row.y, row.width * (at + 1) / of - from, row.height};
    };
    for (int at = 0; at < 8; ++at) {
        fill(drawing, cell(bars, at, 8), colours[static_cast<std::size_t>(at)]);
    }
    constexpr int greys = 16; // the two darkest and the two brightest must be told apart
    for (int at = 0; at < greys; ++at) {
        const auto level = static_cast<std::uint8_t>(255 * at / (greys - 1));
        fill(drawing, cell(steps, at, greys), {level, level, level});
    }
}

/// Digits as high as they appear at so many minutes of arc from the farthest seat.
void draw_chart(Drawing& drawing, const Tree& properties, const Rect& whole, const Rect& place) {
    const Legibility& seats = drawing.layout().theme.legibility;
    const double inches = properties.number_or("inches", seats.screen_inches);
    const double metres = properties.number_or("metres", seats.farthest_metres);
    const double pitch = inches * 25.4 / std::hypot(whole.width, whole.height); // mm a pixel
    constexpr double minutes_in_radian = 3437.75;
    int baseline = place.y;
    for (const int minutes : {10, 16, 20, 22}) {
        const double height = metres * 1000 * minutes / minutes_in_radian / pitch;
        const Font probe = font_of(100);
        const double cap = std::max(1, drawing.metrics().extent(probe).cap_height);
        const Font font = font_of(static_cast<int>(std::lround(height / cap * 100)));
        baseline += static_cast<int>(height * 1.4);
        if (baseline > place.bottom()) {
            return;
        }
        const std::string digits = "F018 3689";
        write(drawing, font, digits, {place.x, baseline});
        std::array<char, 64> what{};
        std::snprintf(what.data(), what.size(), "%d' / %.0f m / %.0f\"", minutes, metres, inches);
        const Font small = font_of(std::min(whole.width, whole.height) / 50);
        const int after = drawing.metrics().measure(font, digits).advance;
        write(drawing, small, what.data(), {place.x + after + whole.width / 80, baseline});
    }
}

void draw(Drawing& drawing, const Tree& properties, const Rect& place) {
    fill(drawing, place, grey);
    drawing.part("lines");
    const Drawing::Clipped clipped(drawing, place);
    draw_colours(drawing, part_of(place, 0.08, 0.08, 0.84, 0.12),
                 part_of(place, 0.08, 0.20, 0.84, 0.06));
    draw_lines(drawing, part_of(place, 0.08, 0.28, 0.2, 0.08));
    const int round = std::min(place.width, place.height) / 3;
    // Below the chart or beside it, wherever the glass has room.
    drawing.add(ShapeMark{ShapeKind::Ring,
                          {place.x + place.width * 92 / 100 - round,
                           place.y + place.height * 87 / 100 - round, round, round},
                          white,
                          2});
    draw_chart(drawing, properties, place, part_of(place, 0.08, 0.38, 0.9, 0.5));
    draw_ruler(drawing, part_of(place, 0.05, 0.90, 0.9, 0.03));
    draw_edges(drawing, place);
    const std::string size =
        std::to_string(place.width) + " x " + std::to_string(place.height) + " px";
    const Font font = font_of(place.height / 30);
    const int way = drawing.metrics().measure(font, size).advance;
    write(drawing, font, size,
          {place.right() - place.width * 8 / 100 - way, place.y + place.height * 34 / 100});
}

} // namespace

extern const WidgetType test_card;
const WidgetType test_card{"test-card",
                           "For setting up a television: edges, lines of one pixel, colours, and "
                           "letters as high as the farthest seat needs them.",
                           own_fields, R"({"inches": 43, "metres": 8})", draw};

} // namespace panggil::screen
