// SPDX-License-Identifier: MIT
#include "core/conditions.hpp"

#include "core/joined.hpp"

#include <algorithm>
#include <array>

namespace panggil {

namespace {

/// Monday 0 to Sunday 6.
int from_monday(const HallTime& time) {
    return static_cast<int>((time.weekday + 6) % 7);
}

int day_of(std::string_view word) {
    constexpr std::array<std::string_view, 7> days{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    const auto* found = std::ranges::find(days, word);
    return found == days.end() ? -1 : static_cast<int>(found - days.begin());
}

bool is_day(std::string_view word, int day) {
    if (word == "work") {
        return day <= 4;
    }
    if (word == "weekend") {
        return day >= 5;
    }
    const std::size_t dash = word.find('-');
    if (dash == std::string_view::npos) {
        return day_of(word) == day;
    }
    const int first = day_of(word.substr(0, dash));
    const int last = day_of(word.substr(dash + 1));
    return first >= 0 && last >= 0 && day >= first && day <= last;
}

/// All words of a text or of a list of texts.
std::vector<std::string> words_of(const Tree& tree) {
    std::vector<std::string> words;
    if (tree.text() != nullptr) {
        words.push_back(*tree.text());
    } else if (tree.list() != nullptr) {
        for (const Tree& item : *tree.list()) {
            if (item.text() != nullptr) {
                words.push_back(*item.text());
            }
        }
    }
    return words;
}

} // namespace

bool names_days(std::string_view word) {
    for (int day = 0; day < 7; ++day) {
        if (is_day(word, day)) {
            return true;
        }
    }
    return false;
}

bool is_one_of_days(const Tree& days, const HallTime& time) {
    return std::ranges::any_of(
        words_of(days), [&](const std::string& word) { return is_day(word, from_monday(time)); });
}

std::string broken_condition(const Tree& when, const Circumstances& now) {
    const int minutes = now.time.hour * 60 + now.time.minute;
    const int today = day_number(now.time);
    if (const Tree& days = when.at("days"); !days.is_nothing() && !is_one_of_days(days, now.time)) {
        return "days: " + std::string(day_key(now.time)) + " is not " + joined(words_of(days));
    }
    const int from = minutes_of(when.text_or("from"));
    const int to = minutes_of(when.text_or("to"));
    const bool over_midnight = from >= 0 && to >= 0 && from > to;
    if (from >= 0 && minutes < from && (!over_midnight || minutes >= to)) {
        return "from: " + format_time(now.time, "HH.mm") + " is before " + when.text_or("from");
    }
    if (to >= 0 && minutes >= to && !over_midnight) {
        return "to: " + format_time(now.time, "HH.mm") + " is not before " + when.text_or("to");
    }
    if (const auto after = day_number_of(when.text_or("after")); after && today < *after) {
        return "after: " + date_text(now.time) + " is before " + when.text_or("after");
    }
    if (const auto until = day_number_of(when.text_or("until")); until && today > *until) {
        return "until: " + date_text(now.time) + " is later than " + when.text_or("until");
    }
    if (const Tree& dayparts = when.at("daypart"); !dayparts.is_nothing()) {
        const auto wanted = words_of(dayparts);
        if (std::ranges::find(wanted, now.daypart) == wanted.end()) {
            return "daypart: it is " + (now.daypart.empty() ? "none" : now.daypart) + ", not " +
                   joined(wanted);
        }
    }
    if (const bool* holiday = when.at("holiday").truth();
        holiday != nullptr && *holiday == now.holiday.empty()) {
        return now.holiday.empty() ? "holiday: it is a working day" : "holiday: " + now.holiday;
    }
    if (const double* most = when.at("waiting").number();
        most != nullptr && static_cast<double>(now.waiting) > *most) {
        return "waiting: " + std::to_string(now.waiting) + " wait";
    }
    return "";
}

} // namespace panggil
