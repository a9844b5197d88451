// SPDX-License-Identifier: MIT
#include "renderer/card_selection.hpp"
#include "renderer/drawing.hpp"

namespace panggil::screen {

namespace {

constexpr FieldSpec fields[]{
    {"bind", FieldKind::Object, "Which one: {\"counter\": …} or {\"agency\": …}."},
    {"group", FieldKind::Word, "agency or counter."},
    {"card", FieldKind::Widget, "The widget of the card; its states are patches by name."},
};

void draw(Drawing& drawing, const Tree& properties, const Rect& place) {
    const std::vector<Card> cards = selected_cards(drawing.board(), properties);
    if (!cards.empty()) {
        drawing.card(properties.at("card"), cards.front(), place, cards.front().counter);
    }
}

} // namespace

extern const WidgetType counter_card;
const WidgetType counter_card{
    "counter-card", "One chosen counter or agency.", fields,
    R"({"bind": {"counter": "3"}, "card": {"widget": "ticket", "font": "number"}})", draw};

} // namespace panggil::screen
