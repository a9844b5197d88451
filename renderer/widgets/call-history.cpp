// SPDX-License-Identifier: MIT
#include "renderer/card_selection.hpp"
#include "renderer/fields.hpp"
#include "renderer/text_block.hpp"

#include <algorithm>

namespace panggil::screen {

namespace {

constexpr FieldSpec title_members[]{
    {"text", FieldKind::Text, "The heading."},
    fields::font,
    fields::color,
};

constexpr FieldSpec own_fields[]{
    fields::bind,
    {"rows", FieldKind::Number, "How many calls.", "3", {}, 1, 20},
    {"skipCurrent", FieldKind::Flag, "Leaves out the call that the panel shows.", "false"},
    {"flow", FieldKind::Word, "Below each other, or side by side.", "column", "column row"},
    {"maxAgeMinutes",
     FieldKind::Number,
     "Older calls are left out; 0 keeps all.",
     "0",
     {},
     0,
     1440},
    {"title", FieldKind::Object, "Heading.", "none", {}, 0, 0, title_members},
    {"separator", FieldKind::Stroke, "A line before each row.", "none"},
    {"row", FieldKind::Widget, "The widget of one call."},
};

/// The calls to show. A call of unknown age is not old.
std::vector<Card> listed(Drawing& drawing, const Tree& properties, std::size_t most) {
    const Board& board = drawing.board(board_part::calls);
    const Millis oldest(
        static_cast<std::int64_t>(properties.number_or("maxAgeMinutes", 0) * 60'000));
    std::vector<Card> calls;
    for (const Card& card : board.history) {
        const bool current =
            properties.is_true("skipCurrent") && board.call && board.call->ticket == card.ticket;
        const UtcTime leaves{Millis(card.called_at) + oldest};
        const bool ages = oldest > Millis{0} && card.called_at > 0;
        if (calls.size() == most || current || (ages && leaves <= drawing.time().utc) ||
            !passes(card, properties.at("bind"))) {
            continue;
        }
        calls.push_back(card);
        if (ages) {
            drawing.wake_at(leaves);
        }
    }
    return calls;
}

void draw(Drawing& drawing, const Tree& properties, const Rect& place) {
    const Drawing::Aside aside(drawing);
    Rect rest = place;
    if (const Tree& title = properties.at("title"); title.object() != nullptr) {
        TextBlock block = text_block(drawing, title);
        const int line = block.pieces.front().style.line;
        draw_block(drawing, std::move(block), {place.x, place.y, place.width, line});
        const int below = line + drawing.px(12);
        rest = {place.x, place.y + below, place.width, place.height - below};
    }
    const auto rows = static_cast<int>(std::clamp(properties.number_or("rows", 3), 1.0, 20.0));
    const bool side_by_side = properties.text_or("flow", "column") == "row";
    const Tree::List* separator = properties.at("separator").list();
    int at = 0;
    for (const Card& card : listed(drawing, properties, static_cast<std::size_t>(rows))) {
        const std::string name = "row" + std::to_string(at);
        const int from = (side_by_side ? rest.width : rest.height) * at / rows;
        const int to = (side_by_side ? rest.width : rest.height) * (at + 1) / rows;
        const Rect cell = side_by_side ? Rect{rest.x + from, rest.y, to - from, rest.height}
                                       : Rect{rest.x, rest.y + from, rest.width, to - from};
        if (separator != nullptr && separator->size() == 2 &&
            separator->at(0).number() != nullptr && !side_by_side) {
            drawing.part("separator" + std::to_string(at));
            const std::string* color = separator->at(1).text();
            drawing.add(BoxMark{
                {cell.x, cell.y, cell.width, std::max(1, drawing.px(*separator->at(0).number()))},
                drawing.color(color != nullptr ? *color : "line"),
                {},
                0,
                {}});
        }
        drawing.card(properties.at("row"), card, cell, name);
        ++at;
    }
}

} // namespace

extern const WidgetType call_history;
const WidgetType call_history{
    "call-history", "The last calls, newest first.", own_fields,
    R"({"rows": 3, "row": {"widget": "ticket", "font": "history-number"}})", draw};

} // namespace panggil::screen
