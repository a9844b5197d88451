// SPDX-License-Identifier: MIT
#include "core/schedule_reach.hpp"

#include "core/diagnosis.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace panggil {

namespace {

/// A screen that screens.json does not name: rules for all hold for it, too.
constexpr const char* any_other_screen = "\t";
/// A Monday that is no holiday.
constexpr int some_day = 20458;
/// Of a file that names more moments nothing is claimed.
constexpr std::size_t most_moments = 500'000;

const Tree::List& list_in(const Tree& tree) {
    static const Tree::List none;
    return tree.list() != nullptr ? *tree.list() : none;
}

const Tree::Object& object_in(const Tree& tree) {
    static const Tree::Object none;
    return tree.object() != nullptr ? *tree.object() : none;
}

HallTime time_of(int day, int minute) {
    return hall_time(UtcTime(std::chrono::hours(24) * day + Minutes(minute)), Minutes{0});
}

/// Where the answer may change: between two of these of a kind it is always the same.
class Borders {
public:
    explicit Borders(const Schedule& schedule) : schedule_(&schedule) {
        for (const Tree& rule : list_in(schedule.file.at("rules"))) {
            const Tree& when = rule.at("when");
            add_minute(when.text_or("from"));
            add_minute(when.text_or("to"));
            add_day(when.at("after"), 0);
            add_day(when.at("until"), 1);
            if (const double* waiting = when.at("waiting").number(); waiting != nullptr) {
                waiting_.insert(
                    {static_cast<std::int64_t>(*waiting), static_cast<std::int64_t>(*waiting) + 1});
            }
        }
        const Tree& ramadan = schedule.file.at("ramadan");
        add_day(ramadan.at("from"), 0);
        add_day(ramadan.at("to"), 1);
        add_dayparts(schedule.file.at("dayparts"));
        add_dayparts(ramadan.at("dayparts"));
        for (const Tree& holiday : list_in(schedule.holidays)) {
            if (const auto day = day_number_of(holiday.text_or("date")); day) {
                holidays_.insert(*day);
            }
        }
    }

    /// One of each kind of day: each day of the week, as a working day and as a holiday, before and
    /// after every date that is named.
    [[nodiscard]] std::vector<int> days() const {
        constexpr int two_weeks = 14;
        std::set<int> starts = dates_;
        starts.insert(holidays_.begin(), holidays_.end());
        const int first = starts.empty() ? some_day : *starts.begin() - two_weeks;
        const int last = starts.empty() ? some_day : *starts.rbegin();
        std::vector<int> days;
        std::set<std::pair<int, bool>> seen;
        for (int day = first; day <= last + two_weeks; ++day) {
            if (dates_.contains(day)) {
                seen.clear();
            }
            if (seen.emplace(day % 7, holidays_.contains(day)).second) {
                days.push_back(day);
            }
        }
        return days;
    }

    [[nodiscard]] std::vector<Question> questions() const {
        std::vector<std::string> screens{any_other_screen};
        for (const auto& [name, settings] : object_in(schedule_->file.at("screens"))) {
            screens.push_back(name);
        }
        const std::vector<int> all_days = days();
        if (screens.size() * all_days.size() * minutes_.size() * waiting_.size() > most_moments) {
            return {};
        }
        std::vector<Question> questions;
        for (const std::string& screen : screens) {
            for (const int day : all_days) {
                for (const int minute : minutes_) {
                    for (const std::int64_t waiting : waiting_) {
                        questions.push_back({screen, time_of(day, minute), waiting});
                    }
                }
            }
        }
        return questions;
    }

private:
    void add_minute(std::string_view text) {
        if (const int minute = minutes_of(text); minute >= 0) {
            minutes_.insert(minute);
        }
    }

    void add_day(const Tree& date, int days_later) {
        const auto day = date.text() != nullptr ? day_number_of(*date.text()) : std::nullopt;
        if (day) {
            dates_.insert(*day + days_later);
        }
    }

    void add_dayparts(const Tree& parts) {
        for (const auto& [name, days] : object_in(parts)) {
            for (const auto& [words, spans] : object_in(days)) {
                for (const Tree& span : list_in(spans)) {
                    const std::string text = span.text() != nullptr ? *span.text() : "";
                    const std::size_t dash = std::min(text.find('-'), text.size());
                    add_minute(text.substr(0, dash));
                    add_minute(dash < text.size() ? text.substr(dash + 1) : "");
                }
            }
        }
    }

    const Schedule* schedule_;
    std::set<int> minutes_{0};
    std::set<std::int64_t> waiting_{0};
    std::set<int> dates_;
    std::set<int> holidays_;
};

/// The schedule with these rules only, and nobody's pins: those are for a day.
Schedule with_rules(const Schedule& schedule, Tree::List rules) {
    Schedule other = schedule;
    if (Tree::Object* file = other.file.object(); file != nullptr) {
        file->erase("pins");
        file->insert_or_assign("rules", Tree(std::move(rules)));
    }
    return other;
}

/// True when none of these rules holds then.
bool leaves_free(const Schedule& rules, const Question& question) {
    const Choice choice = choose(rules, question);
    return choice.rule == "default" && choice.show.empty();
}

Words2 hindrance(const std::set<std::string>& winners) {
    if (winners.empty()) {
        return {"its conditions never come together",
                "syarat-syaratnya tidak pernah terpenuhi bersama"};
    }
    std::string names;
    for (const std::string& winner : winners) {
        names += (names.empty() ? "\"" : ", \"") + winner + '"';
    }
    const bool one = winners.size() == 1;
    return {names + " above it always " + (one ? "wins" : "win"),
            names + " di atasnya selalu menang"};
}

} // namespace

Problems rules_in_vain(const Schedule& schedule) {
    Problems problems;
    const Tree::List& rules = list_in(schedule.file.at("rules"));
    const std::vector<Question> questions = Borders(schedule).questions();
    for (std::size_t at = 0; at < rules.size() && !questions.empty(); ++at) {
        if (rules[at].text_or("as") == "overlay") {
            continue;
        }
        const auto upto = rules.begin() + static_cast<std::ptrdiff_t>(at);
        const Schedule above = with_rules(schedule, Tree::List(rules.begin(), upto));
        const Schedule alone = with_rules(schedule, {rules[at]});
        std::set<std::string> winners;
        const bool reached = std::ranges::any_of(questions, [&](const Question& question) {
            if (leaves_free(alone, question)) {
                return false;
            }
            if (leaves_free(above, question)) {
                return true;
            }
            winners.insert(choose(above, question).rule);
            return false;
        });
        if (!reached) {
            const std::string name = rules[at].text_or("id", "rule " + std::to_string(at + 1));
            problems.push_back(diagnose("schedule.never",
                                        to_text(schedule.places.at(rules[at].place())),
                                        {name, hindrance(winners)}));
        }
    }
    return problems;
}

} // namespace panggil
