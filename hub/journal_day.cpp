// SPDX-License-Identifier: MIT
#include "hub/journal_day.hpp"

#include "codec/wire.hpp"
#include "hub/journal_reader.hpp"

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

Result<Borders> find_borders(sqlite3* database, const JournalReader& tables,
                             const std::string& day) {
    Borders borders;
    sqlite::Statement days(
        database, R"(SELECT json FROM events WHERE instr(json, '"cause":"day') ORDER BY seq)");
    while (days.step()) {
        const auto event = codec::decode_event(days.text(0));
        if (!event) {
            return tables.damaged(event.problem().what);
        }
        const auto hall = event.value().set.find("hall");
        const std::string& cause = event.value().cause;
        if ((cause != "day" && cause != "day-reset") || hall == event.value().set.end()) {
            continue;
        }
        const std::string& begun = hall->second.text("day");
        borders.earliest = borders.earliest.empty() ? begun : borders.earliest;
        borders.latest = begun;
        if (begun == day) {
            // One that was taken up again has what came between.
            borders.first = borders.first == 0 ? event.value().seq : borders.first;
            borders.end = std::numeric_limits<Sequence>::max();
        } else if (borders.first != 0 && event.value().seq < borders.end) {
            borders.end = event.value().seq;
        }
    }
    if (days.failed()) {
        return tables.problem();
    }
    return borders;
}

} // namespace

Result<JournalDay> read_day(const std::string& file, const std::string& day) {
    const auto database = JournalReader::open_beside(file);
    if (!database) {
        return database.problem();
    }
    sqlite3* raw = database.value().get();
    const JournalReader tables(raw, file, "restore the last backup: panggil-hub restore --help");
    const auto borders = find_borders(raw, tables, day);
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
    auto records = tables.records("SELECT key, json FROM records");
    if (!records) {
        return records.problem();
    }
    found.records = std::move(records).value();
    sqlite::Statement events(raw,
                             "SELECT json FROM events WHERE seq >= ? AND seq < ? ORDER BY seq");
    events.bind(borders.value().first).bind(borders.value().end);
    while (events.step()) {
        auto event = codec::decode_event(events.text(0));
        if (!event) {
            return tables.damaged(event.problem().what);
        }
        found.events.push_back(std::move(event).value());
    }
    if (events.failed()) {
        return tables.problem();
    }
    return found;
}

} // namespace panggil::hub
