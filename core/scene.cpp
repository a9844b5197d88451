// SPDX-License-Identifier: MIT
#include "core/scene.hpp"

namespace panggil {

namespace {

struct OwnBox {
    Rect operator()(const BoxMark& mark) const { return mark.rect; }

    Rect operator()(const TextMark& mark) const { return mark.ink; }

    Rect operator()(const ShapeMark& mark) const { return mark.rect; }

    Rect operator()(const ImageMark& mark) const { return mark.rect; }

    Rect operator()(const FilmMark& mark) const { return mark.rect; }
};

} // namespace

Rect bounds_of(const Mark& mark) {
    return intersect(std::visit(OwnBox{}, mark.what), mark.clip);
}

} // namespace panggil
