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

#include <optional>
#include <string>

namespace panggil::screen {

class Picture {
public:
    Picture(const Layout& layout, Display& display) : layout_(&layout), display_(&display) {}

    enum class Outcome { Unchanged, Shown };

    /// Presents this board at this time and puts on the glass what has changed.
    Outcome draw(const Board& board, Now now);

    /// The glass lost its pixels: the next draw() paints everything.
    void forget() { last_.reset(); }

    /// True when the picture on the glass shows this text whole at some place.
    [[nodiscard]] bool shows(std::string_view text) const;

    /// When the picture would change by itself.
    [[nodiscard]] std::optional<Moment> next_change(Now now) const;

private:
    const Layout* layout_;
    Display* display_;
    PatchedCards patched_;
    std::optional<Scene> last_;
};

} // namespace panggil::screen
