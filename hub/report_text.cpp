// SPDX-License-Identifier: MIT
#include "hub/report_text.hpp"

#include "codec/wire.hpp"
#include "core/calendar.hpp"

#include <array>
#include <cstdio>

namespace panggil::hub {

namespace {

using Lines = std::vector<std::string>;

template <class... Values>
std::string formatted(const char* pattern, Values... values) {
    std::array<char, 256> line{};
    std::snprintf(line.data(), line.size(), pattern, values...);
    return line.data();
}

/// "12:05" minutes and seconds.
std::string minutes_text(Millis time) {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(time).count();
    return formatted("%lld:%02lld", static_cast<long long>(seconds / 60),
                     static_cast<long long>(seconds % 60));
}

std::string clock_of(UtcTime at, Minutes offset) {
    return format_time(hall_time(at, offset), "HH.mm.ss");
}

void add_services(const DayReport& report, Lines& lines) {
    lines.push_back(formatted("%-28s %6s %6s %6s %7s %8s %6s %4s %8s %8s %8s", "service", "issued",
                              "called", "served", "recalls", "no-shows", "cancel", "left",
                              "wait med", "wait max", "serv med"));
    for (const ServiceReport& each : report.services) {
        lines.push_back(formatted(
            "%-28.28s %6lld %6lld %6lld %7lld %8lld %6lld %4lld %8s %8s %8s",
            (each.label.empty() ? each.service : each.label).c_str(),
            static_cast<long long>(each.issued), static_cast<long long>(each.called),
            static_cast<long long>(each.served), static_cast<long long>(each.recalls),
            static_cast<long long>(each.no_shows), static_cast<long long>(each.cancelled),
            static_cast<long long>(each.left_over), minutes_text(each.wait.median).c_str(),
            minutes_text(each.wait.longest).c_str(),
            minutes_text(each.service_time.median).c_str()));
    }
}

void add_actors(const DayReport& report, Lines& lines) {
    std::string line;
    const std::string* actor = nullptr;
    for (const ActorReport& each : report.actors) {
        if (actor == nullptr || *actor != each.actor) {
            if (!line.empty()) {
                lines.push_back(std::move(line));
            }
            line = formatted("%-28.28s", each.actor.c_str());
            actor = &each.actor;
        }
        line += ' ' + each.cause + ' ' + std::to_string(each.times);
    }
    if (!line.empty()) {
        lines.push_back(std::move(line));
    }
}

Record service_record(const ServiceReport& each) {
    Record record{{"kind", std::string("service")}, {"service", each.service}};
    record.set("label", each.label).set("issued", each.issued).set("called", each.called);
    record.set("recalls", each.recalls).set("served", each.served);
    record.set("no_shows", each.no_shows).set("cancelled", each.cancelled);
    record.set("handed_on", each.handed_on).set("left_over", each.left_over);
    const auto spread = [&](const std::string& name, const Spread& times) {
        record.set(name + "_mean_ms", std::int64_t{times.mean.count()});
        record.set(name + "_median_ms", std::int64_t{times.median.count()});
        record.set(name + "_longest_ms", std::int64_t{times.longest.count()});
    };
    spread("wait", each.wait);
    spread("service", each.service_time);
    return record;
}

Lines json_lines(const DayReport& report, const std::string& day, Minutes offset) {
    Lines lines;
    const auto add = [&](Record record) { lines.push_back(codec::encode(record.set("day", day))); };
    for (const ServiceReport& each : report.services) {
        add(service_record(each));
    }
    for (const ActorReport& each : report.actors) {
        add(Record{{"kind", std::string("actor")},
                   {"actor", each.actor},
                   {"cause", each.cause},
                   {"times", each.times}});
    }
    for (const Deed& each : report.deeds) {
        add(Record{{"kind", std::string("deed")},
                   {"seq", each.seq},
                   {"utc", std::int64_t{each.at.time_since_epoch().count()}},
                   {"clock", clock_of(each.at, offset)},
                   {"actor", each.actor},
                   {"cause", each.cause},
                   {"counter", each.counter},
                   {"ticket", each.ticket}});
    }
    return lines;
}

} // namespace

std::vector<std::string> report_lines(const DayReport& report, const std::string& day,
                                      Minutes offset, ReportForm form) {
    if (form == ReportForm::Json) {
        return json_lines(report, day, offset);
    }
    Lines lines{"Service day " + day, ""};
    add_services(report, lines);
    lines.emplace_back();
    lines.emplace_back("who did what, how often");
    add_actors(report, lines);
    if (form == ReportForm::Long) {
        lines.emplace_back();
        for (const Deed& each : report.deeds) {
            lines.push_back(formatted(
                "%s #%-8lld %-24.24s %-12.12s %-8.8s %s", clock_of(each.at, offset).c_str(),
                static_cast<long long>(each.seq), each.actor.c_str(), each.cause.c_str(),
                each.ticket.c_str(), each.counter.c_str()));
        }
    }
    return lines;
}

} // namespace panggil::hub
