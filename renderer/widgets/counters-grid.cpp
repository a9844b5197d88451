// SPDX-License-Identifier: MIT
#include "renderer/card_selection.hpp"
#include "renderer/fields.hpp"
#include "renderer/text_block.hpp"
#include "renderer/turns.hpp"

#include <algorithm>
#include <cmath>

namespace panggil::screen {

namespace {

constexpr FieldSpec page_members[]{
    {"seconds", FieldKind::Number, "How long a page stands.", "8", {}, 2, 600},
    {"enter", FieldKind::Motion, "How a page comes.", "at once"},
};

constexpr FieldSpec overflow_members[]{
    {"shrink", FieldKind::Flag, "All on one page, smaller than minCard if need be.", "false"},
    {"page", FieldKind::Object, "Pages that turn.", "8 seconds each", {}, 0, 0, page_members},
    {"error", FieldKind::Flag, "More than one page is an error to check.", "false"},
};

constexpr FieldSpec mark_members[]{
    {"text", FieldKind::Text, "What it says.", "{page}/{pages}"},
    {"align", FieldKind::Word, "Where it stands below the cards.", "right", "left center right"},
    fields::font,
    fields::color,
};

constexpr FieldSpec own_fields[]{
    fields::bind,
    fields::group,
    fields::order,
    {"cols", FieldKind::NumberOrAuto, "Columns; auto: as many as fit.", "auto", {}, 1, 50},
    {"gap", FieldKind::Lengths, "Space between cards: one number, or [rows, columns].", "0"},
    {"minCard", FieldKind::Pair, "Smallest card; when not all fit, pages are made.", "[320, 200]"},
    {"overflow",
     FieldKind::Object,
     "What happens when not all fit.",
     "pages",
     {},
     0,
     0,
     overflow_members},
    {"pageMark",
     FieldKind::Object,
     "Which page this is, below the cards, while there are several.",
     "none",
     {},
     0,
     0,
     mark_members},
    {"card", FieldKind::Widget, "The widget of one card; its states change it."},
};

struct Raster {
    int cols;
    int rows;

    [[nodiscard]] std::size_t cells() const {
        return static_cast<std::size_t>(cols) * static_cast<std::size_t>(rows);
    }
};

int least(const Tree& properties, std::size_t side, double otherwise) {
    const Tree::List* list = properties.at("minCard").list();
    const double* number =
        list != nullptr && side < list->size() ? list->at(side).number() : nullptr;
    return static_cast<int>(number != nullptr ? *number : otherwise);
}

/// The number of columns, at most so many, that makes all cards largest by `size`; of two that do,
/// the one with fewer empty places: ten cards stand better five by two than six and four. Where the
/// largest are still smaller than `least`, pages are made, of as many columns as there may be.
template <class Size>
int largest_cards(int most, int count, int least, Size size) {
    int best = most;
    int best_size = -1;
    int best_places = 0;
    for (int cols = 1; cols <= std::min(most, count); ++cols) {
        const int rows = (count + cols - 1) / cols;
        const int its_size = size(cols, rows);
        const int places = cols * rows;
        if (its_size > best_size || (its_size == best_size && places < best_places)) {
            best = cols;
            best_size = its_size;
            best_places = places;
        }
    }
    return best_size < least ? most : best;
}

Raster raster_of(Drawing& drawing, const Tree& properties, const Rect& place, int count,
                 std::array<int, 4> gap) {
    const int least_width = std::max(1, drawing.px(least(properties, 0, 320)));
    const int least_height = std::max(1, drawing.px(least(properties, 1, 200)));
    const double* wanted = properties.at("cols").number();
    const int most_cols = std::max(1, (place.width + gap[1]) / (least_width + gap[1]));
    int cols = wanted != nullptr ? std::max(1, static_cast<int>(*wanted)) : most_cols;
    if (wanted == nullptr && count > 0) {
        cols = largest_cards(cols, count, least_width, [&](int across, int down) {
            return std::min((place.width + gap[1]) / across - gap[1],
                            ((place.height + gap[0]) / down - gap[0]) * least_width / least_height);
        });
    }
    if (properties.at("overflow").is_true("shrink")) {
        const int rows = std::max(1, (count + cols - 1) / cols);
        const int height = (place.height + gap[0]) / rows - gap[0];
        if (height < least_height) {
            drawing.note(Survey::Fault::SmallCards, "", place.width / (cols * drawing.unit()),
                         height / drawing.unit());
        }
        return {cols, rows};
    }
    const int most_rows = std::max(1, (place.height + gap[0]) / (least_height + gap[0]));
    return {cols, std::clamp((count + cols - 1) / std::max(1, cols), 1, most_rows)};
}

int edge(int start, int length, int gap, int at, int of) {
    return start + static_cast<int>(std::lround(static_cast<double>(length + gap) * at / of));
}

void draw_page_mark(Drawing& drawing, const Tree& mark, const Rect& band) {
    TextBlock block = text_block(drawing, mark);
    block.pieces.front().text = drawing.fill(mark.text_or("text", "{page}/{pages}"));
    block.align = mark.text_or("align", "right");
    block.valign = "middle";
    drawing.part("page");
    draw_block(drawing, std::move(block), band);
}

void draw(Drawing& drawing, const Tree& properties, const Rect& whole) {
    const std::vector<Card> cards = selected_cards(drawing.board(board_part::cards), properties);
    if (cards.empty()) {
        return;
    }
    const auto gap = drawing.edges(properties.at("gap"));
    const auto count = static_cast<int>(cards.size());
    const Tree& mark = properties.at("pageMark");
    Rect place = whole;
    Raster raster = raster_of(drawing, properties, place, count, gap);
    const bool is_marked = mark.object() != nullptr && raster.cells() < cards.size();
    if (is_marked) {
        place.height -= drawing.text_style(mark).line;
        raster = raster_of(drawing, properties, place, count, gap);
    }
    const CardPage page = card_page(drawing, properties, cards.size(), raster.cells());
    if (is_marked) {
        draw_page_mark(drawing, mark,
                       {place.x, place.bottom(), place.width, whole.height - place.height});
    }
    const Drawing::Faded faded(drawing, page.opacity);
    for (std::size_t at = page.first; at < page.end; ++at) {
        const int col = static_cast<int>(at - page.first) % raster.cols;
        const int row = static_cast<int>(at - page.first) / raster.cols;
        const int x = edge(place.x, place.width, gap[1], col, raster.cols);
        const int y = edge(place.y, place.height, gap[0], row, raster.rows);
        const Rect cell{x, y, edge(place.x, place.width, gap[1], col + 1, raster.cols) - gap[1] - x,
                        edge(place.y, place.height, gap[0], row + 1, raster.rows) - gap[0] - y};
        drawing.card(properties.at("card"), cards[at], cell, cards[at].counter);
    }
}

} // namespace

extern const WidgetType counters_grid;
const WidgetType counters_grid{
    "counters-grid", "A card for each agency or counter; pages when not all fit.", own_fields,
    R"({"cols": 5, "gap": [14, 16], "card": {"widget": "ticket", "font": "number"}})", draw};

} // namespace panggil::screen
