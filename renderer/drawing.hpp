// SPDX-License-Identifier: MIT
#pragma once
/// Drawing: the hand that widgets draw with. It knows units, colours, fonts, the card of the
/// surrounding repeater and the time, and collects marks into the scene under the key of the place
/// being drawn. Lives for one present().

#include "core/clock_text.hpp"
#include "core/layout.hpp"
#include "core/motion.hpp"
#include "core/placeholder.hpp"
#include "core/text_metrics.hpp"
#include "renderer/quarantine.hpp"
#include "renderer/scene_memory.hpp"
#include "renderer/survey.hpp"
#include "renderer/widget.hpp"

#include <map>
#include <string>

namespace panggil::screen {

struct PresentTime {
    UtcTime utc{};
    Moment mono{};
    int rate = 60;             ///< frames a second of what runs
    bool seconds_go_on = true; ///< clocks may have marks that count by themselves
};

/// Patched cards by their states: a card's patches are merged once, not at every picture.
using PatchedCards = std::map<std::pair<const Tree*, std::string>, Tree>;

struct TextStyle {
    Font font;
    int line = 0; ///< pixels from one line to the next
    Color color;
    bool counts = false; ///< its last two digits are the seconds, and go on by themselves
};

class Drawing {
public:
    struct Context {
        const Layout* layout = nullptr;
        const Board* board = nullptr;
        PresentTime time;
        TextMetrics* metrics = nullptr;
        PatchedCards* patched = nullptr;
        Scene* scene = nullptr;
        Survey* survey = nullptr;         ///< null on a television
        Quarantine* quarantine = nullptr; ///< null for a single picture
        SceneMemory* memory = nullptr;    ///< null when no other picture follows
        Size inner;                       ///< of the glass that the layout fills
    };

    explicit Drawing(Context context);

    // Reading the surroundings

    /// All of it, or the parts that the widget reads: it is asked again when one of them changes.
    [[nodiscard]] const Board& board(BoardParts parts = board_part::all) const {
        if (context_.memory != nullptr) {
            context_.memory->note_read(parts);
        }
        return *context_.board;
    }

    [[nodiscard]] const Layout& layout() const { return *context_.layout; }

    [[nodiscard]] PresentTime time() const { return context_.time; }

    [[nodiscard]] TextMetrics& metrics() { return *context_.metrics; }

    [[nodiscard]] const Card* card() const { return scope_.card; }

    /// Pixels of one design unit.
    [[nodiscard]] double unit() const { return unit_; }

    /// Design units -> whole pixels.
    [[nodiscard]] int px(double units) const;
    [[nodiscard]] Color color(const Tree& properties, std::string_view field,
                              std::string_view otherwise) const;
    [[nodiscard]] Color color(std::string_view name) const;
    [[nodiscard]] TextStyle text_style(const Tree& properties,
                                       std::string_view font_field = "font") const;

    [[nodiscard]] std::string fill(std::string_view text);

    /// A number of units, or 1, 2 or 4 of them, as top, right, bottom, left pixels.
    [[nodiscard]] std::array<int, 4> edges(const Tree& value) const;

    // Drawing

    /// Draws a child widget in its place: style, own marks, badge. `name` continues the key of the
    /// place.
    void child(const Tree& widget, const Rect& place, std::string_view name);
    /// Opens a further place for own marks: for those that are added after a child was drawn.
    void part(std::string_view name);
    [[nodiscard]] Size natural(const Tree& widget);
    /// Draws a card of a repeater: its states patched, its placeholders bound to `card`.
    void card(const Tree& card_tree, const Card& card, const Rect& place, std::string_view name);

    void add(const BoxMark& mark) { add_mark(mark); }

    /// A line of text as it stands, which check does not look at: for what is read from near.
    void add(TextMark mark) { add_mark(std::move(mark)); }

    void add(const ShapeMark& mark) { add_mark(mark); }

    void add(ImageMark mark) { add_mark(std::move(mark)); }

    void add(FilmMark mark) {
        add_mark(std::move(mark));
        stay_restless();
    }

    /// Heard under the voice while this is on the glass; an emergency has the room for itself.
    void hear(SceneSound sound);

    /// A line that runs through `place` with its letters on `baseline`, `step` pixels a frame.
    void add_running(const TextStyle& style, const std::string& line, const Rect& place,
                     int baseline, int step);

    /// One line of text with its pen at `pen`; returns the pen's way.
    int add_text(const TextStyle& style, const std::string& text, Point pen);

    /// Multiplies the opacity of everything drawn until the guard ends.
    class Faded {
    public:
        Faded(Drawing& drawing, double opacity) : drawing_(&drawing), before_(drawing.opacity_) {
            drawing.opacity_ = before_ * opacity;
        }

        ~Faded() { drawing_->opacity_ = before_; }

        Faded(const Faded&) = delete;
        Faded& operator=(const Faded&) = delete;

    private:
        Drawing* drawing_;
        double before_;
    };

    /// Nothing is painted outside of `place` until the guard ends.
    class Clipped {
    public:
        Clipped(Drawing& drawing, const Rect& place) : drawing_(&drawing), before_(drawing.clip_) {
            drawing.clip_ = intersect(before_, place);
        }

        ~Clipped() { drawing_->clip_ = before_; }

        Clipped(const Clipped&) = delete;
        Clipped& operator=(const Clipped&) = delete;

    private:
        Drawing* drawing_;
        Rect before_;
    };

    void set_page(int page, int pages);

    // For the checker

    [[nodiscard]] bool is_surveyed() const { return context_.survey != nullptr; }

    /// Says what is wrong with the widget being drawn.
    void note(Survey::Fault fault, const std::string& text, double measure = 0, double limit = 0);

    /// Until the guard ends, numbers need not be read from every seat: those of calls that are
    /// over.

    class Aside {
    public:
        explicit Aside(Drawing& drawing) : drawing_(&drawing), before_(drawing.aside_) {
            drawing.aside_ = true;
        }

        ~Aside() { drawing_->aside_ = before_; }

        Aside(const Aside&) = delete;
        Aside& operator=(const Aside&) = delete;

    private:
        Drawing* drawing_;
        bool before_;
    };

    /// Whether the `when` of a widget, or of an item of a playlist, holds.
    [[nodiscard]] bool is_time_for(const Tree& widget);

    // Saying when the picture changes by itself

    /// How much of what came at `since` is there by now: 0 to 1, by the motion that `enter` names.
    [[nodiscard]] double entrance(const Tree& properties, Moment since);

    void wake_at(UtcTime time);
    void wake_at(Moment time);

private:
    void draw_child(const Tree& widget, const WidgetType& type, const Rect& place);
    void stay_restless();
    void add_mark(decltype(Mark::what) what);
    int add_piece(const TextStyle& style, const std::string& text, Point pen);
    void add_seconds(const TextStyle& style, const ClockText& clock, int advance, Point end);
    void note_text();
    void draw_style(const Tree& style, const Rect& place);
    void draw_badge(const Tree& badge, const Rect& place);
    void open_node(std::string key);
    void draw_guarded(const WidgetType& type, const Tree& widget, const Rect& content);
    void draw_placeholder(const Rect& place);
    [[nodiscard]] Size guarded_wish(const WidgetType& type, const Tree& widget);
    void note_no_place(const Tree& widget);

    /// Binds to a card, for as long as the guard lives.
    class Bound {
    public:
        Bound(Drawing& drawing, const Card& card);

        ~Bound() {
            drawing_->scope_.card = scope_card_;
            drawing_->card_ = card_;
        }

        Bound(const Bound&) = delete;
        Bound& operator=(const Bound&) = delete;

    private:
        Drawing* drawing_;
        const Card* scope_card_;
        std::shared_ptr<const Card> card_;
    };

    /// Remembers which widget is being drawn, for as long as the guard lives.
    class Within {
    public:
        Within(Drawing& drawing, const Tree& widget, const WidgetType& type)
            : drawing_(&drawing), place_(drawing.place_), ticket_(drawing.is_ticket_),
              page_(drawing.scope_.page), pages_(drawing.scope_.pages) {
            drawing.place_ = widget.place();
            drawing.is_ticket_ = type.name == "ticket";
        }

        ~Within() {
            drawing_->place_ = place_;
            drawing_->is_ticket_ = ticket_;
            drawing_->set_page(page_, pages_); // pages are those of the widget that turns them
        }

        Within(const Within&) = delete;
        Within& operator=(const Within&) = delete;

    private:
        Drawing* drawing_;
        std::uint32_t place_;
        bool ticket_;
        int page_;
        int pages_;
    };

    [[nodiscard]] const Tree& patched(const Tree& card_tree, const Card& card);

    Context context_;
    double unit_;
    PlaceholderScope scope_;
    std::shared_ptr<const Card> card_; ///< scope_.card, while there is a memory
    std::string key_;
    double opacity_ = 1.0;
    Rect clip_;
    std::uint32_t place_ = 0; ///< of the widget being drawn
    bool is_ticket_ = false;  ///< it is a ticket
    bool aside_ = false;
};

} // namespace panggil::screen
