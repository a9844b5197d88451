// SPDX-License-Identifier: MIT
#pragma once
/// Scene: one picture as a comparable value: what is painted, where, in which order. Two equal
/// scenes give two equal pictures; what differs between two scenes is the damage. A scene knows no
/// layout, no queue and no canvas; painting it needs only a Canvas.

#include "core/geometry.hpp"
#include "core/time.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace panggil {

struct Color {
    std::uint8_t red = 0;
    std::uint8_t green = 0;
    std::uint8_t blue = 0;
    std::uint8_t alpha = 255;

    friend bool operator==(Color, Color) = default;
};

/// A face by its name ("Lato Black") at a size in pixels of the em.
struct Font {
    std::string face;
    int pixels = 0;
    int tracking = 0; ///< extra pixels between letters, may be negative

    friend auto operator<=>(const Font&, const Font&) = default;
};

enum class Gradient { None, Down, Right };

/// A filled rectangle with four corner radii (top left, top right, bottom right, bottom left) and a
/// border drawn inside its edge. Alpha 0 in `fill` paints no inside. A gradient goes from `fill` to
/// `fill2`, with the opacity of `fill`.
struct BoxMark {
    Rect rect;
    Color fill;
    std::array<int, 4> radii{};
    int border = 0;
    Color border_color;
    Color fill2{};
    Gradient gradient = Gradient::None;

    friend bool operator==(const BoxMark&, const BoxMark&) = default;
};

/// The colour of a box's inside at a pixel, x and y from its upper left.
[[nodiscard]] Color fill_at(const BoxMark& box, int x, int y);

/// One line of text. `origin` is the pen on the baseline; `ink` is the exact box of its pixels,
/// relative to the glass, as TextMetrics stated it.
struct TextMark {
    Font font;
    std::string text;
    Point origin;
    Color color;
    Rect ink;

    friend bool operator==(const TextMark&, const TextMark&) = default;
};

/// A line that runs from right to left through `place`, whole pixels at each frame, and comes again
/// without an end. `line` is where the foremost copy stands in this picture; the others follow it,
/// `way` pixels from one to the next.
struct RunMark {
    TextMark line;
    Rect place;
    int way = 1;   ///< pixels, 1 at least
    int step = 1;  ///< pixels a frame
    int rate = 60; ///< frames a second

    friend bool operator==(const RunMark&, const RunMark&) = default;
};

/// The seconds of a clock, two digits, which go on by themselves within a minute.
struct SecondsMark {
    TextMark line;
    std::string head; ///< what stands before them: "08.15."
    int advance = 0;  ///< of both
    int end = 0;      ///< where the pen is behind them

    friend bool operator==(const SecondsMark&, const SecondsMark&) = default;
};

enum class ShapeKind {
    Circle,
    Ring,
    Line,
    ArrowRight,
    ArrowLeft,
    ArrowUp,
    ArrowDown,
    Swell,
    Warning
};

/// A drawn sign inside `rect`; `stroke` is the line width in pixels, with round ends.
/// Swell: two low waves that fill rect from their higher crest, its top, down; `radii` are the
/// corners of the panel that it stands in (as of BoxMark), and mean nothing to the others.
/// Warning: a triangle with a round-cornered exclamation mark cut out of it.
struct ShapeMark {
    ShapeKind kind = ShapeKind::Circle;
    Rect rect;
    Color color;
    int stroke = 0;
    std::array<int, 4> radii{};

    friend bool operator==(const ShapeMark&, const ShapeMark&) = default;
};

/// A picture, scaled into rect exactly (the widget has already applied its fit). `tint` with alpha
/// > 0 replaces the colour and keeps the picture's coverage.
struct ImageMark {
    std::string path; ///< as resolved by the loader: absolute or relative to the working directory
    Rect rect;
    Color tint{0, 0, 0, 0};
    std::uint32_t version =
        1; ///< of its file: another picture is a change; 0 while it is being read

    friend bool operator==(const ImageMark&, const ImageMark&) = default;
};

/// A frame of a film, scaled into rect; `frame` counts the frames shown, so that the next one is a
/// change.
struct FilmMark {
    std::string path;
    Rect rect;
    std::uint64_t frame = 0;

    friend bool operator==(const FilmMark&, const FilmMark&) = default;
};

struct Mark {
    std::variant<BoxMark, TextMark, ShapeMark, ImageMark, FilmMark, RunMark, SecondsMark> what;
    Rect clip;                  ///< nothing is painted outside
    std::uint8_t opacity = 255; ///< multiplies every alpha of the mark

    friend bool operator==(const Mark&, const Mark&) = default;
};

/// The pixels that a mark can touch: its own box cut by its clip.
[[nodiscard]] Rect bounds_of(const Mark& mark);

/// The text of a mark, standing, running or counting; null of another.
[[nodiscard]] const TextMark* text_of(const Mark& mark);

/// The marks of one place of the layout. `key` is the place ("root/call/now/number"), unique in a
/// scene, and pairs old and new when two scenes are compared.
struct Node {
    std::string key;
    std::vector<Mark> marks;

    friend bool operator==(const Node&, const Node&) = default;
};

/// What is heard with a picture, under the voice.
struct SceneSound {
    std::string path;
    double volume = 0;    ///< 0 to 1
    double duck_db = -18; ///< how much it gives way to a voice; 0 or below
    bool of_film = true;  ///< it belongs to the film mark of this path; else it is played once

    friend bool operator==(const SceneSound&, const SceneSound&) = default;
};

struct Scene {
    Size size;
    Color background;
    std::vector<Node> nodes;        ///< painted first to last
    std::vector<SceneSound> sounds; ///< the last one is heard
    /// When the scene would change by itself: wall time (the clock's next minute), monotonic time
    /// (a page, a fade), or never.
    std::optional<UtcTime> next_wall_change;
    std::optional<Moment> next_change;
    /// When what runs has moved on: until then, and in between, nothing else changes.
    std::optional<Moment> next_step;
    /// When the seconds of its clocks are others: until then, and by that, nothing else changes.
    std::optional<UtcTime> next_second;

    friend bool operator==(const Scene&, const Scene&) = default;
};

} // namespace panggil
