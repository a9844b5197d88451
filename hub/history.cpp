// SPDX-License-Identifier: MIT
#include "hub/history.hpp"

#include "codec/wire.hpp"
#include "hub/journal_reader.hpp"

namespace panggil::hub {

using sqlite::Statement;

class History::Reader {
public:
    Reader(sqlite::Database database, const std::string& file)
        : database_(std::move(database)), file_(file),
          tables_(database_.get(), file,
                  "look into a backup: the newest are in the hub's folder, in backup/") {}

    [[nodiscard]] Result<Minutes> utc_offset() const;
    [[nodiscard]] Result<Done> replay(Past& past, UtcTime until) const;
    [[nodiscard]] Result<std::string> last_shown(UtcTime until) const;
    [[nodiscard]] Result<std::vector<HeardCall>> heard(UtcTime from, UtcTime until) const;

private:
    [[nodiscard]] Result<Announcement> call_of(const std::string& call_id) const;

    sqlite::Database database_;
    std::string file_;
    JournalReader tables_;
};

/// By the order of the events, not by their times: a clock that was set back takes nothing away.
Result<Done> History::Reader::replay(Past& past, UtcTime until) const {
    Statement newest(database_.get(), "SELECT coalesce(max(seq), 0) FROM events WHERE utc <= ?");
    newest.bind(std::int64_t{until.time_since_epoch().count()});
    if (!newest.step()) {
        return tables_.problem();
    }
    auto base = tables_.base();
    if (!base) {
        return base.problem();
    }
    past.state = std::move(base).value();
    const auto last = tables_.replay(past.state, newest.number(0));
    if (!last) {
        return last.problem();
    }
    if (last.value().digest.empty()) {
        return Problem{"journal.before_history", file_, "holds nothing that is as old as that",
                       "name a later time, or an older backup", ""};
    }
    if (last.value().digest != codec::digest_text(codec::digest(past.state))) {
        return tables_.damaged("its events do not lead to what the hub had at event " +
                               std::to_string(past.state.seq));
    }
    past.latest_event = last.value().utc;
    return Done{};
}

Result<std::string> History::Reader::last_shown(UtcTime until) const {
    Statement shown(database_.get(),
                    "SELECT call_id FROM receipts WHERE utc <= ? AND phase = 'shown' "
                    "ORDER BY id DESC LIMIT 1");
    shown.bind(std::int64_t{until.time_since_epoch().count()});
    std::string call_id = shown.step() ? shown.text(0) : "";
    return shown.failed() ? Result<std::string>(tables_.problem()) : Result<std::string>(call_id);
}

/// A call_id is TERM-SEQ.
Result<Announcement> History::Reader::call_of(const std::string& call_id) const {
    const std::string seq = call_id.substr(call_id.find('-') + 1);
    Statement row(database_.get(), "SELECT json FROM events WHERE seq = CAST(? AS INTEGER)");
    row.bind(seq);
    if (row.step()) {
        auto event = codec::decode_event(row.text(0));
        if (event && event.value().announce && event.value().announce->call_id == call_id) {
            return std::move(*event.value().announce);
        }
    }
    return tables_.damaged("the call " + call_id + " was said, but no event made it");
}

Result<std::vector<HeardCall>> History::Reader::heard(UtcTime from, UtcTime until) const {
    std::vector<HeardCall> calls;
    Statement rows(database_.get(),
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
    return rows.failed() ? Result<std::vector<HeardCall>>(tables_.problem())
                         : Result<std::vector<HeardCall>>(std::move(calls));
}

Result<Minutes> History::Reader::utc_offset() const {
    Statement row(database_.get(), "SELECT json FROM records WHERE key = 'hall'");
    if (!row.step()) {
        return row.failed() ? tables_.problem() : tables_.damaged("holds no hall");
    }
    const auto hall = codec::decode_record(row.text(0));
    return hall ? Result<Minutes>(Minutes(hall.value().number("utc_offset")))
                : tables_.damaged("the hall's record " + hall.problem().what);
}

History::History(std::unique_ptr<Reader> reader) : reader_(std::move(reader)) {}

History::History(History&&) noexcept = default;
History& History::operator=(History&&) noexcept = default;
History::~History() = default;

Result<History> History::open(const std::string& file) {
    auto database = JournalReader::open_beside(file);
    if (!database) {
        return database.problem();
    }
    // One view of a journal that goes on being written.
    if (!sqlite::execute(database.value().get(), "BEGIN")) {
        return sqlite::problem_of(database.value().get(), file);
    }
    return History(std::make_unique<Reader>(std::move(database).value(), file));
}

Result<Minutes> History::utc_offset() const {
    return reader_->utc_offset();
}

Result<Past> History::look_back(UtcTime at, Millis before, Millis span) const {
    Past past;
    if (const auto done = reader_->replay(past, at); !done) {
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
