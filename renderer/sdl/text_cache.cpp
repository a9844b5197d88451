// SPDX-License-Identifier: MIT
#include "renderer/sdl/text_cache.hpp"

#include "renderer/sdl/clock_run.hpp"

#include <algorithm>
#include <array>

namespace panggil::sdl {
namespace {

/// More than there are clocks on a wall.
constexpr std::size_t most_heads = 16;

/// The coverage, and about what the list, the index and the two copies of the text cost.
std::size_t cost_of(const TextRun& run, const std::string& text) {
    return run.coverage.size() + 2 * text.size() + 256;
}

} // namespace

std::size_t TextCache::KeyHash::operator()(KeyView key) const {
    const std::hash<std::string_view> text;
    const auto numbers = static_cast<std::size_t>(key.font->pixels) * 31 +
                         static_cast<std::size_t>(key.font->tracking);
    return (text(key.text) * 31 + text(key.font->face)) * 31 + numbers;
}

const TextRun& TextCache::run_of(const Font& font, std::string_view text) {
    const auto known = index_.find(KeyView(font, text));
    if (known != index_.end()) {
        recent_.splice(recent_.begin(), recent_, known->second);
        return known->second->run;
    }
    const auto clock = clock_parts(text);
    Key key{font, std::string(text)};
    TextRun run = clock ? run_of(font, *clock) : render_run(*fonts_, font, key.text);
    keep(std::move(key), std::move(run));
    return recent_.front().run;
}

TextRun TextCache::run_of(const Font& font, const ClockText& clock) {
    const int pen = pen_of(font, clock);
    const TextRun head = head_of(font, clock); // a copy: the next one may push it out
    return joined(head, run_of(font, clock.tail), pen);
}

const TextRun& TextCache::head_of(const Font& font, const ClockText& clock) {
    const TextRun& run = run_of(font, clock.head);
    const bool is_known = std::ranges::any_of(
        heads_, [&](const Key& key) { return key.text == clock.head && key.font == font; });
    if (!is_known) {
        heads_.push_back({font, std::string(clock.head)});
    }
    if (heads_.size() > most_heads) {
        forget(index_.find(heads_.front()));
        heads_.pop_front();
    }
    return run;
}

void TextCache::keep(Key key, TextRun run) {
    recent_.push_front({key, std::move(run)});
    kept_ += cost_of(recent_.front().run, key.text);
    index_.emplace(std::move(key), recent_.begin());
    while (kept_ > budget_ && recent_.size() > 1) {
        forget(index_.find(recent_.back().key));
    }
}

void TextCache::forget(Index::iterator which) {
    if (which != index_.end()) {
        kept_ -= cost_of(which->second->run, which->first.text);
        recent_.erase(which->second);
        index_.erase(which);
    }
}

int TextCache::pen_of(const Font& font, const ClockText& clock) {
    const auto advance = [&](std::string_view text) { return run_of(font, text).advance; };
    const std::array<char, 2> seam{clock.separator, '0'};
    return head_of(font, clock).advance + advance({seam.data(), 2}) - advance({seam.data(), 1}) -
           advance({seam.data() + 1, 1});
}

TextExtent TextCache::measure(const Font& font, std::string_view text) {
    if (const auto clock = clock_parts(text)) {
        const int pen = pen_of(font, *clock);
        const Rect head = head_of(font, *clock).ink;
        const TextRun& tail = run_of(font, clock->tail);
        const Rect ink = tail.ink;
        return {pen + tail.advance, unite(head, {pen + ink.x, ink.y, ink.width, ink.height})};
    }
    const TextRun& run = run_of(font, text);
    return {run.advance, run.ink};
}

FontExtent TextCache::extent(const Font& font) {
    const std::pair<std::string, int> key{font.face, font.pixels};
    const auto known = extents_.find(key);
    if (known != extents_.end()) {
        return known->second;
    }
    FontExtent extent;
    if (TTF_Font* opened = fonts_->open(font.face, font.pixels)) {
        extent.ascent = TTF_FontAscent(opened);
        extent.descent = -TTF_FontDescent(opened);
        TTF_GlyphMetrics32(opened, 'H', nullptr, nullptr, nullptr, &extent.cap_height, nullptr);
    }
    extents_.emplace(key, extent);
    return extent;
}

Size TextCache::picture(const std::string& path) {
    return media_->images.nominal(path);
}

std::uint32_t TextCache::picture_version(const std::string& path, Size size) {
    return media_->images.version(path, size);
}

FilmLook TextCache::film(const std::string& path, Size) {
    return media_->films.look(path);
}

FilmChoice TextCache::films(const std::string& name, std::span<const FilmTurn> films, Size) {
    return media_->films.choose(name, films);
}

void TextCache::draw(const Pixels& pixels, const TextMark& mark, std::uint8_t opacity) {
    const TextRun& run = run_of(mark.font, mark.text);
    const Rect place{mark.origin.x + run.ink.x, mark.origin.y + run.ink.y, run.ink.width,
                     run.ink.height};
    const Rect area = intersect(intersect(place, mark.ink), pixels.clip);
    const std::uint32_t color = packed(mark.color);
    const std::uint32_t alpha = scaled(mark.color.alpha, opacity);
    if (area.empty()) {
        return;
    }
    for (int y = area.y; y < area.bottom(); ++y) {
        const std::uint8_t* in =
            run.coverage.data() + static_cast<std::ptrdiff_t>(y - place.y) * place.width;
        rows().cover(pixels.row(y) + area.x, in + (area.x - place.x),
                     static_cast<std::size_t>(area.width), color, alpha);
    }
}

} // namespace panggil::sdl
