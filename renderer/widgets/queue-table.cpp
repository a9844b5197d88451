// SPDX-License-Identifier: MIT
#include "core/calendar.hpp"
#include "renderer/card_selection.hpp"
#include "renderer/fields.hpp"
#include "renderer/opening_hours.hpp"
#include "renderer/text_block.hpp"
#include "renderer/turns.hpp"

#include <algorithm>

namespace panggil::screen {

namespace {

constexpr FieldSpec column_members[]{
    {"field", FieldKind::Word, "What it shows.", "ticket",
     "agency service counter ticket waiting queue eta next status hours"},
    {"title", FieldKind::Text, "Its heading.", "none"},
    {"width",
     FieldKind::Number,
     "In units; columns without one share what is left.",
     "a share",
     {},
     20,
     4000},
    {"share",
     FieldKind::Number,
     "Of what is left, beside other columns without width.",
     "1",
     {},
     0.1,
     20},
    {"align", FieldKind::Word, "Where its texts stand.", "left", "left center right"},
    {"font", FieldKind::Font, "Its font.", "that of the table"},
};

constexpr FieldSpec page_members[]{
    {"seconds", FieldKind::Number, "How long a page stands.", "8", {}, 2, 600},
    {"enter", FieldKind::Motion, "How a page comes.", "at once"},
};

constexpr FieldSpec overflow_members[]{
    {"page", FieldKind::Object, "Pages that turn.", "8 seconds each", {}, 0, 0, page_members},
    {"error", FieldKind::Flag, "More than one page is an error to check.", "false"},
};

constexpr FieldSpec own_fields[]{
    fields::bind,
    fields::group,
    fields::order,
    {"columns",
     FieldKind::Objects,
     "Its columns.",
     "agency, ticket, counter",
     {},
     0,
     0,
     column_members},
    {"rowHeight", FieldKind::Number, "Least height of a row.", "64", {}, 24, 400},
    {"zebra", FieldKind::Color, "Ground of every second row.", "none"},
    {"shutColor", FieldKind::Color, "Letters of a row where nobody is served.",
     "that of the table"},
    {"calledFrame", FieldKind::Color, "Frame of a row that is being called.", "none"},
    {"calledFill", FieldKind::Color, "Ground of a row that is being called.", "amber"},
    {"calledColor", FieldKind::Color, "Letters of that row.", "amber-ink"},
    {"titleFont", FieldKind::Font, "Font of the headings.", "meta"},
    {"titleColor", FieldKind::Color, "Colour of the headings.", "ink2"},
    {"overflow",
     FieldKind::Object,
     "What happens when not all fit.",
     "pages",
     {},
     0,
     0,
     overflow_members},
    fields::font,
    fields::color,
};

const Tree::List& columns_of(const Tree& properties) {
    static const Tree::List plain{Tree::Object{{"field", "agency"}},
                                  Tree::Object{{"field", "ticket"}},
                                  Tree::Object{{"field", "counter"}}};
    const Tree::List* list = properties.at("columns").list();
    return list != nullptr && !list->empty() ? *list : plain;
}

std::string status_of(const Card& card) {
    const auto has = [&](CardState state) { return card.states.contains(state); };
    if (has(CardState::Offline)) {
        return "";
    }
    if (has(CardState::Closed)) {
        return card.reason.empty() ? "Tutup" : "Tutup · " + card.reason;
    }
    if (has(CardState::Break)) {
        return card.until.empty() ? "Istirahat" : "Istirahat s.d. " + card.until;
    }
    return has(CardState::Called) ? "Dipanggil" : has(CardState::Serving) ? "Melayani" : "Buka";
}

bool is_shut(const Card& card) {
    return card.states.contains(CardState::Closed) || card.states.contains(CardState::Break);
}

/// How many wait, or in a word why that does not matter now.
std::string queue_of(const Card& card) {
    if (card.states.contains(CardState::Offline)) {
        return "";
    }
    if (card.states.contains(CardState::Closed)) {
        return "Tutup";
    }
    if (card.states.contains(CardState::Break)) {
        return "Istirahat";
    }
    return card.states.contains(CardState::Called) ? "Dipanggil" : std::to_string(card.waiting());
}

std::string text_of(Drawing& drawing, const Card& card, const std::string& field) {
    if (field == "agency") {
        return card.agency_short;
    }
    if (field == "service") {
        return card.service_label;
    }
    if (field == "counter") {
        return card.place + ' ' + card.numbers;
    }
    if (field == "waiting") {
        return std::to_string(card.waiting());
    }
    if (field == "queue") {
        return queue_of(card);
    }
    if (field == "eta") {
        return card.eta_to > 0
                   ? std::to_string(card.eta_from) + "–" + std::to_string(card.eta_to) + " menit"
                   : "";
    }
    if (field == "status") {
        return status_of(card);
    }
    if (field == "hours") {
        drawing.wake_at(next_change_of("HH.mm", drawing.time().utc)); // another day has others
        return hours_today(drawing.board(board_part::hall), drawing.time().utc);
    }
    if (field == "next") {
        return "";
    }
    return card.ticket.empty() ? "–" : card.ticket;
}

struct Columns {
    std::vector<int> starts;
    std::vector<int> widths;
};

Columns placed(Drawing& drawing, const Tree::List& columns, const Rect& place) {
    int fixed = 0;
    double shares = 0;
    for (const Tree& column : columns) {
        const double width = column.number_or("width", 0);
        fixed += drawing.px(width);
        shares += width > 0 ? 0 : column.number_or("share", 1);
    }
    Columns result;
    int x = place.x;
    const double share = shares > 0 ? std::max(0, place.width - fixed) / shares : 0;
    for (const Tree& column : columns) {
        const double width = column.number_or("width", 0);
        result.starts.push_back(x);
        result.widths.push_back(width > 0 ? drawing.px(width)
                                          : static_cast<int>(share * column.number_or("share", 1)));
        x += result.widths.back();
    }
    return result;
}

/// One cell, in the middle of its row.
void draw_cell(Drawing& drawing, const Tree& column, TextStyle style, std::string text,
               const Rect& cell) {
    TextBlock block{{{std::move(style), std::move(text)}},
                    column.text_or("align", "left"),
                    "middle",
                    Fit::Shrink,
                    {}};
    const int margin = drawing.px(16);
    draw_block(drawing, std::move(block),
               {cell.x + margin, cell.y, cell.width - 2 * margin, cell.height});
}

void draw_row(Drawing& drawing, const Tree& properties, const Columns& columns, const Card& card,
              const Rect& row, bool striped) {
    const bool called = card.states.contains(CardState::Called);
    const bool framed = called && properties.at("calledFrame").text() != nullptr;
    const int radius = drawing.px(12);
    if (called || (striped && properties.at("zebra").text() != nullptr)) {
        drawing.add(BoxMark{row,
                            called ? drawing.color(properties, "calledFill", "amber")
                                   : drawing.color(properties, "zebra", "card"),
                            {radius, radius, radius, radius},
                            framed ? drawing.px(5) : 0,
                            framed ? drawing.color(properties, "calledFrame", "ink") : Color{}});
    }
    const std::string plain =
        is_shut(card) ? properties.text_or("shutColor", properties.text_or("color", "ink"))
                      : properties.text_or("color", "ink");
    const Tree::List& list = columns_of(properties);
    for (std::size_t at = 0; at < list.size(); ++at) {
        const bool own_font = list[at].at("font").text() != nullptr;
        TextStyle style = drawing.text_style(own_font ? list[at] : properties);
        style.color =
            called ? drawing.color(properties, "calledColor", "amber-ink") : drawing.color(plain);
        draw_cell(drawing, list[at], std::move(style),
                  text_of(drawing, card, list[at].text_or("field", "ticket")),
                  {columns.starts[at], row.y, columns.widths[at], row.height});
    }
}

int draw_titles(Drawing& drawing, const Tree& properties, const Columns& columns,
                const Rect& place) {
    const Tree::List& list = columns_of(properties);
    const bool any = std::ranges::any_of(
        list, [](const Tree& column) { return !column.text_or("title").empty(); });
    if (!any) {
        return 0;
    }
    TextStyle style = drawing.text_style(properties, "titleFont");
    style.color = drawing.color(properties, "titleColor", "ink2");
    const int height = style.line + drawing.px(12);
    for (std::size_t at = 0; at < list.size(); ++at) {
        draw_cell(drawing, list[at], style, drawing.fill(list[at].text_or("title")),
                  {columns.starts[at], place.y, columns.widths[at], height});
    }
    return height;
}

void draw(Drawing& drawing, const Tree& properties, const Rect& place) {
    const std::vector<Card> cards = selected_cards(drawing.board(board_part::cards), properties);
    const Columns columns = placed(drawing, columns_of(properties), place);
    const int head = draw_titles(drawing, properties, columns, place);
    const Rect body{place.x, place.y + head, place.width, place.height - head};
    const int least = std::max(8, drawing.px(properties.number_or("rowHeight", 64)));
    const auto on_page = static_cast<std::size_t>(std::max(1, body.height / least));
    if (cards.empty() || body.height <= 0) {
        return;
    }
    const CardPage page = card_page(drawing, properties, cards.size(), on_page);
    const Drawing::Faded faded(drawing, page.opacity);
    const auto rows = static_cast<int>(std::min(cards.size(), on_page));
    for (std::size_t at = page.first; at < page.end; ++at) {
        const int row = static_cast<int>(at - page.first);
        const int top = body.y + body.height * row / rows;
        const int bottom = body.y + body.height * (row + 1) / rows;
        drawing.part("row" + std::to_string(row));
        draw_row(drawing, properties, columns, cards[at], {body.x, top, body.width, bottom - top},
                 row % 2 == 1);
    }
}

} // namespace

extern const WidgetType queue_table;
const WidgetType queue_table{
    "queue-table", "A row for each agency, service or counter; pages when not all fit.", own_fields,
    R"({"group": "agency", "columns": [{"field": "agency"}, {"field": "ticket"}, {"field": "counter"}]})",
    draw};

} // namespace panggil::screen
