// SPDX-License-Identifier: MIT
#include "hub/journal_day.hpp"

#include "codec/wire.hpp"
#include "hub/sqlite.hpp"

#include <limits>

namespace panggil::hub {

namespace {

/// Where a day begins, and where the next one does.
struct Borders {
    Sequence first = 0;
    Sequence end = std::numeric_limits<Sequence>::max();
    std::string earliest;
    std::string latest;
};

Problem unreadable(const std::string& file, const Problem& problem) {
    return {"journal.damaged", file, problem.what,
            "restore the last backup: panggil-hub restore --help", ""};
}

Result<Borders> find_borders(sqlite3* database, const std::string& file, const std::string& day) {
    Borders borders;
    sqlite::Statement days(
        database, R"(SELECT json FROM events WHERE instr(json, '"cause":"day"') ORDER BY seq)");
    while (days.step()) {
        const auto event = codec::decode_event(days.text(0));
        if (!event) {
            return unreadable(file, event.problem());
        }
        const auto hall = event.value().set.find("hall");
        if (event.value().cause != "day" || hall == event.value().set.end()) {
            continue;
        }
        const std::string& begun = hall->second.text("day");
        borders.earliest = borders.earliest.empty() ? begun : borders.earliest;
        borders.latest = begun;
        if (begun == day) {
            borders.first = event.value().seq;
        } else if (borders.first != 0 && event.value().seq < borders.end) {
            borders.end = event.value().seq;
        }
    }
    if (days.failed()) {
        return sqlite::problem_of(database, file);
    }
    return borders;
}

} // namespace

Result<JournalDay> read_day(const std::string& file, const std::string& day) {
    sqlite3* raw = nullptr;
    // Readers of a journal in use write its -shm file.
    const int opened = sqlite3_open_v2(file.c_str(), &raw, SQLITE_OPEN_READWRITE, nullptr);
    const sqlite::Database database(raw);
    if (opened != SQLITE_OK || !sqlite::execute(raw, "PRAGMA busy_timeout=5000")) {
        return sqlite::problem_of(raw, file);
    }
    const auto borders = find_borders(raw, file, day);
    if (!borders) {
        return borders.problem();
    }
    if (borders.value().first == 0) {
        return Problem{"journal.no_such_day", file, "holds nothing of " + day,
                       borders.value().earliest.empty()
                           ? "it is empty"
                           : "it holds days from " + borders.value().earliest + " to " +
                                 borders.value().latest,
                       ""};
    }
    JournalDay found;
    sqlite::Statement records(raw, "SELECT key, json FROM records");
    while (records.step()) {
        auto record = codec::decode_record(records.text(1));
        if (!record) {
            return unreadable(file, record.problem());
        }
        found.records.emplace(records.text(0), std::move(record).value());
    }
    sqlite::Statement events(raw,
                             "SELECT json FROM events WHERE seq >= ? AND seq < ? ORDER BY seq");
    events.bind(borders.value().first).bind(borders.value().end);
    while (events.step()) {
        auto event = codec::decode_event(events.text(0));
        if (!event) {
            return unreadable(file, event.problem());
        }
        found.events.push_back(std::move(event).value());
    }
    if (records.failed() || events.failed()) {
        return sqlite::problem_of(raw, file);
    }
    return found;
}

} // namespace panggil::hub
