// SPDX-License-Identifier: MIT
#include "hub/journal_reader.hpp"

#include "codec/wire.hpp"

namespace panggil::hub {

using sqlite::Statement;

Result<sqlite::Database> JournalReader::open_beside(const std::string& file) {
    sqlite3* raw = nullptr;
    // Readers of a journal in use write its -shm file.
    const int opened = sqlite3_open_v2(file.c_str(), &raw, SQLITE_OPEN_READWRITE, nullptr);
    sqlite::Database database(raw);
    if (opened != SQLITE_OK || !sqlite::execute(raw, "PRAGMA busy_timeout=5000")) {
        return sqlite::problem_of(raw, file);
    }
    return database;
}

Result<Records> JournalReader::records(const char* sql) const {
    Records found;
    Statement rows(database_, sql);
    while (rows.step()) {
        auto record = codec::decode_record(rows.text(1));
        if (!record) {
            return damaged("record " + rows.text(0) + ' ' + record.problem().what);
        }
        found.emplace(rows.text(0), std::move(record).value());
    }
    if (rows.failed()) {
        return problem();
    }
    return found;
}

Result<QueueState> JournalReader::base() const {
    QueueState state;
    Statement meta(database_, "SELECT (SELECT value FROM meta WHERE key = 'base_seq'), "
                              "(SELECT value FROM meta WHERE key = 'base_term')");
    if (!meta.step()) {
        return problem();
    }
    state.seq = meta.number(0);
    state.term = meta.number(1);
    auto found = records("SELECT key, json FROM base");
    if (!found) {
        return found.problem();
    }
    state.records = std::move(found).value();
    return state;
}

Result<JournalReader::Last> JournalReader::replay(QueueState& base, Sequence last) const {
    Last newest;
    Statement events(database_,
                     "SELECT term, json, utc, digest FROM events WHERE seq <= ? ORDER BY seq");
    events.bind(last);
    while (events.step()) {
        const auto event = codec::decode_event(events.text(1));
        if (!event) {
            return damaged("event " + std::to_string(base.seq + 1) + ' ' + event.problem().what);
        }
        apply(base, event.value());
        base.term = events.number(0);
        newest = {UtcTime{Millis{events.number(2)}}, events.text(3)};
    }
    if (events.failed()) {
        return problem();
    }
    return newest;
}

} // namespace panggil::hub
