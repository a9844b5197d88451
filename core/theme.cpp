// SPDX-License-Identifier: MIT
#include "core/theme.hpp"

#include <charconv>

namespace panggil {

std::optional<Color> parse_color(std::string_view text) {
    if ((text.size() != 7 && text.size() != 9) || text[0] != '#') {
        return std::nullopt;
    }
    std::uint32_t value = 0;
    const auto [end, error] =
        std::from_chars(text.data() + 1, text.data() + text.size(), value, 16);
    if (error != std::errc{} || end != text.data() + text.size()) {
        return std::nullopt;
    }
    if (text.size() == 7) {
        value = (value << 8U) | 0xFFU;
    }
    const auto byte = [value](unsigned shift) {
        return static_cast<std::uint8_t>((value >> shift) & 0xFFU);
    };
    return Color{byte(24), byte(16), byte(8), byte(0)};
}

std::optional<Color> Theme::color(std::string_view name) const {
    if (name.starts_with('#')) {
        return parse_color(name);
    }
    const auto found = colors.find(name);
    return found == colors.end() ? std::nullopt : std::optional(found->second);
}

const FontRole& Theme::font(std::string_view name) const {
    static const FontRole readable;
    const auto found = fonts.find(name);
    return found == fonts.end() ? readable : found->second;
}

MotionRole Theme::motion(std::string_view name) const {
    const auto found = motions.find(name);
    return found == motions.end() ? MotionRole{} : found->second;
}

Theme theme_of(const Tree& file, std::string_view mode) {
    const Tree merged =
        merge_patch(file, file.at("modes").at(mode).is_nothing() ? Tree(Tree::Object{})
                                                                 : file.at("modes").at(mode));
    Theme theme;
    if (const auto* colors = merged.at("colors").object(); colors != nullptr) {
        for (const auto& [name, value] : *colors) {
            if (const auto color =
                    value.text() != nullptr ? parse_color(*value.text()) : std::nullopt;
                color) {
                theme.colors.emplace(name, *color);
            }
        }
    }
    if (const auto* fonts = merged.at("fonts").object(); fonts != nullptr) {
        for (const auto& [name, value] : *fonts) {
            const double size = value.number_or("size", 34);
            theme.fonts.emplace(name, FontRole{value.text_or("face", "Lato Bold"), size,
                                               value.number_or("line", size * 1.2),
                                               value.number_or("tracking", 0)});
        }
    }
    if (const auto* motions = merged.at("motion").object(); motions != nullptr) {
        for (const auto& [name, value] : *motions) {
            theme.motions.emplace(
                name, MotionRole{Millis(static_cast<std::int64_t>(value.number_or("ms", 0))),
                                 static_cast<int>(value.number_or("times", 1))});
        }
    }
    return theme;
}

} // namespace panggil
