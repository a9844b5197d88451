// SPDX-License-Identifier: MIT
#include "core/scene.hpp"

#include <algorithm>

namespace panggil {

namespace {

struct OwnBox {
    Rect operator()(const BoxMark& mark) const { return mark.rect; }

    Rect operator()(const TextMark& mark) const { return mark.ink; }

    Rect operator()(const ShapeMark& mark) const { return mark.rect; }

    Rect operator()(const ImageMark& mark) const { return mark.rect; }

    Rect operator()(const FilmMark& mark) const { return mark.rect; }

    Rect operator()(const SecondsMark& mark) const { return mark.line.ink; }

    /// The rows of its letters, as wide as its place.
    Rect operator()(const RunMark& mark) const {
        return intersect(mark.place,
                         {mark.place.x, mark.line.ink.y, mark.place.width, mark.line.ink.height});
    }
};

} // namespace

Color fill_at(const BoxMark& box, int x, int y) {
    if (box.gradient == Gradient::None) {
        return box.fill;
    }
    const bool down = box.gradient == Gradient::Down;
    const int length = std::max(1, (down ? box.rect.height : box.rect.width) - 1);
    const int at = std::clamp(down ? y : x, 0, length);
    const auto mixed = [&](std::uint8_t from, std::uint8_t to) {
        return static_cast<std::uint8_t>((from * (length - at) + to * at + length / 2) / length);
    };
    return {mixed(box.fill.red, box.fill2.red), mixed(box.fill.green, box.fill2.green),
            mixed(box.fill.blue, box.fill2.blue), box.fill.alpha};
}

Rect bounds_of(const Mark& mark) {
    return intersect(std::visit(OwnBox{}, mark.what), mark.clip);
}

const TextMark* text_of(const Mark& mark) {
    if (const auto* run = std::get_if<RunMark>(&mark.what); run != nullptr) {
        return &run->line;
    }
    const auto* seconds = std::get_if<SecondsMark>(&mark.what);
    return seconds != nullptr ? &seconds->line : std::get_if<TextMark>(&mark.what);
}

} // namespace panggil
