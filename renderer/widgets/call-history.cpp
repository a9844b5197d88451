// SPDX-License-Identifier: MIT
#include "renderer/card_selection.hpp"
#include "renderer/text_block.hpp"

#include <algorithm>

namespace panggil::screen {

namespace {

constexpr FieldSpec fields[]{
    {"bind", FieldKind::Object, "Whose calls: agencies, counters, zones, except."},
    {"rows", FieldKind::Number, "How many calls; 3 when absent."},
    {"skipCurrent", FieldKind::Flag, "Leaves out the call that the panel shows."},
    {"flow", FieldKind::Word, "column (below each other) or row (side by side)."},
    {"maxAgeMinutes", FieldKind::Number, "Older calls are left out."},
    {"title", FieldKind::Object, "Heading: text, font, color."},
    {"separator", FieldKind::List, "[width, colour] of a line before each row."},
    {"row", FieldKind::Widget, "The widget of one call."},
};

std::vector<Card> listed(Drawing& drawing, const Tree& properties) {
    const Board& board = drawing.board();
    const auto most =
        static_cast<std::size_t>(std::clamp(properties.number_or("rows", 3), 1.0, 20.0));
    const double oldest = properties.number_or("maxAgeMinutes", 0) * 60'000;
    std::vector<Card> calls;
    for (const Card& card : board.history) {
        const bool current =
            properties.is_true("skipCurrent") && board.call && board.call->ticket == card.ticket;
        const auto age = drawing.time().utc.time_since_epoch().count() - card.called_at;
        const bool too_old = oldest > 0 && static_cast<double>(age) > oldest;
        if (calls.size() < most && !current && !too_old && passes(card, properties.at("bind"))) {
            calls.push_back(card);
        }
    }
    return calls;
}

void draw(Drawing& drawing, const Tree& properties, const Rect& place) {
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
    for (const Card& card : listed(drawing, properties)) {
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
    "call-history", "The last calls, newest first.", fields,
    R"({"rows": 3, "row": {"widget": "ticket", "font": "history-number"}})", draw};

} // namespace panggil::screen
