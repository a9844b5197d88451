// SPDX-License-Identifier: MIT
#include "renderer/text_block.hpp"

#include <algorithm>
#include <iterator>

namespace panggil::screen {

namespace {

using Line = std::vector<TextPiece>;

constexpr std::string_view joiner_off = "\u200C";
constexpr std::string_view ellipsis = "…";
/// Below this part of its size, text is cut instead of shrunk further.
constexpr double smallest_shrink = 0.6;
/// Percent: less is told to those who check.
constexpr double least_shrink_unsaid = 75;
/// Units that a line may stand over its place: lines are higher than letters.
constexpr double most_overhang = 10;
/// From this size on, in units, a glyph's own margin would set it off from the text above.
constexpr double large_text = 100;

Fit fit_of(const Tree& properties) {
    const std::string word = properties.text_or("fit", "shrink");
    return word == "ellipsis" ? Fit::Ellipsis
           : word == "wrap"   ? Fit::Wrap
           : word == "fill"   ? Fit::Fill
           : word == "error"  ? Fit::MustFit
                              : Fit::Shrink;
}

int width_of(Drawing& drawing, const Line& line) {
    int width = 0;
    for (const TextPiece& piece : line) {
        width += drawing.metrics().measure(piece.style.font, piece.text).advance;
    }
    return width;
}

int height_of(const Line& line) {
    int height = 0;
    for (const TextPiece& piece : line) {
        height = std::max(height, piece.style.line);
    }
    return height;
}

std::vector<Line> lines_of(const std::vector<TextPiece>& pieces) {
    std::vector<Line> lines(1);
    for (const TextPiece& piece : pieces) {
        std::string_view rest = piece.text;
        for (std::size_t end = rest.find('\n'); end != std::string_view::npos;
             end = rest.find('\n')) {
            lines.back().push_back({piece.style, without_ligatures(rest.substr(0, end))});
            lines.emplace_back();
            rest.remove_prefix(end + 1);
        }
        lines.back().push_back({piece.style, without_ligatures(rest)});
    }
    return lines;
}

/// Where the characters of a text begin, the first one apart.
std::vector<std::size_t> borders_of(const std::string& text) {
    std::vector<std::size_t> borders;
    for (std::size_t at = 1; at < text.size(); ++at) {
        if ((static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U) {
            borders.push_back(at);
        }
    }
    return borders;
}

/// Leaves as many characters as fit with an ellipsis. Not each is tried: a shorter text is not
/// wider, and a name may have hundreds.
void cut(Drawing& drawing, Line& line, int width) {
    while (!line.empty() && width_of(drawing, line) > width) {
        const std::string whole = line.back().text;
        const std::vector<std::size_t> borders = borders_of(whole);
        const auto fits = [&](std::size_t border) {
            line.back().text = whole.substr(0, border) + std::string(ellipsis);
            return width_of(drawing, line) <= width;
        };
        const auto too_wide = std::partition_point(borders.begin(), borders.end(), fits);
        if (too_wide == borders.begin()) {
            line.pop_back();
        } else {
            line.back().text = whole.substr(0, *std::prev(too_wide)) + std::string(ellipsis);
        }
    }
}

void shrink(Drawing& drawing, Line& line, int width) {
    const int wide = width_of(drawing, line);
    if (wide <= width || wide == 0) {
        return;
    }
    const double factor = std::max(static_cast<double>(width) / wide, smallest_shrink);
    for (TextPiece& piece : line) {
        piece.style.font.pixels = std::max(1, static_cast<int>(piece.style.font.pixels * factor));
    }
    for (int step = 0; step < 4 && width_of(drawing, line) > width && factor > smallest_shrink;
         ++step) {
        for (TextPiece& piece : line) {
            piece.style.font.pixels = std::max(1, piece.style.font.pixels - 1);
        }
    }
    cut(drawing, line, width);
}

/// Makes all lines as large as the place allows.
void grow(Drawing& drawing, std::vector<Line>& lines, const Rect& place) {
    int width = 1;
    int height = 1;
    for (const Line& line : lines) {
        width = std::max(width, width_of(drawing, line));
        height += height_of(line);
    }
    const double factor = std::min(static_cast<double>(place.width) / width,
                                   static_cast<double>(place.height) / height);
    for (Line& line : lines) {
        for (TextPiece& piece : line) {
            piece.style.font.pixels =
                std::clamp(static_cast<int>(piece.style.font.pixels * factor), 1, 2000);
            piece.style.line = static_cast<int>(piece.style.line * factor);
        }
        shrink(drawing, line, place.width); // letters don't grow by exactly the same factor
    }
}

/// Breaks at blanks so that each line fits.
std::vector<Line> wrapped(Drawing& drawing, const Line& line, int width) {
    std::vector<Line> lines(1);
    for (const TextPiece& piece : line) {
        std::string_view rest = piece.text;
        while (!rest.empty()) {
            const std::size_t end = rest.find(' ', 1);
            TextPiece word{piece.style, std::string(rest.substr(0, end))};
            rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end);
            lines.back().push_back(word);
            if (width_of(drawing, lines.back()) > width && lines.back().size() > 1) {
                lines.back().pop_back();
                word.text.erase(0, word.text.find_first_not_of(' '));
                lines.push_back({std::move(word)});
            }
        }
    }
    return lines;
}

void draw_line(Drawing& drawing, const Line& line, const TextBlock& block, const Rect& place,
               int top) {
    if (line.empty()) {
        return;
    }
    const int width = width_of(drawing, line);
    const Font& font = line.front().style.font;
    Point pen{place.x, 0};
    if (block.align == "right") {
        pen.x = place.right() - width;
    } else if (block.align == "center") {
        pen.x = place.x + (place.width - width) / 2;
    } else if (block.optical.value_or(font.pixels >= large_text * drawing.unit())) {
        // Only white is taken away: a hook such as that of j hangs out, as in print.
        pen.x -= std::max(0, drawing.metrics().measure(font, line.front().text).ink.x);
    }
    const int height = height_of(line);
    int cap = 0;
    for (const TextPiece& piece : line) {
        cap = std::max(cap, drawing.metrics().extent(piece.style.font).cap_height);
    }
    pen.y = top + (height + cap) / 2;
    for (const TextPiece& piece : line) {
        pen.x += drawing.add_text(piece.style, piece.text, pen);
    }
}

} // namespace

std::string without_ligatures(std::string_view text) {
    std::string safe;
    for (std::size_t at = 0; at < text.size(); ++at) {
        safe += text[at];
        const char next = at + 1 < text.size() ? text[at + 1] : '\0';
        if ((text[at] == 't' || text[at] == 'f') &&
            (next == 'i' || next == 'f' || next == 'l' || next == 't')) {
            safe += joiner_off;
        }
    }
    return safe;
}

TextBlock text_block(Drawing& drawing, const Tree& properties) {
    TextBlock block{{},
                    properties.text_or("align", "left"),
                    properties.text_or("valign", "top"),
                    fit_of(properties),
                    {}};
    if (const bool* optical = properties.at("style").at("opticalAlign").truth();
        optical != nullptr) {
        block.optical = *optical;
    }
    if (const Tree::List* runs = properties.at("runs").list(); runs != nullptr) {
        for (const Tree& run : *runs) {
            // A run inherits font and colour from the widget.
            const Tree whole = merge_patch(Tree(Tree::Object{{"font", properties.at("font")},
                                                             {"color", properties.at("color")}}),
                                           run);
            block.pieces.push_back({drawing.text_style(whole), drawing.fill(run.text_or("text"))});
        }
    }
    if (block.pieces.empty()) {
        block.pieces.push_back(
            {drawing.text_style(properties), drawing.fill(properties.text_or("text"))});
    }
    return block;
}

namespace {

std::string words_of(const std::vector<Line>& lines) {
    std::string words;
    for (const Line& line : lines) {
        for (const TextPiece& piece : line) {
            words += piece.text;
        }
    }
    return words;
}

/// Tells the checker what fitting has done to the text.
void note_fit(Drawing& drawing, const std::vector<Line>& before, const std::vector<Line>& after,
              Fit fit, const Rect& place, int height) {
    const std::string wanted = words_of(before);
    if (wanted.empty()) {
        return;
    }
    if (fit == Fit::MustFit) {
        for (const Line& line : before) {
            if (width_of(drawing, line) > place.width) {
                drawing.note(Survey::Fault::MustFit, words_of({line}));
            }
        }
    } else if (words_of(after).size() < wanted.size() &&
               words_of(after).find(ellipsis) != wanted.npos) {
        drawing.note(Survey::Fault::Cut, wanted);
    } else if (!before.front().empty() && !after.front().empty()) {
        const double part = 100.0 * after.front().front().style.font.pixels /
                            before.front().front().style.font.pixels;
        if (part < least_shrink_unsaid) {
            drawing.note(Survey::Fault::Shrunk, wanted, part);
        }
    }
    if (height > place.height + drawing.px(most_overhang)) {
        drawing.note(Survey::Fault::Tall, wanted, height / drawing.unit(),
                     place.height / drawing.unit());
    }
}

} // namespace

void draw_block(Drawing& drawing, TextBlock block, const Rect& place) {
    std::vector<Line> lines = lines_of(block.pieces);
    if (block.fit == Fit::Wrap) {
        std::vector<Line> broken;
        for (const Line& line : lines) {
            for (Line& part : wrapped(drawing, line, place.width)) {
                broken.push_back(std::move(part));
            }
        }
        lines = std::move(broken);
    }
    if (block.fit == Fit::Fill) {
        grow(drawing, lines, place);
    }
    int height = 0;
    const std::vector<Line> wanted = drawing.is_surveyed() ? lines : std::vector<Line>{};
    for (Line& line : lines) {
        height += height_of(line);
        if (block.fit == Fit::Shrink || block.fit == Fit::MustFit) {
            shrink(drawing, line, place.width);
        } else {
            cut(drawing, line, place.width);
        }
    }
    if (drawing.is_surveyed()) {
        note_fit(drawing, wanted, lines, block.fit, place, height);
    }
    int top = place.y;
    if (block.valign == "middle") {
        top += (place.height - height) / 2;
    } else if (block.valign == "bottom") {
        top += place.height - height;
    }
    for (const Line& line : lines) {
        draw_line(drawing, line, block, place, top);
        top += height_of(line);
    }
}

int wrapped_height(Drawing& drawing, const TextBlock& block, int width) {
    int height = 0;
    for (const Line& line : lines_of(block.pieces)) {
        for (const Line& part : wrapped(drawing, line, width)) {
            height += height_of(part);
        }
    }
    return height;
}

Size natural_size(Drawing& drawing, const TextBlock& block) {
    Size size;
    for (const Line& line : lines_of(block.pieces)) {
        size.width = std::max(size.width, width_of(drawing, line));
        size.height += height_of(line);
    }
    return size;
}

} // namespace panggil::screen
