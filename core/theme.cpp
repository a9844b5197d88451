// SPDX-License-Identifier: MIT
#include "core/theme.hpp"

#include "core/diagnosis.hpp"

#include <charconv>

namespace panggil {

namespace {

/// The mode in which the file itself is written.
constexpr std::string_view plain_mode = "terang";

/// Reads the sections of one theme file and keeps what was wrong.
class ThemeReader {
public:
    ThemeReader(const Places& places, Problems& problems)
        : places_(&places), problems_(&problems) {}

    /// Calls `read(name, value)` for each entry of a section.
    template <class Read>
    void section(const Tree& file, std::string_view key, Read read) {
        if (const auto* entries = file.at(key).object(); entries != nullptr) {
            for (const auto& [name, value] : *entries) {
                read(name, value);
            }
        }
    }

    /// A number within its limits; outside them it is told, and `otherwise` is taken.
    double number(const Tree& in, std::string_view key, double otherwise, double least,
                  double most) {
        const Tree& value = in.at(key);
        if (value.is_nothing()) {
            return otherwise;
        }
        const double* number = value.number();
        if (number == nullptr || *number < least || *number > most) {
            complain(
                "theme.bad_number", value,
                {std::to_string(static_cast<int>(least)), std::to_string(static_cast<int>(most))});
            return otherwise;
        }
        return *number;
    }

    void complain(const char* name, const Tree& value, std::initializer_list<Words2> words) {
        problems_->push_back(diagnose(name, to_text(places_->at(value.place())), words));
    }

private:
    const Places* places_;
    Problems* problems_;
};

Tree in_mode(const Tree& file, std::string_view mode, ThemeReader& reader) {
    if (mode.empty() || mode == plain_mode) {
        return file;
    }
    const Tree& changes = file.at("modes").at(mode);
    if (changes.object() == nullptr) {
        reader.complain("theme.unknown_mode", file, {mode});
        return file;
    }
    return merge_patch(file, changes);
}

} // namespace

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

Theme theme_of(const Tree& file, std::string_view mode, const Places& places, Problems& problems) {
    ThemeReader reader(places, problems);
    const Tree merged = in_mode(file, mode, reader);
    Theme theme;
    reader.section(merged, "colors", [&](const std::string& name, const Tree& value) {
        const auto color = value.text() != nullptr ? parse_color(*value.text()) : std::nullopt;
        if (color) {
            theme.colors.emplace(name, *color);
        } else {
            reader.complain("theme.bad_color", value, {});
        }
    });
    reader.section(merged, "fonts", [&](const std::string& name, const Tree& value) {
        const double size = reader.number(value, "size", 34, 8, 2000);
        const double line = reader.number(value, "line", size * 1.2, 8, 4000);
        const double tracking = reader.number(value, "tracking", 0, -100, 100);
        theme.fonts.emplace(name,
                            FontRole{value.text_or("face", "Lato Bold"), size, line, tracking});
    });
    reader.section(merged, "motion", [&](const std::string& name, const Tree& value) {
        const std::string kind = value.text_or("kind", "fade");
        if (kind != "fade" && kind != "pulse") {
            reader.complain("theme.unknown_motion", value.at("kind"), {kind});
            return;
        }
        const auto time = static_cast<std::int64_t>(reader.number(value, "ms", 0, 0, 5000));
        // Three flashes a second are the most that is safe for people (WCAG); pulses stay below.
        const bool pulse = kind == "pulse";
        constexpr std::int64_t three_a_second = 334;
        if (pulse && time > 0 && time < three_a_second) {
            reader.complain("look.flash", value.at("ms"),
                            {std::to_string((1000 + time / 2) / time)});
        }
        const auto least = pulse ? std::int64_t{500} : std::int64_t{0};
        theme.motions.emplace(name,
                              MotionRole{pulse ? MotionRole::Kind::Pulse : MotionRole::Kind::Fade,
                                         Millis(std::max(time, least)),
                                         static_cast<int>(reader.number(value, "times", 1, 1, 5))});
    });
    const Tree& seats = merged.at("legibility");
    Legibility& legibility = theme.legibility;
    legibility.screen_inches = reader.number(seats, "screenInches", 43, 10, 200);
    legibility.farthest_metres = reader.number(seats, "farthestMetres", 8, 1, 50);
    legibility.number_minutes = reader.number(seats.at("minArcMinutes"), "number", 16, 0, 60);
    legibility.text_minutes = reader.number(seats.at("minArcMinutes"), "text", 0, 0, 60);
    legibility.contrast = reader.number(seats, "minContrast", 4.5, 1, 21);
    theme.modes = {std::string(plain_mode)};
    reader.section(file, "modes",
                   [&](const std::string& name, const Tree&) { theme.modes.push_back(name); });
    return theme;
}

} // namespace panggil
