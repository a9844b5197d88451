// SPDX-License-Identifier: MIT
#include "renderer/card_selection.hpp"
#include "renderer/drawing.hpp"
#include "renderer/fields.hpp"

namespace panggil::screen {

namespace {

constexpr FieldSpec own_fields[]{
    fields::bind,
    fields::group,
    fields::order,
    {"card", FieldKind::Widget, "The widget of the card; its states change it."},
};

void draw(Drawing& drawing, const Tree& properties, const Rect& place) {
    const std::vector<Card> cards = selected_cards(drawing.board(board_part::cards), properties);
    if (!cards.empty()) {
        drawing.card(properties.at("card"), cards.front(), place, cards.front().counter);
    }
}

} // namespace

extern const WidgetType counter_card;
const WidgetType counter_card{
    "counter-card", "One chosen counter or agency.", own_fields,
    R"({"bind": {"counter": "3"}, "card": {"widget": "ticket", "font": "number"}})", draw};

} // namespace panggil::screen
