// SPDX-License-Identifier: MIT
#include "renderer/sdl/run_strips.hpp"

#include <algorithm>
#include <cstring>

namespace panggil::sdl {

namespace {

std::size_t bytes_of(int way, int rows) {
    return static_cast<std::size_t>(way) * static_cast<std::size_t>(rows) * sizeof(std::uint32_t);
}

/// The rows of the letters.
Rect band_of(const RunMark& mark) {
    return intersect(mark.place,
                     {mark.place.x, mark.line.ink.y, mark.place.width, mark.line.ink.height});
}

bool same_look(const TextMark& one, const TextMark& other) {
    return one.color == other.color && one.font == other.font && one.text == other.text;
}

/// a modulo b, never negative.
int wrapped(int a, int b) {
    const int rest = a % b;
    return rest < 0 ? rest + b : rest;
}

} // namespace

void draw_run(const Pixels& pixels, const RunMark& mark, std::uint8_t opacity, TextCache& text) {
    Pixels inside = pixels;
    inside.clip = intersect(pixels.clip, band_of(mark));
    if (inside.clip.empty()) {
        return;
    }
    // The ink of a letter may reach beyond its own copy, on both sides.
    TextMark copy = mark.line;
    const int ahead = (copy.ink.right() - inside.clip.x + mark.way - 1) / mark.way;
    copy.origin.x -= std::max(ahead, 0) * mark.way;
    copy.ink.x -= std::max(ahead, 0) * mark.way;
    for (; copy.ink.x < inside.clip.right(); copy.ink.x += mark.way, copy.origin.x += mark.way) {
        text.draw(inside, copy, opacity);
    }
}

std::size_t RunStrips::kept_bytes() const {
    std::size_t sum = 0;
    for (const Strip& strip : strips_) {
        sum += bytes_of(strip.way, strip.rows);
    }
    return sum;
}

void RunStrips::make_room(std::size_t bytes) {
    while (!strips_.empty() && kept_bytes() + bytes > budget_) {
        strips_.erase(std::ranges::min_element(strips_, {}, &Strip::used));
    }
}

const RunStrips::Strip* RunStrips::strip_of(const RunMark& mark, std::uint8_t opacity, Color ground,
                                            TextCache& text) {
    const int rows = mark.line.ink.height;
    const auto known = std::ranges::find_if(strips_, [&](const Strip& strip) {
        return strip.way == mark.way && strip.rows == rows && strip.opacity == opacity &&
               strip.ground == ground && same_look(strip.line, mark.line);
    });
    if (known != strips_.end()) {
        known->used = ++turn_;
        return &*known;
    }
    const std::size_t bytes = bytes_of(mark.way, rows);
    if (bytes > budget_) {
        return nullptr;
    }
    make_room(bytes);
    Strip strip{mark.line, mark.way, opacity, ground, rows, ++turn_, {}};
    strip.pixels.assign(bytes / sizeof(std::uint32_t), packed(ground));
    // The same line with its pen at the left edge of the strip, and its highest row at the top.
    const Rect whole{0, 0, mark.way, rows};
    RunMark laid = mark;
    laid.place = whole;
    laid.line.origin = {0, mark.line.origin.y - mark.line.ink.y};
    laid.line.ink.x = mark.line.ink.x - mark.line.origin.x;
    laid.line.ink.y = 0;
    draw_run({strip.pixels.data(), mark.way, whole}, laid, opacity, text);
    strips_.push_back(std::move(strip));
    return &strips_.back();
}

void RunStrips::draw(const Pixels& pixels, const RunMark& mark, std::uint8_t opacity, Color ground,
                     TextCache& text) {
    const Rect area = intersect(pixels.clip, band_of(mark));
    if (area.empty()) {
        return;
    }
    const Strip* strip = strip_of(mark, opacity, ground, text);
    if (strip == nullptr) {
        for (int y = area.y; y < area.bottom(); ++y) {
            blend_span(pixels.row(y), area.x, area.right(), packed(ground), 255);
        }
        draw_run(pixels, mark, opacity, text);
        return;
    }
    const int first = wrapped(area.x - mark.line.origin.x, mark.way);
    for (int y = area.y; y < area.bottom(); ++y) {
        const std::uint32_t* row =
            strip->pixels.data() + static_cast<std::ptrdiff_t>(y - mark.line.ink.y) * mark.way;
        std::uint32_t* out = pixels.row(y) + area.x;
        int from = first;
        for (int left = area.width; left > 0;) {
            const int part = std::min(left, mark.way - from);
            std::memcpy(out, row + from, static_cast<std::size_t>(part) * sizeof *out);
            out += part;
            left -= part;
            from = 0;
        }
    }
}

} // namespace panggil::sdl
