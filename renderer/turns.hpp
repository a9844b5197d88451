// SPDX-License-Identifier: MIT
#pragma once
/// What takes turns in a place: texts, rows, pages of cards. Each comes by the motion that `enter`
/// names, and the picture changes by itself when the next one comes.

#include "renderer/drawing.hpp"
#include "renderer/pages.hpp"

#include <span>

namespace panggil::screen {

struct Turn {
    std::size_t index = 0;
    double opacity = 1.0; ///< how much of it is there by now
};

/// `times` as page_at() has them. One alone stands still.
[[nodiscard]] Turn turn_of(Drawing& drawing, const Tree& properties, std::span<const Millis> times);

/// The cards from `first` to before `end` are shown now.
struct CardPage {
    std::size_t first = 0;
    std::size_t end = 0;
    double opacity = 1.0;
};

/// Pages of `on_page` cards where not all fit, by the property overflow.page.
[[nodiscard]] CardPage card_page(Drawing& drawing, const Tree& properties, std::size_t cards,
                                 std::size_t on_page);

} // namespace panggil::screen
