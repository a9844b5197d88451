// SPDX-License-Identifier: MIT
#include "renderer/label.hpp"

#include <algorithm>

namespace panggil::screen {

namespace {

constexpr Color ground{16, 24, 40, 255};
constexpr Color ink{255, 255, 255, 255};
constexpr int smallest = 8;

/// As large as it may be, and small enough to be whole.
Font fitting(const std::string& face, int pixels, const std::string& text, int width,
             TextMetrics& metrics) {
    Font font{face, std::max(smallest, pixels), 0};
    const int way = metrics.measure(font, text).advance;
    if (way > width && way > 0) {
        font.pixels = std::max(smallest, font.pixels * width / way);
    }
    return font;
}

/// In the middle of the glass, from `top` on; answers how high it is.
int write(Node& node, const Font& font, const std::string& text, Size glass, int top,
          TextMetrics& metrics) {
    const TextExtent extent = metrics.measure(font, text);
    const FontExtent line = metrics.extent(font);
    const Point pen{(glass.width - extent.advance) / 2, top + line.ascent};
    const Rect box{pen.x + extent.ink.x, pen.y + extent.ink.y, extent.ink.width, extent.ink.height};
    node.marks.push_back({TextMark{font, text, pen, ink, box}, {0, 0, glass.width, glass.height}});
    return line.ascent + line.descent;
}

} // namespace

Node label_node(const Label& label, Size glass, TextMetrics& metrics) {
    const int shorter = std::min(glass.width, glass.height);
    const int width = glass.width * 8 / 10;
    const int edge = std::max(2, shorter / 90);
    const int margin = shorter / 18;
    const int inner = width - 2 * margin;
    const Font name = fitting("Lato Black", shorter / 4, label.name, inner, metrics);
    std::vector<Font> fonts;
    const auto height_of = [&](const Font& font) {
        const FontExtent extent = metrics.extent(font);
        return extent.ascent + extent.descent;
    };
    int height = 2 * margin + height_of(name);
    for (const std::string& line : label.lines) {
        fonts.push_back(fitting("Lato Bold", shorter / 14, line, inner, metrics));
        height += height_of(fonts.back());
    }
    const Rect panel{(glass.width - width) / 2, (glass.height - height) / 2, width, height};
    Node node{"label", {}};
    const int round = margin / 2;
    node.marks.push_back({BoxMark{panel, ground, {round, round, round, round}, edge, ink},
                          {0, 0, glass.width, glass.height}});
    int top = panel.y + margin;
    top += write(node, name, label.name, glass, top, metrics);
    for (std::size_t at = 0; at < fonts.size(); ++at) {
        top += write(node, fonts[at], label.lines[at], glass, top, metrics);
    }
    return node;
}

} // namespace panggil::screen
