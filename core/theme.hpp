// SPDX-License-Identifier: MIT
#pragma once
/// Theme: names for colours, fonts and motions, so that a layout states roles and never values. A
/// mode ("gelap") is already merged in. Unknown names are answered with something readable, never
/// with nothing.

#include "core/result.hpp"
#include "core/scene.hpp"
#include "core/tree.hpp"

#include <map>
#include <optional>
#include <string>

namespace panggil {

/// Sizes in design units.
struct FontRole {
    std::string face = "Lato Bold";
    double size = 34;
    double line = 40;
    double tracking = 0;

    friend bool operator==(const FontRole&, const FontRole&) = default;
};

/// Fade: comes within `time`. Pulse: `times` gentle pulses of `time` each, by a frame.
struct MotionRole {
    enum class Kind { Fade, Pulse };

    Kind kind = Kind::Fade;
    Millis time{0};
    int times = 1;

    friend bool operator==(const MotionRole&, const MotionRole&) = default;
};

/// Where people sit: from this the checker knows what can be read.
struct Legibility {
    double screen_inches = 43;
    double farthest_metres = 8;
    double number_minutes = 16; ///< minutes of arc that a number must have at the farthest seat
    double text_minutes = 0;    ///< the same of other texts; 0 = only numbers must reach every seat
    double contrast = 4.5;

    friend bool operator==(const Legibility&, const Legibility&) = default;
};

struct Theme {
    std::map<std::string, Color, std::less<>> colors;
    std::map<std::string, FontRole, std::less<>> fonts;
    std::map<std::string, MotionRole, std::less<>> motions;
    Legibility legibility;
    std::vector<std::string> modes; ///< that the file has, "terang" first

    /// A token, or a literal "#RRGGBB" or "#RRGGBBAA"; nothing for an unknown one.
    [[nodiscard]] std::optional<Color> color(std::string_view name) const;
    [[nodiscard]] const FontRole& font(std::string_view name) const;
    [[nodiscard]] MotionRole motion(std::string_view name) const;
};

/// "#RRGGBB" or "#RRGGBBAA".
[[nodiscard]] std::optional<Color> parse_color(std::string_view text);

/// A theme file's tree with the mode's changes merged. Entries that make no sense are left out and
/// told in `problems`; an unknown mode changes nothing and is told, too.
[[nodiscard]] Theme theme_of(const Tree& file, std::string_view mode, const Places& places,
                             Problems& problems);

} // namespace panggil
