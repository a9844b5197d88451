// SPDX-License-Identifier: MIT
#include "renderer/fields.hpp"
#include "renderer/text_block.hpp"

#include <algorithm>
#include <cctype>

namespace panggil::screen {

namespace {

constexpr FieldSpec own_fields[]{
    {"value", FieldKind::Text, "What is written instead of the card's number.", "{ticket}"},
    fields::font,
    {"color", FieldKind::Color, "Colour of the digits.", "ink"},
    {"letter", FieldKind::Color, "Colour of the letter.", "that of the digits"},
    {"letterCell",
     FieldKind::Number,
     "Width kept for the letter in em, so that digits stand below each other in lists.",
     "none",
     {},
     0,
     4},
    {"letterGap", FieldKind::Number, "Space between letter and digits in units.", "0", {}, 0, 200},
    {"fit", FieldKind::Word,
     "A number is made smaller, never cut; fill makes it as large as its place, and numbers of the "
     "same length alike.",
     "shrink", "shrink fill"},
};

/// Where the digits at the end begin.
std::size_t digits_begin(std::string_view label) {
    std::size_t begin = label.size();
    while (begin > 0 && std::isdigit(static_cast<unsigned char>(label[begin - 1])) != 0) {
        --begin;
    }
    return begin;
}

/// A label with its pieces and their ways, ready to be placed.
struct Measured {
    TextStyle style;
    std::string letters;
    std::string digits;
    int bearing = 0; ///< ink that the first glyph keeps from the left edge
    int letter_way = 0;
    int width = 0;
};

/// What is written: never nothing, so that a place without a number is seen as such.
std::string label_of(Drawing& drawing, const Tree& properties) {
    constexpr std::string_view no_number = "–";
    std::string label = drawing.fill(properties.text_or("value", "{ticket}"));
    return label.empty() ? std::string(no_number) : label;
}

Measured measure(Drawing& drawing, const Tree& properties, TextStyle style,
                 const std::string& label) {
    const std::size_t begin = digits_begin(label);
    Measured measured{std::move(style), label.substr(0, begin), label.substr(begin)};
    if (measured.digits.empty()) {
        measured.letters = without_ligatures(measured.letters);
    }
    const TextExtent letters = drawing.metrics().measure(measured.style.font, measured.letters);
    const TextExtent digits = drawing.metrics().measure(measured.style.font, measured.digits);
    const double cell = properties.number_or("letterCell", 0);
    // A big glyph's own margin would set it off from the text above: its ink begins at the edge
    //.
    measured.bearing = cell > 0 ? 0 : (measured.letters.empty() ? digits.ink.x : letters.ink.x);
    const int gap = measured.letters.empty() || measured.digits.empty()
                        ? 0
                        : drawing.px(properties.number_or("letterGap", 0));
    measured.letter_way =
        (cell > 0 ? std::max(letters.advance, static_cast<int>(cell * measured.style.font.pixels))
                  : letters.advance) +
        gap;
    measured.width = measured.letter_way + digits.advance - measured.bearing;
    return measured;
}

/// A wide letter for each letter of a number, so that the cards of a hall have numbers of one size;
/// a word such as "Tutup" as it is.
std::string wide(std::string label) {
    if (digits_begin(label) == label.size()) {
        return label;
    }
    for (char& letter : label) {
        if (std::isalpha(static_cast<unsigned char>(letter)) != 0) {
            letter = 'H';
        }
    }
    return label;
}

/// As large as the place allows to a label of this length.
TextStyle filling(Drawing& drawing, const Tree& properties, TextStyle style,
                  const std::string& label, const Rect& place) {
    const int width = std::max(1, measure(drawing, properties, style, wide(label)).width);
    const double factor = std::min(static_cast<double>(place.width) / width,
                                   static_cast<double>(place.height) / std::max(1, style.line));
    style.font.pixels = std::clamp(static_cast<int>(style.font.pixels * factor), 8, 2000);
    style.line = std::max(1, static_cast<int>(style.line * factor));
    return style;
}

Measured measured_to_fit(Drawing& drawing, const Tree& properties, const Rect& place) {
    const std::string label = label_of(drawing, properties);
    const int width = place.width;
    TextStyle style = drawing.text_style(properties);
    if (properties.text_or("fit", "shrink") == "fill") {
        style = filling(drawing, properties, std::move(style), label, place);
    }
    Measured measured = measure(drawing, properties, std::move(style), label);
    while (measured.width > width && measured.style.font.pixels > 8) {
        TextStyle smaller = measured.style;
        smaller.font.pixels = std::max(
            8, std::min(smaller.font.pixels - 1, smaller.font.pixels * width / measured.width));
        measured = measure(drawing, properties, smaller, label);
    }
    return measured;
}

void draw(Drawing& drawing, const Tree& properties, const Rect& place) {
    const Measured measured = measured_to_fit(drawing, properties, place);
    const std::string align = properties.text_or("align", "left");
    int x = place.x;
    if (align == "right") {
        x = place.right() - measured.width;
    } else if (align == "center") {
        x = place.x + (place.width - measured.width) / 2;
    }
    const std::string valign = properties.text_or("valign", "top");
    const int cap = drawing.metrics().extent(measured.style.font).cap_height;
    int baseline = place.y + (measured.style.line + cap) / 2;
    if (valign == "middle") {
        baseline = place.y + (place.height + cap) / 2;
    } else if (valign == "bottom") {
        baseline = place.bottom() - (measured.style.line - cap) / 2;
    }
    TextStyle letter_style = measured.style;
    letter_style.color = drawing.color(properties, "letter", properties.text_or("color", "ink"));
    const int pen = x - measured.bearing;
    drawing.add_text(measured.digits.empty() ? measured.style : letter_style, measured.letters,
                     {pen, baseline});
    drawing.add_text(measured.style, measured.digits, {pen + measured.letter_way, baseline});
}

Size natural(Drawing& drawing, const Tree& properties) {
    const Measured measured =
        measure(drawing, properties, drawing.text_style(properties), label_of(drawing, properties));
    return {measured.width, measured.style.line};
}

} // namespace

extern const WidgetType ticket;
const WidgetType ticket{
    "ticket",   "The number of a ticket, its letter set off by colour; never cut.",
    own_fields, R"({"font": "number", "color": "ink", "letter": "sea"})",
    draw,       natural};

} // namespace panggil::screen
