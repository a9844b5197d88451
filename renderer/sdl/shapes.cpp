// SPDX-License-Identifier: MIT
#include "renderer/sdl/drawing.hpp"
#include "renderer/sdl/round_rect.hpp"

#include <array>
#include <initializer_list>
#include <numbers>

namespace panggil::sdl {
namespace {

struct Spot {
    double x = 0;
    double y = 0;
};

struct Segment {
    Spot from;
    Spot to;
};

/// Squared, since most pixels are plainly inside or outside and need no root.
double squared_distance(Spot spot, const Segment& segment) {
    const double along_x = segment.to.x - segment.from.x;
    const double along_y = segment.to.y - segment.from.y;
    const double length = along_x * along_x + along_y * along_y;
    const double at_x = spot.x - segment.from.x;
    const double at_y = spot.y - segment.from.y;
    const double part =
        length > 0 ? std::clamp((at_x * along_x + at_y * along_y) / length, 0.0, 1.0) : 0.0;
    const double dx = at_x - part * along_x;
    const double dy = at_y - part * along_y;
    return dx * dx + dy * dy;
}

/// The covered part of a pixel whose middle is this far from the middle of a disc.
std::uint32_t disc_coverage(double squared, double radius) {
    const double outer = radius + 0.5;
    const double inner = radius - 0.5;
    if (squared >= outer * outer) {
        return 0;
    }
    if (inner > 0 && squared <= inner * inner) {
        return 255;
    }
    return coverage_at(radius - std::sqrt(squared));
}

/// Paints every pixel of the shape's rectangle with the coverage that `cover` states for its
/// middle, relative to the rectangle.
template <class Cover>
void fill_by(const Pixels& pixels, const ShapeMark& mark, std::uint32_t alpha, Cover cover) {
    const Rect area = intersect(mark.rect, pixels.clip);
    const std::uint32_t color = packed(mark.color);
    for (int y = area.y; y < area.bottom(); ++y) {
        std::uint32_t* row = pixels.row(y);
        for (int x = area.x; x < area.right(); ++x) {
            const Spot spot{x - mark.rect.x + 0.5, y - mark.rect.y + 0.5};
            blend(row[x], color, scaled(cover(spot), alpha));
        }
    }
}

/// Strokes with round ends; where they meet they are one shape, not two layers.
void stroke(const Pixels& pixels, const ShapeMark& mark, std::uint32_t alpha,
            std::initializer_list<Segment> segments) {
    const double half = mark.stroke / 2.0;
    fill_by(pixels, mark, alpha, [&](Spot spot) {
        double nearest = squared_distance(spot, *segments.begin());
        for (const Segment& segment : segments) {
            nearest = std::min(nearest, squared_distance(spot, segment));
        }
        return disc_coverage(nearest, half);
    });
}

void draw_disc(const Pixels& pixels, const ShapeMark& mark, std::uint32_t alpha, double hole) {
    const Spot middle{mark.rect.width / 2.0, mark.rect.height / 2.0};
    const double radius = std::min(middle.x, middle.y);
    fill_by(pixels, mark, alpha, [&](Spot spot) {
        const double dx = spot.x - middle.x;
        const double dy = spot.y - middle.y;
        const double squared = dx * dx + dy * dy;
        const std::uint32_t whole = disc_coverage(squared, radius);
        return hole > 0 ? whole - std::min(whole, disc_coverage(squared, hole)) : whole;
    });
}

/// A triangle with round corners, and an exclamation mark that is left out of it.
void draw_warning(const Pixels& pixels, const ShapeMark& mark, std::uint32_t alpha) {
    const double width = mark.rect.width;
    const double height = mark.rect.height;
    const double round = mark.stroke / 2.0;
    const std::array<Spot, 3> corners{
        {{width / 2, round}, {width - round, height - round}, {round, height - round}}};
    const Segment bar{{width / 2, height * 0.36}, {width / 2, height * 0.64}};
    const Spot dot{width / 2, height * 0.82};
    fill_by(pixels, mark, alpha, [&](Spot spot) {
        // Inside, every side is on the right hand; outside, the nearest side counts.
        bool inside = true;
        double nearest = width * width;
        for (std::size_t at = 0; at < corners.size(); ++at) {
            const Spot from = corners[at];
            const Spot to = corners[(at + 1) % corners.size()];
            inside = inside &&
                     (to.x - from.x) * (spot.y - from.y) - (to.y - from.y) * (spot.x - from.x) >= 0;
            nearest = std::min(nearest, squared_distance(spot, {from, to}));
        }
        const std::uint32_t whole = inside ? 255U : disc_coverage(nearest, round);
        const double from_dot =
            (spot.x - dot.x) * (spot.x - dot.x) + (spot.y - dot.y) * (spot.y - dot.y);
        const std::uint32_t cut = std::max(disc_coverage(squared_distance(spot, bar), width * 0.05),
                                           disc_coverage(from_dot, width * 0.055));
        return whole - std::min(whole, cut);
    });
}

void draw_line(const Pixels& pixels, const ShapeMark& mark, std::uint32_t alpha) {
    const double width = mark.rect.width;
    const double height = mark.rect.height;
    const double half = mark.stroke / 2.0;
    if (width >= height) {
        stroke(pixels, mark, alpha, {{{half, height / 2}, {width - half, height / 2}}});
    } else {
        stroke(pixels, mark, alpha, {{{width / 2, half}, {width / 2, height - half}}});
    }
}

/// The shaft lies in the middle, the head opens at 45 degrees and reaches both long sides.
void draw_arrow(const Pixels& pixels, const ShapeMark& mark, std::uint32_t alpha) {
    const bool upright = mark.kind == ShapeKind::ArrowUp || mark.kind == ShapeKind::ArrowDown;
    const bool towards_origin =
        mark.kind == ShapeKind::ArrowLeft || mark.kind == ShapeKind::ArrowUp;
    const double length = upright ? mark.rect.height : mark.rect.width;
    const double across = upright ? mark.rect.width : mark.rect.height;
    const double half = mark.stroke / 2.0;
    const double reach = std::max(0.0, std::min(across / 2 - half, length - 2 * half));
    // In the arrow's own axes: `along` from tail to tip, `aside` from the shaft.
    const auto spot = [&](double along, double aside) {
        const double run = towards_origin ? length - along : along;
        return upright ? Spot{across / 2 + aside, run} : Spot{run, across / 2 + aside};
    };
    const Spot tail = spot(half, 0);
    const Spot tip = spot(length - half, 0);
    stroke(pixels, mark, alpha,
           {{tail, tip},
            {tip, spot(length - half - reach, -reach)},
            {tip, spot(length - half - reach, reach)}});
}

/// Two layers of water, the nearer one lower; each has half of the weight. The higher crest touches
/// the top of the rectangle.
void draw_swell(const Pixels& pixels, const ShapeMark& mark, std::uint32_t alpha) {
    const Rect area = intersect(mark.rect, pixels.clip);
    const RoundRect outline = round_rect(mark.rect, mark.radii);
    const std::uint32_t color = packed(mark.color);
    const std::uint32_t weight = (alpha + 1) / 2;
    const double width = mark.rect.width;
    const double height = mark.rect.height;

    struct Layer {
        double level;
        double rise;
        double turns;
        double phase;
    };

    static constexpr std::array<Layer, 2> layers{
        {{0.10, 0.10, 1.70, 0.53}, {0.46, 0.11, 1.15, 0.45}}};

    const auto draw = [&](int x, int y, std::uint32_t covered) {
        covered = scaled(covered, outline.coverage(x - mark.rect.x, y - mark.rect.y));
        blend(pixels.row(y)[x], color, scaled(covered, weight));
    };
    for (const Layer& layer : layers) {
        // Between crest and trough the pixels of each column are looked at; below is plain water,
        // where only the rounded corners differ.
        const int crest = static_cast<int>(std::floor(height * (layer.level - layer.rise)));
        const int trough = static_cast<int>(std::ceil(height * (layer.level + layer.rise))) + 1;
        const int first = std::clamp(mark.rect.y + crest, area.y, area.bottom());
        const int plain = std::clamp(mark.rect.y + trough, first, area.bottom());
        for (int x = area.x; x < area.right(); ++x) {
            const double turn = (x - mark.rect.x + 0.5) / width * layer.turns + layer.phase;
            const double surface =
                height * (layer.level + layer.rise * std::sin(2 * std::numbers::pi * turn));
            for (int y = first; y < plain; ++y) {
                draw(x, y, coverage_at(y - mark.rect.y + 0.5 - surface));
            }
        }
        const int left_corner = std::max(outline.radii[0], outline.radii[3]);
        const int right_corner = std::max(outline.radii[1], outline.radii[2]);
        const int left = std::clamp(mark.rect.x + left_corner, area.x, area.right());
        const int right = std::clamp(mark.rect.right() - right_corner, left, area.right());
        for (int y = plain; y < area.bottom(); ++y) {
            for (int x = area.x; x < left; ++x) {
                draw(x, y, 255);
            }
            blend_span(pixels.row(y), left, right, color, weight);
            for (int x = right; x < area.right(); ++x) {
                draw(x, y, 255);
            }
        }
    }
}

} // namespace

void draw_shape(const Pixels& pixels, const ShapeMark& mark, std::uint8_t opacity) {
    if (mark.rect.empty()) {
        return;
    }
    const std::uint32_t alpha = scaled(mark.color.alpha, opacity);
    switch (mark.kind) {
    case ShapeKind::Circle:
        draw_disc(pixels, mark, alpha, 0);
        return;
    case ShapeKind::Ring:
        draw_disc(pixels, mark, alpha,
                  std::min(mark.rect.width, mark.rect.height) / 2.0 - mark.stroke);
        return;
    case ShapeKind::Line:
        draw_line(pixels, mark, alpha);
        return;
    case ShapeKind::ArrowRight:
    case ShapeKind::ArrowLeft:
    case ShapeKind::ArrowUp:
    case ShapeKind::ArrowDown:
        draw_arrow(pixels, mark, alpha);
        return;
    case ShapeKind::Warning:
        draw_warning(pixels, mark, alpha);
        return;
    case ShapeKind::Swell:
        draw_swell(pixels, mark, alpha);
        return;
    }
}

} // namespace panggil::sdl
