// SPDX-License-Identifier: MIT
#pragma once
/// FixedMetrics: text that is measured by counting its letters, so that places can be worked out in
/// the head and no font decides a test. A letter is 0.6 em wide and 0.7 em high; its ink leaves a
/// twentieth of an em free on the left and the right. Marks of no width have none.

#include "core/text_metrics.hpp"

namespace panggil::testing {

class FixedMetrics final : public TextMetrics {
public:
    [[nodiscard]] TextExtent measure(const Font& font, std::string_view text) override {
        ++measured;
        int letters = 0;
        bool blank = true;
        for (std::size_t at = 0; at < text.size(); ++at) {
            if (text.substr(at).starts_with("\u200C")) {
                at += 2;
            } else if ((static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U) {
                ++letters;
                blank = blank && text[at] == ' ';
            }
        }
        const int advance = letters * (font.pixels * 6 / 10 + font.tracking);
        const int margin = font.pixels / 20;
        const int height = font.pixels * 7 / 10;
        return {advance, blank ? Rect{} : Rect{margin, -height, advance - 2 * margin, height}};
    }

    [[nodiscard]] FontExtent extent(const Font& font) override {
        return {font.pixels * 9 / 10, font.pixels * 3 / 10, font.pixels * 7 / 10};
    }

    [[nodiscard]] Size picture(const std::string& path) override {
        return path.empty() ? Size{} : Size{320, 320};
    }

    int measured = 0;
};

} // namespace panggil::testing
