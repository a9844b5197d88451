// SPDX-License-Identifier: MIT
#pragma once
/// Picture: the eye's half of a screen. It keeps the last scene, presents the next one, and paints
/// and shows only what differs. What cannot have changed is not even presented: only those widgets
/// are asked that are due or read something that has changed. An unchanged scene makes no canvas
/// call, and lines that run are moved without either. Owns nothing but its memory of the last
/// scene.

#include "core/board.hpp"
#include "core/layout.hpp"
#include "renderer/clock.hpp"
#include "renderer/display.hpp"
#include "renderer/drawing.hpp"
#include "renderer/label.hpp"
#include "renderer/view.hpp"

#include <memory>
#include <optional>
#include <string>

namespace panggil::screen {

class Picture {
public:
    Picture(std::shared_ptr<const Layout> layout, Display& display)
        : layout_(std::move(layout)), display_(&display), quarantine_(&work_of_this_thread) {}

    enum class Outcome { Unchanged, Shown };

    /// From the next draw() on; only what differs is painted then, in one frame.
    void use(std::shared_ptr<const Layout> layout);

    /// Where in the glass the layout stands.
    void use(Frame frame) { frame_ = frame; }

    [[nodiscard]] const Layout& layout() const { return *layout_; }

    /// Paints nothing but black until it is lifted: at night, or when somebody asked for it.
    void cover(bool dark);

    /// Stands over the picture until it is taken away; not where the picture is covered.
    void label(std::optional<Label> label) { label_ = std::move(label); }

    /// Widgets that were left out since the last look.
    [[nodiscard]] Problems take_problems() { return quarantine_.take_problems(); }

    /// Presents this board at this time and puts on the glass what has changed.
    Outcome draw(const Board& board, Now now);

    /// Moves what runs to where it stands now, and nothing else: between two calls of draw(), while
    /// nothing else is due. Allocates nothing.
    void move(Moment now);

    /// The same, and clocks show the seconds of this moment. False when that cannot be without
    /// drawing anew, which is to be done then.
    [[nodiscard]] bool go_on(Now now);

    /// The glass lost its pixels: the next draw() paints everything.
    void forget() { last_.reset(); }

    /// True when the picture on the glass shows this text whole at some place.
    [[nodiscard]] bool shows(std::string_view text) const;

    /// What is heard with the picture on the glass.
    [[nodiscard]] std::optional<SceneSound> sound() const;

    /// When the picture would change by itself, apart from what runs and the seconds of clocks.
    [[nodiscard]] std::optional<Moment> next_change(Now now) const;

    /// When draw() is to be called at the latest: a clock may be late by what nobody sees.
    [[nodiscard]] std::optional<Moment> next_wake(Now now) const;

    /// When move() has something to do.
    [[nodiscard]] std::optional<Moment> next_step() const {
        return last_ ? last_->next_step : std::nullopt;
    }

private:
    /// What a scene was made of: of the same it would be made again.
    struct Source {
        std::shared_ptr<const Layout> layout;
        Board board;
        Frame frame;
        std::optional<Label> label;
        bool dark = false;
        Size size;
        std::uint64_t media = 0;
        UtcTime utc{};
    };

    /// A mark of the last scene.
    struct MarkPlace {
        std::size_t node = 0;
        std::size_t mark = 0;
    };

    /// A line that runs.
    struct Runner {
        MarkPlace at;
        std::optional<Color> ground; ///< when it is plain
    };

    [[nodiscard]] Mark& mark_at(MarkPlace place) {
        return last_->nodes[place.node].marks[place.mark];
    }

    [[nodiscard]] BoardParts changed_since(const Board& board, Now now) const;
    [[nodiscard]] bool is_due(Now now) const;
    [[nodiscard]] std::optional<Moment> next_after(Now now, Micros patience) const;
    [[nodiscard]] Scene make(const Board& board, Now now, BoardParts changed);
    [[nodiscard]] std::vector<Rect> damage_of(const Scene& scene) const;
    void remember_source(const Board& board, Now now, BoardParts changed);
    void find_moving();
    void move_runners(Moment now);
    [[nodiscard]] bool count_seconds(UtcTime now);
    [[nodiscard]] bool move_all(Now now);
    void show_moved();

    std::shared_ptr<const Layout> layout_;
    Display* display_;
    Quarantine quarantine_;
    Frame frame_;
    bool dark_ = false;
    std::optional<Label> label_;
    PatchedCards patched_;
    std::optional<Scene> last_;
    SceneMemory memory_;  ///< of last_
    Source source_;       ///< of last_
    bool costly_ = false; ///< to make last_ took long: the quarantine looks for the reason
    std::vector<Runner> runners_;
    std::vector<MarkPlace> seconds_; ///< clocks that go on
    bool seconds_go_on_ = true;      ///< until their digits turn out to differ in width
    std::vector<Rect> moved_;        ///< by move() and go_on(); kept for its room
};

} // namespace panggil::screen
