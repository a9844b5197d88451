// SPDX-License-Identifier: MIT
#pragma once
/// Picture: the eye's half of a screen. It keeps the last scene, presents the next one, and paints
/// and shows only what differs. An unchanged scene makes no canvas call. Owns nothing but its
/// memory of the last scene.

#include "core/board.hpp"
#include "core/layout.hpp"
#include "renderer/clock.hpp"
#include "renderer/display.hpp"
#include "renderer/drawing.hpp"
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

    /// Widgets that were left out since the last look.
    [[nodiscard]] Problems take_problems() { return quarantine_.take_problems(); }

    /// Presents this board at this time and puts on the glass what has changed.
    Outcome draw(const Board& board, Now now);

    /// The glass lost its pixels: the next draw() paints everything.
    void forget() { last_.reset(); }

    /// True when the picture on the glass shows this text whole at some place.
    [[nodiscard]] bool shows(std::string_view text) const;

    /// What is heard with the picture on the glass.
    [[nodiscard]] std::optional<SceneSound> sound() const;

    /// When the picture would change by itself.
    [[nodiscard]] std::optional<Moment> next_change(Now now) const;

private:
    std::shared_ptr<const Layout> layout_;
    Display* display_;
    Quarantine quarantine_;
    Frame frame_;
    bool dark_ = false;
    PatchedCards patched_;
    std::optional<Scene> last_;
};

} // namespace panggil::screen
