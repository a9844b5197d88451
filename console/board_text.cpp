// SPDX-License-Identifier: MIT
#include "console/board_text.hpp"

#include "console/hall_text.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace panggil::console {

namespace {

using Entry = std::pair<std::string_view, const Record*>;

/// Records in the order the hall gives them, not in that of their keys ("10" before "2").
std::vector<Entry> in_order(const QueueState& state, std::string_view prefix) {
    auto entries = records_under(state, prefix);
    std::ranges::stable_sort(entries, {},
                             [](const Entry& entry) { return entry.second->number("order"); });
    return entries;
}

struct Status {
    std::string_view key;
    std::string_view indonesian;
    std::string_view english;
};

constexpr std::array statuses{
    Status{"closed", "tutup", "closed"},        Status{"open", "buka", "open"},
    Status{"calling", "memanggil", "calling"},  Status{"serving", "melayani", "serving"},
    Status{"break", "istirahat", "on a break"}, Status{"armed", "siaga", "armed"},
};

std::string status_text(const std::string& status, Language language) {
    const auto found = std::ranges::find(statuses, status, &Status::key);
    return found == statuses.end() ? status
                                   : std::string(in(language, found->indonesian, found->english));
}

std::string remarks(const Record& counter, Language language) {
    std::string text;
    const auto add = [&](const std::string& more) { text += (text.empty() ? "" : ", ") + more; };
    if (!counter.text("priority").empty() && !counter.text("ticket").empty()) {
        add(std::string(in(language, "prioritas ", "priority ")) + counter.text("priority"));
    }
    if (!counter.text("reason").empty()) {
        add(counter.text("reason"));
    }
    if (!counter.text("until").empty()) {
        add(std::string(in(language, "s.d. ", "until ")) + counter.text("until"));
    }
    return text;
}

std::int64_t waiting_at(const Record& counter, const std::map<std::string, std::int64_t>& waiting) {
    std::int64_t sum = 0;
    for (const std::string& service : counter.list("services")) {
        const auto found = waiting.find(service);
        sum += found == waiting.end() ? 0 : found->second;
    }
    return sum;
}

std::vector<std::string> counters(const QueueState& state, Language language) {
    std::map<std::string, std::int64_t> waiting;
    for (const auto& [key, ticket] : records_under(state, "ticket/")) {
        waiting[ticket->text("service")] += ticket->text("state") == "waiting" ? 1 : 0;
    }
    const bool indonesian = language == Language::Indonesian;
    std::vector<Row> rows{
        indonesian ? Row{"LOKET", "INSTANSI", "STATUS", "NOMOR", "KE-", "ANTRE", ""}
                   : Row{"COUNTER", "AGENCY", "STATUS", "TICKET", "CALL", "WAITING", ""}};
    for (const auto& [key, counter] : in_order(state, "counter/")) {
        const std::int64_t attempt = counter->number("attempt");
        rows.push_back(
            {counter_name(id_of(key), state), agency_name(counter->text("agency"), state),
             status_text(counter->number("armed") == 0 ? counter->text("status") : "armed",
                         language),
             counter->text("ticket"), attempt == 0 ? "" : std::to_string(attempt),
             std::to_string(waiting_at(*counter, waiting)), remarks(*counter, language)});
    }
    return columns(rows);
}

void list_calls(const QueueState& state, Language language, std::vector<std::string>& lines) {
    const auto calls = records_under(state, "call/");
    if (calls.empty()) {
        return;
    }
    lines.emplace_back("");
    lines.emplace_back(in(language, "Panggilan terakhir:", "Last calls:"));
    std::vector<Row> rows;
    for (auto call = calls.rbegin(); call != calls.rend() && rows.size() < 5; ++call) {
        const Record& record = *call->second;
        const std::string attempt = record.number("attempt") > 1
                                        ? std::string(in(language, "panggilan ", "call ")) +
                                              std::to_string(record.number("attempt"))
                                        : "";
        rows.push_back({"  " + clock_text(UtcTime(Millis(record.number("at"))), state),
                        record.text("ticket"), counter_name(record.text("counter"), state),
                        attempt});
    }
    for (std::string& line : columns(rows)) {
        lines.push_back(std::move(line));
    }
}

void list_tickets(const QueueState& state, std::string_view which, std::string_view title,
                  std::vector<std::string>& lines) {
    std::string labels;
    for (const auto& [key, ticket] : records_under(state, "ticket/")) {
        if (ticket->text("state") == which) {
            labels += ' ' + std::string(id_of(key));
        }
    }
    if (!labels.empty()) {
        lines.emplace_back("");
        lines.push_back(std::string(title) + labels);
    }
}

void list_messages(const QueueState& state, Language language, std::vector<std::string>& lines) {
    for (const auto& [key, alert] : records_under(state, "alert/")) {
        const std::string drill =
            alert->number("drill") != 0 ? std::string(in(language, " (LATIHAN)", " (DRILL)")) : "";
        lines.emplace_back("");
        lines.push_back(std::string(in(language, "PERINGATAN ", "ALERT ")) +
                        std::string(id_of(key)) + ": " + alert->text("kind") + drill);
    }
    const auto notices = records_under(state, "notice/");
    if (!notices.empty()) {
        lines.emplace_back("");
        lines.emplace_back(in(language, "Pengumuman:", "Notices:"));
    }
    for (const auto& [key, notice] : notices) {
        lines.push_back("  " + std::string(id_of(key)) + ": " + notice->text("text"));
    }
}

void list_speakers(const QueueState& state, Language language, std::vector<std::string>& lines) {
    lines.emplace_back("");
    for (const auto& [key, zone] : in_order(state, "zone/")) {
        const std::string& speaker = zone->text("speaker");
        lines.push_back(std::string(in(language, "Suara di ", "Voice in ")) +
                        zone_name(id_of(key), state) + ": " +
                        (speaker.empty() ? std::string(in(language, "tidak ada layar bersuara",
                                                          "no screen speaks there"))
                                         : speaker));
    }
}

} // namespace

std::vector<std::string> board_text(const QueueState& state, std::string_view digest,
                                    Language language) {
    const Record& hall = record_at(state, "hall");
    std::vector<std::string> lines;
    lines.push_back(hall.text("name") + (hall.text("place").empty() ? "" : ", ") +
                    hall.text("place"));
    lines.push_back(hall.text("day") + "  seq " + std::to_string(state.seq) + "  " +
                    std::string(digest));
    lines.emplace_back("");
    for (std::string& line : counters(state, language)) {
        lines.push_back(std::move(line));
    }
    list_calls(state, language, lines);
    list_tickets(state, "held", in(language, "Ditunda:", "On hold:"), lines);
    list_tickets(state, "no_show", in(language, "Tidak hadir:", "No-shows:"), lines);
    list_messages(state, language, lines);
    list_speakers(state, language, lines);
    return lines;
}

} // namespace panggil::console
