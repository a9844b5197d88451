// SPDX-License-Identifier: MIT
#include "renderer/fields.hpp"
#include "renderer/text_block.hpp"

namespace panggil::screen {

namespace {

constexpr FieldSpec own_fields[]{
    {"staleText", FieldKind::Text,
     "Said while the numbers may be late; {link.heard} is their time.",
     "Data terakhir {link.heard}, menyambung kembali…"},
    {"lostText", FieldKind::Text, "Said when the queue has been unknown for a minute.",
     "Sambungan antrean terputus. Ikuti panggilan petugas."},
    {"conflictText", FieldKind::Text, "Said while two hubs claim the hall.",
     "Ada dua server antrean. Ikuti panggilan petugas."},
    {"connectingText", FieldKind::Text, "Said before the first word from the hub.", "nothing"},
    {"fill", FieldKind::Color, "The colour of the band.", "late"},
    {"radius", FieldKind::Number, "Of the band's corners, in units.", "0", {}, 0, 200},
    fields::font,
    fields::color,
    fields::fit,
};

std::string text_for(const Tree& properties, const Board& board) {
    if (board.two_hubs) {
        return properties.text_or("conflictText",
                                  "Ada dua server antrean. Ikuti panggilan petugas.");
    }
    switch (board.health) {
    case LinkHealth::Stale:
        return properties.text_or("staleText", "Data terakhir {link.heard}, menyambung kembali…");
    case LinkHealth::Lost:
        return properties.text_or("lostText",
                                  "Sambungan antrean terputus. Ikuti panggilan petugas.");
    case LinkHealth::Connecting:
        return properties.text_or("connectingText");
    case LinkHealth::Live:
        break;
    }
    return "";
}

void draw(Drawing& drawing, const Tree& properties, const Rect& place) {
    const std::string said = text_for(properties, drawing.board());
    if (said.empty()) {
        return;
    }
    const int radius = drawing.px(properties.number_or("radius", 0));
    drawing.add(BoxMark{
        place, drawing.color(properties, "fill", "late"), {radius, radius, radius, radius}, 0, {}});
    TextBlock block = text_block(drawing, properties);
    block.pieces.front().text = drawing.fill(said);
    draw_block(drawing, std::move(block), place);
}

} // namespace

extern const WidgetType status;
const WidgetType status{
    "status", "A band that says when the numbers may be late; nothing while all is well.",
    own_fields, R"({"staleText": "Data terakhir {link.heard}", "font": "notice"})", draw};

} // namespace panggil::screen
