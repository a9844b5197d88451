// SPDX-License-Identifier: MIT
#pragma once
/// Points, sizes and rectangles in whole pixels of the glass; x to the right, y down. A rectangle
/// covers [x, x+width) by [y, y+height); one without area is empty and equals every other empty one
/// for intersect().

#include <algorithm>
#include <compare>

namespace panggil {

struct Point {
    int x = 0;
    int y = 0;

    friend bool operator==(Point, Point) = default;
};

struct Size {
    int width = 0;
    int height = 0;

    friend bool operator==(Size, Size) = default;
};

struct Rect {
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;

    [[nodiscard]] int right() const { return x + width; }

    [[nodiscard]] int bottom() const { return y + height; }

    [[nodiscard]] bool empty() const { return width <= 0 || height <= 0; }

    [[nodiscard]] long long area() const {
        return empty() ? 0 : static_cast<long long>(width) * height;
    }

    friend bool operator==(const Rect&, const Rect&) = default;
};

[[nodiscard]] inline Rect intersect(const Rect& a, const Rect& b) {
    const int left = std::max(a.x, b.x);
    const int top = std::max(a.y, b.y);
    const int right = std::min(a.right(), b.right());
    const int bottom = std::min(a.bottom(), b.bottom());
    return right > left && bottom > top ? Rect{left, top, right - left, bottom - top} : Rect{};
}

[[nodiscard]] inline Rect unite(const Rect& a, const Rect& b) {
    if (a.empty()) {
        return b;
    }
    if (b.empty()) {
        return a;
    }
    const int left = std::min(a.x, b.x);
    const int top = std::min(a.y, b.y);
    return {left, top, std::max(a.right(), b.right()) - left,
            std::max(a.bottom(), b.bottom()) - top};
}

[[nodiscard]] inline Rect inset(const Rect& rect, int by) {
    return {rect.x + by, rect.y + by, rect.width - 2 * by, rect.height - 2 * by};
}

} // namespace panggil
