// SPDX-License-Identifier: MIT
#include "core/schedule.hpp"

#include "core/diagnosis.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace panggil {

namespace {

constexpr int seconds_of_day = 24 * 60 * 60;

constexpr std::array<std::string_view, 11> day_words{
    "mon", "tue", "wed", "thu", "fri", "sat", "sun", "work", "weekend", "mon-fri", "mon-thu"};

const Tree::List& list_in(const Tree& tree) {
    static const Tree::List none;
    return tree.list() != nullptr ? *tree.list() : none;
}

/// "08.00-12.00" as minutes; from later than to goes over midnight.
struct Span {
    int from = -1;
    int to = -1;
};

Span span_of(std::string_view text) {
    const std::size_t dash = text.find('-');
    if (dash == std::string_view::npos) {
        return {};
    }
    const std::string_view end = text.substr(dash + 1);
    return {minutes_of(text.substr(0, dash)), end == "24.00" ? 24 * 60 : minutes_of(end)};
}

bool lies_in(const Tree& spans, int minute) {
    return std::ranges::any_of(list_in(spans), [&](const Tree& text) {
        const Span span = text.text() != nullptr ? span_of(*text.text()) : Span{};
        if (span.from < 0 || span.to < 0) {
            return false;
        }
        return span.from <= span.to ? minute >= span.from && minute < span.to
                                    : minute >= span.from || minute < span.to;
    });
}

/// The parts of the day of these weeks: Ramadan has its own.
const Tree& dayparts_of(const Schedule& schedule, const HallTime& time) {
    const Tree& ramadan = schedule.file.at("ramadan");
    const auto from = day_number_of(ramadan.text_or("from"));
    const auto to = day_number_of(ramadan.text_or("to"));
    const int today = day_number(time);
    const bool fasting = from && to && today >= *from && today <= *to;
    return fasting ? ramadan.at("dayparts") : schedule.file.at("dayparts");
}

bool names(const Tree& wanted, const std::string& name) {
    if (wanted.is_nothing() || (wanted.text() != nullptr && *wanted.text() == "all")) {
        return true;
    }
    if (wanted.text() != nullptr) {
        return *wanted.text() == name;
    }
    return std::ranges::any_of(list_in(wanted), [&](const Tree& each) {
        return each.text() != nullptr && *each.text() == name;
    });
}

std::string name_of(const Tree& rule, std::size_t at) {
    return rule.text_or("id", "rule " + std::to_string(at + 1));
}

bool is_overlay(const Tree& rule) {
    return rule.text_or("as") == "overlay";
}

Circumstances circumstances(const Schedule& schedule, const HallTime& time, std::int64_t waiting) {
    return {time, daypart_at(schedule, time), holiday_at(schedule, time), waiting};
}

/// What takes the place of a screen's usual picture for a while must not take the panel away. The
/// usual picture itself, of a rule without a condition, is meant as it is.
bool hides_the_call(const Tree& rule, const std::string& mode, const Question& question) {
    return question.call_view && !rule.at("when").is_nothing() &&
           question.call_view(rule.text_or("show"), mode) < CallView::Panel;
}

/// Looks for what no moment can bring.
class ScheduleCheck {
public:
    explicit ScheduleCheck(const Schedule& schedule) : schedule_(&schedule) {}

    Problems run() {
        const Tree::List& rules = list_in(schedule_->file.at("rules"));
        if (rules.empty()) {
            tell("schedule.no_rules", schedule_->file, {});
            return std::move(problems_);
        }
        for (std::size_t at = 0; at < rules.size(); ++at) {
            look_at(rules, at);
        }
        const Tree& last = rules.back();
        if (is_overlay(last) || !last.at("when").is_nothing() || !names(last.at("screens"), "\t")) {
            tell("schedule.last_rule", last, {});
        }
        dayparts(schedule_->file.at("dayparts"));
        dayparts(schedule_->file.at("ramadan").at("dayparts"));
        pins();
        return std::move(problems_);
    }

private:
    void tell(std::string_view name, const Tree& at, std::initializer_list<Words2> words) {
        problems_.push_back(diagnose(name, to_text(schedule_->places.at(at.place())), words));
    }

    void tell_key(std::string_view name, const Tree& at, std::initializer_list<Words2> words) {
        problems_.push_back(
            diagnose(name, to_text_of_key(schedule_->places.at(at.place())), words));
    }

    void look_at(const Tree::List& rules, std::size_t at) {
        const Tree& rule = rules[at];
        const std::string name = name_of(rule, at);
        if (!ids_.insert(name).second) {
            tell("schedule.twice", rule.at("id"), {name});
        }
        must_name(rule.at("screens"), schedule_->file.at("screens"), "schedule.unknown_screen");
        must_name(rule.at("when").at("daypart"), schedule_->file.at("dayparts"),
                  "schedule.unknown_daypart");
        if (is_overlay(rule)) {
            if (minutes_of(rule.text_or("at")) < 0) {
                tell("schedule.bad_time", rule,
                     {rule.text_or("at"), {"time of day", "jam"}, "\"at\": \"10.00\""});
            }
            return;
        }
        if (const Words2 why = hindrance(rules, at); !why.english.empty()) {
            tell("schedule.never", rule, {name, why});
        }
    }

    /// Why this rule cannot hold at any moment; "" when it can.
    static Words2 hindrance(const Tree::List& rules, std::size_t at) {
        const Tree& when = rules[at].at("when");
        const int from = minutes_of(when.text_or("from"));
        const int to = minutes_of(when.text_or("to"));
        if (from >= 0 && from == to) {
            return {"\"from\" and \"to\" are the same", "\"from\" dan \"to\" sama"};
        }
        const auto after = day_number_of(when.text_or("after"));
        const auto until = day_number_of(when.text_or("until"));
        if (after && until && *after > *until) {
            return {"\"after\" is later than \"until\"", "\"after\" sesudah \"until\""};
        }
        for (std::size_t earlier = 0; earlier < at; ++earlier) {
            const Tree& other = rules[earlier];
            const bool same_screens =
                other.at("screens") == rules[at].at("screens") || names(other.at("screens"), "\t");
            const bool same_time =
                other.at("when").is_nothing() || other.at("when") == rules[at].at("when");
            if (!is_overlay(other) && same_screens && same_time) {
                const std::string name = name_of(other, earlier);
                return {"\"" + name + "\" above it always wins",
                        "\"" + name + "\" di atasnya selalu menang"};
            }
        }
        return "";
    }

    void must_name(const Tree& wanted, const Tree& known, std::string_view code) {
        std::vector<std::string_view> all;
        if (known.object() != nullptr) {
            for (const auto& [name, value] : *known.object()) {
                all.push_back(name);
            }
        }
        const auto look = [&](const Tree& name) {
            const bool fits = name.text() == nullptr || *name.text() == "all" ||
                              std::ranges::find(all, *name.text()) != all.end();
            if (!fits) {
                tell(code, name, {*name.text(), meant(*name.text(), all)});
            }
        };
        look(wanted);
        for (const Tree& each : list_in(wanted)) {
            look(each);
        }
    }

    void dayparts(const Tree& parts) {
        if (parts.object() == nullptr) {
            return;
        }
        for (const auto& [name, days] : *parts.object()) {
            if (days.object() == nullptr) {
                continue;
            }
            for (const auto& [words, spans] : *days.object()) {
                if (!names_days(words)) {
                    tell_key("schedule.unknown_days", spans, {words, meant(words, day_words)});
                }
                for (const Tree& span : list_in(spans)) {
                    const Span read = span.text() != nullptr ? span_of(*span.text()) : Span{};
                    if (read.from < 0 || read.to < 0) {
                        tell("schedule.bad_time", span,
                             {span.text() != nullptr ? *span.text() : "",
                              {"span of time", "rentang jam"},
                              "\"08.00-12.00\""});
                    }
                }
            }
        }
    }

    void pins() {
        const Tree::Object* pins = schedule_->file.at("pins").object();
        const Tree::Object* screens = schedule_->file.at("screens").object();
        if (pins == nullptr || screens == nullptr) {
            return;
        }
        std::vector<std::string_view> all;
        for (const auto& [name, value] : *screens) {
            all.push_back(name);
        }
        for (const auto& [screen, layout] : *pins) {
            if (!screens->contains(screen)) {
                tell_key("schedule.unknown_screen", layout, {screen, meant(screen, all)});
            }
        }
    }

    const Schedule* schedule_;
    Problems problems_;
    std::set<std::string> ids_;
};

} // namespace

std::string daypart_at(const Schedule& schedule, const HallTime& time) {
    const Tree& parts = dayparts_of(schedule, time);
    if (parts.object() == nullptr) {
        return "";
    }
    for (const auto& [name, days] : *parts.object()) {
        if (days.object() == nullptr) {
            continue;
        }
        for (const auto& [words, spans] : *days.object()) {
            if (is_one_of_days(Tree(words), time) && lies_in(spans, time.hour * 60 + time.minute)) {
                return name;
            }
        }
    }
    return "";
}

std::string holiday_at(const Schedule& schedule, const HallTime& time) {
    const std::string today = date_text(time);
    for (const Tree& day : list_in(schedule.holidays)) {
        if (day.text_or("date") == today) {
            return day.text_or("name", "libur");
        }
    }
    return "";
}

const Tree& screen_in(const Schedule& schedule, std::string_view screen) {
    return schedule.file.at("screens").at(screen);
}

bool is_night(const Tree& screen, const HallTime& time) {
    return lies_in(screen.at("night"), time.hour * 60 + time.minute);
}

Choice choose(const Schedule& schedule, const Question& question) {
    const Circumstances now = circumstances(schedule, question.time, question.waiting);
    Choice choice;
    choice.daypart = now.daypart;
    choice.holiday = now.holiday;
    choice.mode = screen_in(schedule, question.screen).text_or("mode");
    const auto take = [&](const std::string& rule, const std::string& show,
                          const std::string& why) {
        choice.rule = rule;
        choice.show = show;
        choice.verdicts.push_back({rule, true, why});
    };
    if (const std::string* pin = schedule.file.at("pins").at(question.screen).text();
        pin != nullptr && !pin->empty()) {
        take("pin", *pin, "pinned by an administrator");
        return choice;
    }
    const Tree::List& rules = list_in(schedule.file.at("rules"));
    for (std::size_t at = 0; at < rules.size(); ++at) {
        const Tree& rule = rules[at];
        if (is_overlay(rule)) {
            continue;
        }
        const std::string name = name_of(rule, at);
        if (!names(rule.at("screens"), question.screen)) {
            choice.verdicts.push_back({name, false, "screens: it is for others"});
        } else if (std::string why = broken_condition(rule.at("when"), now); !why.empty()) {
            choice.verdicts.push_back({name, false, std::move(why)});
        } else if (hides_the_call(rule, rule.text_or("mode", choice.mode), question)) {
            choice.verdicts.push_back({name, false, "a number is called: its layout hides it"});
        } else {
            take(name, rule.text_or("show"),
                 rule.at("when").is_nothing() ? "it has no condition" : "its conditions hold");
            choice.mode = rule.text_or("mode", choice.mode);
            return choice;
        }
    }
    choice.verdicts.push_back({"default", true, "no rule holds: the site's own layout"});
    choice.rule = "default";
    return choice;
}

std::optional<OverlayDue> overlay_due(const Schedule& schedule, const Question& question) {
    const HallTime& time = question.time;
    const int second = (time.hour * 60 + time.minute) * 60 + time.second;
    const Tree::List& rules = list_in(schedule.file.at("rules"));
    for (std::size_t at = 0; at < rules.size(); ++at) {
        const Tree& rule = rules[at];
        const int begins = minutes_of(rule.text_or("at"));
        if (!is_overlay(rule) || begins < 0 || !names(rule.at("screens"), question.screen)) {
            continue;
        }
        const int seconds = static_cast<int>(rule.number_or("seconds", 60));
        const int since = (second - begins * 60 + seconds_of_day) % seconds_of_day;
        const Circumstances then =
            circumstances(schedule, earlier(time, std::chrono::seconds(since)), question.waiting);
        const bool its_day =
            rule.at("days").is_nothing() || is_one_of_days(rule.at("days"), then.time);
        if (its_day && then.holiday.empty() && since < seconds &&
            broken_condition(rule.at("when"), then).empty()) {
            return OverlayDue{name_of(rule, at), rule.text_or("show"), seconds,
                              rule.text_or("after") == "current-call", since};
        }
    }
    return std::nullopt;
}

std::set<std::string> layouts_for(const Schedule& schedule, const std::string& screen) {
    std::set<std::string> layouts{schedule.file.at("pins").text_or(screen)};
    for (const Tree& rule : list_in(schedule.file.at("rules"))) {
        if (names(rule.at("screens"), screen)) {
            layouts.insert(rule.text_or("show"));
        }
    }
    layouts.erase("");
    return layouts;
}

Problems check_schedule(const Schedule& schedule) {
    return ScheduleCheck(schedule).run();
}

} // namespace panggil
