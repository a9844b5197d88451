// SPDX-License-Identifier: MIT
#include "console/hall_text.hpp"

#include <algorithm>
#include <cstdio>

namespace panggil::console {

namespace {

/// Characters, not bytes: the ones that continue a UTF-8 sequence take no room.
std::size_t width(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
}

std::string label_or_id(std::string_view kind, std::string_view id, std::string_view field,
                        const QueueState& state) {
    const std::string& label = record_at(state, std::string(kind) + std::string(id)).text(field);
    return label.empty() ? std::string(id) : label;
}

} // namespace

std::string clock_text(UtcTime time, const QueueState& state) {
    const Minutes offset(record_at(state, "hall").number("utc_offset"));
    const auto local = std::chrono::floor<std::chrono::seconds>(time + offset);
    const std::chrono::hh_mm_ss day{local - std::chrono::floor<std::chrono::days>(local)};
    char text[16];
    std::snprintf(text, sizeof text, "%02d.%02d.%02d", static_cast<int>(day.hours().count()),
                  static_cast<int>(day.minutes().count()), static_cast<int>(day.seconds().count()));
    return text;
}

std::string counter_name(std::string_view id, const QueueState& state) {
    const Record& counter = record_at(state, "counter/" + std::string(id));
    if (!counter.has("number")) {
        return std::string(id);
    }
    std::string place = counter.text("place").empty() ? "loket" : counter.text("place");
    if (place.front() >= 'a' && place.front() <= 'z') {
        place.front() = static_cast<char>(place.front() - 'a' + 'A');
    }
    return place + ' ' + std::to_string(counter.number("number"));
}

std::string zone_name(std::string_view id, const QueueState& state) {
    return label_or_id("zone/", id, "label", state);
}

std::string agency_name(std::string_view id, const QueueState& state) {
    return label_or_id("agency/", id, "short", state);
}

std::vector<std::string> columns(const std::vector<Row>& rows) {
    std::vector<std::size_t> widths;
    for (const Row& row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t column = 0; column < row.size(); ++column) {
            widths[column] = std::max(widths[column], width(row[column]));
        }
    }
    std::vector<std::string> lines;
    for (const Row& row : rows) {
        std::string line;
        for (std::size_t column = 0; column < row.size(); ++column) {
            line += row[column];
            line.append(widths[column] - width(row[column]) + 2, ' ');
        }
        line.erase(line.find_last_not_of(' ') + 1);
        lines.push_back(std::move(line));
    }
    return lines;
}

} // namespace panggil::console
