// SPDX-License-Identifier: MIT
#include "renderer/card_selection.hpp"
#include "renderer/drawing.hpp"
#include "renderer/fields.hpp"

#include <algorithm>

namespace panggil::screen {

namespace {

constexpr FieldSpec hold_members[]{
    {"minSeconds",
     FieldKind::Number,
     "At least so long, and until its voice has ended; with others waiting at least four seconds.",
     "12",
     {},
     3,
     120},
    {"maxQueue",
     FieldKind::Number,
     "So many may wait while a call keeps the panel for its whole time.",
     "1",
     {},
     0,
     50},
};

constexpr FieldSpec after_members[]{
    {"minutes",
     FieldKind::Number,
     "From this age on; after ten minutes idle is shown.",
     "5",
     {},
     1,
     10},
    {"card", FieldKind::Widget, "The widget of the call then; it may say {age:long}."},
};

constexpr FieldSpec own_fields[]{
    fields::bind,
    {"hold",
     FieldKind::Object,
     "How long a call keeps the panel.",
     "twelve seconds",
     {},
     0,
     0,
     hold_members},
    {"enter", FieldKind::Motion, "How a call comes.", "at once"},
    {"emphasis", FieldKind::Motion, "How a new call is pointed at.", "not at all"},
    {"emphasisColor", FieldKind::Color, "Colour of that.", "amber"},
    {"after",
     FieldKind::Object,
     "What becomes of a call that no other has followed for long.",
     "it stands as it is",
     {},
     0,
     0,
     after_members},
    {"idle", FieldKind::Widget, "Shown when nobody is called."},
    {"card", FieldKind::Widget, "The widget of a call."},
    {"waitingText", FieldKind::Text, "Said before anything is known of the queue.",
     "Menunggu data antrean"},
    {"lostText", FieldKind::Text, "Said when the queue has been unknown for a minute.",
     "Ikuti panggilan petugas"},
};

/// What the panel says when it has no number to show.
std::string silence_text(const Board& board, const Tree& properties) {
    const LinkHealth health = board.health;
    if (!board.refused_key.empty() &&
        (health == LinkHealth::Connecting || health == LinkHealth::Lost)) {
        return "Menunggu persetujuan admin. Kode layar: " + board.refused_key;
    }
    if (health == LinkHealth::Connecting) {
        return properties.text_or("waitingText", "Menunggu data antrean");
    }
    return health == LinkHealth::Lost ? properties.text_or("lostText", "Ikuti panggilan petugas")
                                      : std::string{};
}

/// Drawn in the manner of the idle text.
void draw_silence(Drawing& drawing, const Tree& properties, std::string said, const Rect& place) {
    const Tree& idle = properties.at("idle");
    const Tree text(Tree::Object{{"widget", "text"},
                                 {"text", std::move(said)},
                                 {"font", idle.text_or("font", "meta")},
                                 {"color", idle.text_or("color", "ink")},
                                 {"align", "center"},
                                 {"valign", "middle"}});
    drawing.child(text, place, "silence");
}

/// Four bars along the edges, open at the corners, that come and go: a frame whose pixels are few,
/// so that a pulse costs little.
void draw_frame(Drawing& drawing, Color color, const Rect& place) {
    const int thick = std::max(2, drawing.px(8));
    const int corner = drawing.px(44);
    const Rect frame = inset(place, drawing.px(8));
    const int right = frame.right() - thick;
    const int bottom = frame.bottom() - thick;
    const int across = frame.width - 2 * corner;
    const int down = frame.height - 2 * corner;
    const int round = thick / 2;
    for (const Rect& bar : {Rect{frame.x + corner, frame.y, across, thick},
                            Rect{frame.x + corner, bottom, across, thick},
                            Rect{frame.x, frame.y + corner, thick, down},
                            Rect{right, frame.y + corner, thick, down}}) {
        if (!bar.empty()) {
            drawing.add(BoxMark{bar, color, {round, round, round, round}, 0, {}});
        }
    }
}

void draw_emphasis(Drawing& drawing, const Tree& properties, Moment since, const Rect& place) {
    const MotionRole motion = drawing.layout().theme.motion(properties.text_or("emphasis"));
    const Moment now = drawing.time().mono;
    if (motion.kind != MotionRole::Kind::Pulse) {
        return;
    }
    if (const auto step = next_step(since, motion.time * motion.times, now); step) {
        drawing.part("emphasis");
        const Drawing::Faded faded(drawing, pulsed(since, motion.time, motion.times, now));
        draw_frame(drawing, drawing.color(properties, "emphasisColor", "amber"), place);
        drawing.wake_at(*step);
    }
}

/// Nothing while the call is young, or of unknown age.
const Tree& card_of_old_call(Drawing& drawing, const Tree& properties, const Card& call) {
    static const Tree nothing;
    const Tree& after = properties.at("after");
    if (after.object() == nullptr || call.called_at <= 0) {
        return nothing;
    }
    const double minutes = std::clamp(after.number_or("minutes", 5), 1.0, 10.0);
    const UtcTime old =
        UtcTime(Millis(call.called_at)) + Millis(static_cast<std::int64_t>(minutes * 60'000));
    const UtcTime now = drawing.time().utc;
    if (now < old) {
        drawing.wake_at(old);
        return nothing;
    }
    const auto age = std::chrono::floor<Minutes>(now - UtcTime(Millis(call.called_at)));
    drawing.wake_at(UtcTime(Millis(call.called_at)) + age + Minutes(1)); // it says another age then
    return after.at("card");
}

void draw(Drawing& drawing, const Tree& properties, const Rect& place) {
    const Board& board = drawing.board(board_part::calls);
    if (std::string said = silence_text(board, properties); !said.empty()) {
        draw_silence(drawing, properties, std::move(said), place);
        return;
    }
    if (!board.call || !passes(*board.call, properties.at("bind"))) {
        drawing.child(properties.at("idle"), place, "idle");
        return;
    }
    if (const Tree& old = card_of_old_call(drawing, properties, *board.call);
        old.object() != nullptr) {
        drawing.card(old, *board.call, place, "after");
        return;
    }
    const Moment since = board.call_since.value_or(Moment::min());
    if (since != Moment::min()) {
        draw_emphasis(drawing, properties, since, place);
    }
    const Drawing::Faded faded(drawing, drawing.entrance(properties, since));
    drawing.card(properties.at("card"), *board.call, place, "call");
}

} // namespace

extern const WidgetType now_calling;
const WidgetType now_calling{"now-calling",
                             "The call that is being made: number, counter, how often.", own_fields,
                             R"({"card": {"widget": "ticket", "font": "call-number"}})", draw};

} // namespace panggil::screen
