// SPDX-License-Identifier: MIT
#include "renderer/card_selection.hpp"
#include "renderer/drawing.hpp"
#include "renderer/text_block.hpp"

namespace panggil::screen {

namespace {

constexpr FieldSpec fields[]{
    {"bind", FieldKind::Object, "Whose calls: agencies, counters, zones, except."},
    {"hold", FieldKind::Object, "How long a call keeps the panel: minSeconds, untilAudioEnds."},
    {"enter", FieldKind::Word, "Motion of the theme with which a call comes."},
    {"emphasis", FieldKind::Word, "Motion of the theme that points at a new call."},
    {"idle", FieldKind::Widget, "Shown when nobody is called."},
    {"card", FieldKind::Widget, "The widget of a call."},
    {"waitingText", FieldKind::Text, "Said before anything is known of the queue."},
    {"lostText", FieldKind::Text, "Said when the queue is unknown since long."},
};

/// What the panel says when it has no number to show, for a layout that doesn't say it itself.
std::string silence_text(LinkHealth health, const Tree& properties) {
    if (health == LinkHealth::Connecting) {
        return properties.text_or("waitingText", "Menunggu data antrean");
    }
    return health == LinkHealth::Lost ? properties.text_or("lostText", "Ikuti panggilan petugas")
                                      : std::string{};
}

void draw(Drawing& drawing, const Tree& properties, const Rect& place) {
    const Board& board = drawing.board();
    if (const std::string said = silence_text(board.health, properties); !said.empty()) {
        const Tree line = merge_patch(
            properties.at("idle"),
            Tree(Tree::Object{
                {"widget", "text"}, {"text", said}, {"align", "center"}, {"valign", "middle"}}));
        drawing.child(line, place, "silence");
        return;
    }
    if (!board.call || !passes(*board.call, properties.at("bind"))) {
        drawing.child(properties.at("idle"), place, "idle");
        return;
    }
    double opacity = 1.0;
    if (board.call_since) {
        const Millis fade = drawing.layout().theme.motion(properties.text_or("enter")).time;
        opacity = eased(*board.call_since, fade, drawing.time().mono);
        if (const auto step = next_step(*board.call_since, fade, drawing.time().mono); step) {
            drawing.wake_at(*step);
        }
    }
    const Drawing::Faded faded(drawing, opacity);
    drawing.card(properties.at("card"), *board.call, place, "call");
}

} // namespace

extern const WidgetType now_calling;
const WidgetType now_calling{"now-calling",
                             "The call that is being made: number, counter, how often.", fields,
                             R"({"card": {"widget": "ticket", "font": "call-number"}})", draw};

} // namespace panggil::screen
