// SPDX-License-Identifier: MIT
#include "core/plain_text.hpp"

#include <algorithm>
#include <array>

namespace panggil {

namespace {

struct Range {
    char32_t first;
    char32_t last;
};

constexpr std::array controls{Range{0x00, 0x1F}, Range{0x7F, 0x9F}, Range{0x2028, 0x2029},
                              Range{0xFFF9, 0xFFFF}};
/// Zero-width and direction marks, overrides, isolates, the byte-order mark.
constexpr std::array invisible{Range{0x061C, 0x061C}, Range{0x200B, 0x200F}, Range{0x202A, 0x202E},
                               Range{0x2060, 0x2069}, Range{0xFEFF, 0xFEFF}};
constexpr char32_t broken = 0x110000;

template <class Table>
bool contains(const Table& table, char32_t point) {
    return std::ranges::any_of(
        table, [&](const Range& range) { return point >= range.first && point <= range.last; });
}

/// Takes one code point off the front; `broken` when the bytes are not UTF-8.
char32_t take_point(std::string_view& rest) {
    const auto lead = static_cast<unsigned char>(rest.front());
    rest.remove_prefix(1);
    if (lead < 0x80) {
        return lead;
    }
    const std::size_t tail = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
    if (lead < 0xC2 || lead > 0xF4 || rest.size() < tail) {
        return broken;
    }
    char32_t point = lead & (0x3FU >> tail);
    for (std::size_t index = 0; index < tail; ++index) {
        const auto byte = static_cast<unsigned char>(rest[index]);
        if ((byte & 0xC0U) != 0x80U) {
            return broken;
        }
        point = (point << 6U) | (byte & 0x3FU);
    }
    rest.remove_prefix(tail);
    // Longer than needed, or half of a UTF-16 pair: no text at all.
    constexpr std::array<char32_t, 4> smallest{0, 0x80, 0x800, 0x10000};
    const bool surrogate = point >= 0xD800 && point <= 0xDFFF;
    return point < smallest[tail] || point >= broken || surrogate ? broken : point;
}

} // namespace

std::string fault_of_text(std::string_view text, std::size_t longest) {
    std::size_t length = 0;
    while (!text.empty()) {
        const char32_t point = take_point(text);
        if (point == broken) {
            return "is not valid UTF-8";
        }
        if (contains(controls, point)) {
            return "holds a control character";
        }
        if (contains(invisible, point)) {
            return "holds an invisible or direction-changing character";
        }
        if (++length > longest) {
            return "is longer than " + std::to_string(longest) + " characters";
        }
    }
    return {};
}

} // namespace panggil
