// SPDX-License-Identifier: MIT
#include "hub/history.hpp"

#include "codec/wire.hpp"
#include "hub/sqlite.hpp"

namespace panggil::hub {

using sqlite::Statement;

class History::Reader {
public:
    Reader(sqlite::Database owned, std::string file)
        : owner_(std::move(owned)), database_(owner_.get()), file_(std::move(file)) {}

    [[nodiscard]] Result<QueueState> base() const;
    [[nodiscard]] Result<Minutes> utc_offset() const;
    [[nodiscard]] Result<Done> go_on(Past& past, UtcTime until) const;
    [[nodiscard]] Result<std::string> last_shown(UtcTime until) const;
    [[nodiscard]] Result<std::vector<HeardCall>> heard(UtcTime from, UtcTime until) const;

private:
    [[nodiscard]] Problem problem() const { return sqlite::problem_of(database_, file_); }

    [[nodiscard]] Problem damaged(std::string what) const {
        return {"journal.damaged", file_, std::move(what),
                "look into a backup: the newest are in the hub's folder, in backup/", ""};
    }

    [[nodiscard]] Result<Announcement> call_of(const std::string& call_id) const;

    sqlite::Database owner_;
    sqlite3* database_;
    std::string file_;
};

/// The state before the first event that is kept.
Result<QueueState> History::Reader::base() const {
    QueueState state;
    Statement meta(database_, "SELECT (SELECT value FROM meta WHERE key = 'base_seq'), "
                              "(SELECT value FROM meta WHERE key = 'base_term')");
    if (!meta.step()) {
        return problem();
    }
    state.seq = meta.number(0);
    state.term = meta.number(1);
    Statement rows(database_, "SELECT key, json FROM base");
    while (rows.step()) {
        auto record = codec::decode_record(rows.text(1));
        if (!record) {
            return damaged("record " + rows.text(0) + ' ' + record.problem().what);
        }
        state.records.emplace(rows.text(0), std::move(record).value());
    }
    return rows.failed() ? Result<QueueState>(problem()) : Result<QueueState>(std::move(state));
}

/// By the order of the events, not by their times: a clock that was set back takes nothing away.
Result<Done> History::Reader::go_on(Past& past, UtcTime until) const {
    Statement events(database_, "SELECT term, json, digest, utc FROM events WHERE seq <= "
                                "(SELECT max(seq) FROM events WHERE utc <= ?) ORDER BY seq");
    events.bind(std::int64_t{until.time_since_epoch().count()});
    std::string digest;
    while (events.step()) {
        const auto event = codec::decode_event(events.text(1));
        if (!event) {
            return damaged("event " + std::to_string(past.state.seq + 1) + ' ' +
                           event.problem().what);
        }
        apply(past.state, event.value());
        past.state.term = events.number(0);
        past.latest_event = UtcTime{Millis{events.number(3)}};
        digest = events.text(2);
    }
    if (events.failed()) {
        return problem();
    }
    if (digest.empty()) {
        return Problem{"journal.before_history", file_, "holds nothing that is as old as that",
                       "name a later time, or an older backup", ""};
    }
    if (digest != codec::digest_text(codec::digest(past.state))) {
        return damaged("its events do not lead to what the hub had at event " +
                       std::to_string(past.state.seq));
    }
    return Done{};
}

Result<std::string> History::Reader::last_shown(UtcTime until) const {
    Statement shown(database_, "SELECT call_id FROM receipts WHERE utc <= ? AND phase = 'shown' "
                               "ORDER BY id DESC LIMIT 1");
    shown.bind(std::int64_t{until.time_since_epoch().count()});
    std::string call_id = shown.step() ? shown.text(0) : "";
    return shown.failed() ? Result<std::string>(problem()) : Result<std::string>(call_id);
}

/// A call_id is TERM-SEQ.
Result<Announcement> History::Reader::call_of(const std::string& call_id) const {
    const std::string seq = call_id.substr(call_id.find('-') + 1);
    Statement row(database_, "SELECT json FROM events WHERE seq = CAST(? AS INTEGER)");
    row.bind(seq);
    if (row.step()) {
        auto event = codec::decode_event(row.text(0));
        if (event && event.value().announce && event.value().announce->call_id == call_id) {
            return std::move(*event.value().announce);
        }
    }
    return damaged("the call " + call_id + " was said, but no event made it");
}

Result<std::vector<HeardCall>> History::Reader::heard(UtcTime from, UtcTime until) const {
    std::vector<HeardCall> calls;
    Statement rows(database_,
                   "SELECT r.call_id, r.screen, r.utc, coalesce((SELECT max(d.audible_ms) FROM "
                   "receipts AS d WHERE d.call_id = r.call_id AND d.screen = r.screen AND d.phase "
                   "= 'done'), 0) FROM receipts AS r WHERE r.phase = 'started' AND r.utc > ? AND "
                   "r.utc < ? ORDER BY r.id");
    rows.bind(std::int64_t{from.time_since_epoch().count()})
        .bind(std::int64_t{until.time_since_epoch().count()});
    while (rows.step()) {
        auto call = call_of(rows.text(0));
        if (!call) {
            return call.problem();
        }
        calls.push_back({std::move(call).value(), rows.text(1), UtcTime{Millis{rows.number(2)}},
                         Millis{rows.number(3)}});
    }
    return rows.failed() ? Result<std::vector<HeardCall>>(problem())
                         : Result<std::vector<HeardCall>>(std::move(calls));
}

Result<Minutes> History::Reader::utc_offset() const {
    Statement row(database_, "SELECT json FROM records WHERE key = 'hall'");
    if (!row.step()) {
        return row.failed() ? problem() : damaged("holds no hall");
    }
    const auto hall = codec::decode_record(row.text(0));
    return hall ? Result<Minutes>(Minutes(hall.value().number("utc_offset")))
                : damaged("the hall's record " + hall.problem().what);
}

History::History(std::unique_ptr<Reader> reader) : reader_(std::move(reader)) {}

History::History(History&&) noexcept = default;
History& History::operator=(History&&) noexcept = default;
History::~History() = default;

Result<History> History::open(const std::string& file) {
    sqlite3* raw = nullptr;
    // Readers of a journal in use write its -shm file.
    const int opened = sqlite3_open_v2(file.c_str(), &raw, SQLITE_OPEN_READWRITE, nullptr);
    sqlite::Database database(raw);
    // One view of a journal that goes on being written.
    if (opened != SQLITE_OK || !sqlite::execute(raw, "PRAGMA busy_timeout=5000; BEGIN")) {
        return sqlite::problem_of(raw, file);
    }
    return History(std::make_unique<Reader>(std::move(database), file));
}

Result<Minutes> History::utc_offset() const {
    return reader_->utc_offset();
}

Result<Past> History::look_back(UtcTime at, Millis before, Millis span) const {
    auto base = reader_->base();
    if (!base) {
        return base.problem();
    }
    Past past;
    past.state = std::move(base).value();
    if (const auto done = reader_->go_on(past, at); !done) {
        return done.problem();
    }
    auto shown = reader_->last_shown(at);
    auto heard = reader_->heard(at - before, at + span);
    if (!shown || !heard) {
        return !shown ? shown.problem() : heard.problem();
    }
    past.on_air = std::move(shown).value();
    past.heard = std::move(heard).value();
    return past;
}

} // namespace panggil::hub
