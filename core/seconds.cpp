// SPDX-License-Identifier: MIT
#include "core/seconds.hpp"

#include "core/calendar.hpp"

namespace panggil {

namespace {

constexpr std::string_view seconds_pattern = "ss";

} // namespace

Counted count_to(SecondsMark& mark, UtcTime now, TextMetrics& metrics) {
    // The hall's clock differs from the world's by whole minutes.
    std::string digits = format_time(hall_time(now, Minutes(0)), seconds_pattern);
    if (digits == mark.line.text) {
        return Counted::Stands;
    }
    const Font& font = mark.line.font;
    if (metrics.measure(font, mark.head + digits).advance != mark.advance) {
        return Counted::Misfit;
    }
    const TextExtent extent = metrics.measure(font, digits);
    TextMark& line = mark.line;
    line.text = std::move(digits);
    line.origin.x = mark.end - extent.advance;
    line.ink = {line.origin.x + extent.ink.x, line.origin.y + extent.ink.y, extent.ink.width,
                extent.ink.height};
    return Counted::Moved;
}

UtcTime next_second(UtcTime now) {
    return next_change_of(seconds_pattern, now);
}

bool ends_in_seconds(std::string_view pattern) {
    return pattern.ends_with(seconds_pattern) &&
           pattern.find('s') == pattern.size() - seconds_pattern.size();
}

} // namespace panggil
