// SPDX-License-Identifier: MIT
#include "core/day_report.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

namespace panggil {

namespace {

constexpr std::string_view hub_itself = "hub";

using Durations = std::vector<Millis>;

Spread spread_of(Durations durations) {
    if (durations.empty()) {
        return {};
    }
    std::ranges::sort(durations);
    const Millis sum = std::accumulate(durations.begin(), durations.end(), Millis{0});
    return {sum / static_cast<std::int64_t>(durations.size()), durations[durations.size() / 2],
            durations.back()};
}

/// A service day, event by event.
class Day {
public:
    explicit Day(const Records& records) {
        for (const auto& [key, record] : records) {
            if (key.starts_with("service/")) {
                state_.records.emplace(key, record);
                service(std::string(id_of(key))).label = record.text("label");
            }
        }
    }

    void take(const Event& event) {
        // The day's own first event takes yesterday away; that is yesterday's.
        for (const auto& [key, record] : event.set) {
            if (key.starts_with("ticket/")) {
                changed(event, key, record_at(state_, key), record);
            }
        }
        for (const Key& key : event.del) {
            if (key.starts_with("ticket/") && state_.records.contains(key)) {
                gone(event, key, record_at(state_, key));
            }
        }
        if (event.actor != hub_itself) {
            remember(event);
        }
        apply(state_, event);
    }

    DayReport finish() {
        for (const auto& [key, ticket] : records_under(state_, "ticket/")) {
            ++service(ticket->text("service")).left_over;
        }
        for (auto& [id, report] : services_) {
            report.wait = spread_of(std::move(waits_[id]));
            report.service_time = spread_of(std::move(services_took_[id]));
            report_.services.push_back(report);
        }
        std::ranges::stable_sort(report_.services, {}, [&](const ServiceReport& each) {
            return record_at(state_, "service/" + each.service).number("order");
        });
        for (const auto& [who, times] : actors_) {
            report_.actors.push_back({who.first, who.second, times});
        }
        return std::move(report_);
    }

private:
    ServiceReport& service(const std::string& id) {
        ServiceReport& report = services_[id];
        report.service = id;
        return report;
    }

    void changed(const Event& event, const Key& key, const Record& before, const Record& after) {
        const std::string& id = after.text("service");
        const std::string& now = after.text("state");
        const std::string& then = before.text("state");
        if (then.empty() && finished_.erase(key) != 0) {
            --service(id).served; // it was not done after all
        } else if (then.empty()) {
            ++service(id).issued;
        } else if (before.text("service") != id) {
            ++service(before.text("service")).handed_on;
        }
        if (now == "called" && event.announce) {
            const bool first = called_.emplace(key, event.utc).second;
            service(id).called += first ? 1 : 0;
            service(id).recalls += first ? 0 : 1;
            if (first) {
                waits_[id].push_back(
                    std::max(Millis{0}, event.utc - UtcTime(Millis(after.number("issued")))));
            }
        }
        if (now == "serving" && then != "serving") {
            came_[key] = event.utc;
        } else if (then == "serving" && now != "serving") {
            left_desk(event, key, before);
        }
        // Whoever is called again came late; whom a withdrawn call had sent away was there all
        // along.
        if (event.cause == "withdraw") {
            service(id).no_shows -= then == "no_show" ? 1 : 0;
        } else {
            service(id).no_shows += now == "no_show" && then != "no_show" ? 1 : 0;
        }
    }

    void gone(const Event& event, const Key& key, const Record& before) {
        const std::string& then = before.text("state");
        // Many clerks finish whom they called without having said that the visitor came.
        // A call of a finished one that is withdrawn leaves it finished.
        if (then == "serving" ||
            (then == "called" && (event.cause == "finish" || event.cause == "withdraw"))) {
            ++service(before.text("service")).served;
            finished_.insert(key);
        } else {
            ++service(before.text("service")).cancelled;
        }
        left_desk(event, key, before);
    }

    void left_desk(const Event& event, const Key& key, const Record& before) {
        if (const auto came = came_.extract(key); !came.empty()) {
            services_took_[before.text("service")].push_back(
                std::max(Millis{0}, event.utc - came.mapped()));
        }
    }

    void remember(const Event& event) {
        Deed deed{event.seq, event.utc, event.actor, event.cause, "", ""};
        if (event.announce) {
            deed.counter = event.announce->counter;
            deed.ticket = event.announce->ticket;
        } else {
            for (const auto& [key, record] : event.set) {
                if (key.starts_with("counter/")) {
                    deed.counter = id_of(key);
                } else if (key.starts_with("ticket/")) {
                    deed.ticket = id_of(key);
                }
            }
            for (const Key& key : event.del) {
                if (key.starts_with("ticket/")) {
                    deed.ticket = id_of(key);
                }
            }
            if (event.cause == "withdraw") { // and not the one who is back
                deed.ticket = record_at(state_, "counter/" + deed.counter).text("ticket");
            }
        }
        ++actors_[{deed.actor, deed.cause}];
        report_.deeds.push_back(std::move(deed));
    }

    QueueState state_;
    std::map<std::string, ServiceReport> services_;
    std::map<std::string, Durations> waits_;
    std::map<std::string, Durations> services_took_;
    std::map<Key, UtcTime> called_;
    std::map<Key, UtcTime> came_;
    std::set<Key> finished_;
    std::map<std::pair<std::string, std::string>, std::int64_t> actors_;
    DayReport report_;
};

} // namespace

DayReport report_day(const Records& records, const std::vector<Event>& events) {
    Day day(records);
    for (const Event& event : events) {
        day.take(event);
    }
    return day.finish();
}

} // namespace panggil
