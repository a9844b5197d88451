// SPDX-License-Identifier: MIT
#pragma once
/// Tracks: rows or columns of a grid, in pixels. Fixed ones take their units, `auto` ones their
/// content's wish, `fr` ones share what is left. Edges are rounded from exact positions, so that
/// tracks never drift apart or overlap.

#include "core/tree.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace panggil::screen {

struct Span {
    int start = 0;
    int length = 0;
};

/// `wish(i)` is asked for `auto` tracks only. `gap` and `length` in pixels, `unit` pixels of one
/// design unit.
[[nodiscard]] std::vector<Span> tracks(const Tree& definition, int length, int gap, double unit,
                                       const std::function<int(std::size_t)>& wish);

/// Cells that an area covers.
struct Area {
    std::string name;
    std::size_t first_row = 0;
    std::size_t last_row = 0;
    std::size_t first_col = 0;
    std::size_t last_col = 0;
    std::size_t cells = 0; ///< how many name it

    [[nodiscard]] bool is_rectangle() const {
        return cells == (last_row - first_row + 1) * (last_col - first_col + 1);
    }
};

/// The names in one line of areas.
[[nodiscard]] std::vector<std::string_view> area_words(std::string_view line);

/// True for units, a share ("1fr") and "auto".
[[nodiscard]] bool is_track(const Tree& definition);

/// The named areas of lines such as "head head". "." is an empty cell. An area that is no rectangle
/// is given by the rectangle around it; the checker has reported it.
[[nodiscard]] std::vector<Area> areas_of(const Tree& lines);

} // namespace panggil::screen
