// SPDX-License-Identifier: MIT
#include "hub/journal.hpp"

#include "codec/wire.hpp"
#include "hub/folder_lock.hpp"
#include "hub/journal_reader.hpp"
#include "hub/journal_room.hpp"
#include "hub/journal_rows.hpp"
#include "hub/term.hpp"
#include "link/failpoint.hpp"

#include <algorithm>
#include <filesystem>
#include <sstream>
#include <system_error>

namespace panggil::hub {

namespace {

using sqlite::execute;
using sqlite::Shelf;
using sqlite::Statement;
using sqlite::Transaction;

constexpr const char* schema = R"(
CREATE TABLE IF NOT EXISTS meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS events(
    seq INTEGER PRIMARY KEY, term INTEGER NOT NULL, utc INTEGER NOT NULL, boot TEXT NOT NULL,
    mono INTEGER NOT NULL, digest TEXT NOT NULL, json TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS records(key TEXT PRIMARY KEY, json TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS replies(
    device TEXT NOT NULL, request_id TEXT NOT NULL, utc INTEGER NOT NULL, command TEXT NOT NULL,
    ack TEXT NOT NULL, seq INTEGER NOT NULL DEFAULT 0, PRIMARY KEY(device, request_id))
    WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS receipts(
    id INTEGER PRIMARY KEY, utc INTEGER NOT NULL, call_id TEXT NOT NULL, screen TEXT NOT NULL,
    zone TEXT NOT NULL, phase TEXT NOT NULL, audible_ms INTEGER NOT NULL,
    bid TEXT NOT NULL DEFAULT '', missing TEXT NOT NULL DEFAULT '');
CREATE TABLE IF NOT EXISTS days(day TEXT PRIMARY KEY, seq INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS base(key TEXT PRIMARY KEY, json TEXT NOT NULL) WITHOUT ROWID;
INSERT OR IGNORE INTO meta VALUES('format', '1'), ('base_seq', '0'), ('base_term', '0');
)";

/// Whether the table has this column once `add` was done, if it must be.
bool has_column(sqlite3* database, const char* table, std::string_view column, const char* add) {
    Statement found(database, "SELECT 1 FROM pragma_table_info(?) WHERE name = ?");
    const bool is_there = found.bind(std::string_view(table)).bind(column).step();
    return !found.failed() && (is_there || execute(database, add));
}

/// What older journals lack. A reply without a number is taken for a young one.
bool bring_up_to_date(sqlite3* database) {
    return has_column(database, "receipts", "bid",
                      "ALTER TABLE receipts ADD COLUMN bid TEXT NOT NULL DEFAULT ''") &&
           has_column(database, "receipts", "missing",
                      "ALTER TABLE receipts ADD COLUMN missing TEXT NOT NULL DEFAULT ''") &&
           has_column(database, "replies", "seq",
                      "BEGIN IMMEDIATE;"
                      "ALTER TABLE replies ADD COLUMN seq INTEGER NOT NULL DEFAULT 0;"
                      "UPDATE replies SET seq = (SELECT coalesce(max(seq), 0) FROM events);"
                      "COMMIT");
}

/// Keys of clips hold no line ends.
TextList lines_of(const std::string& text) {
    TextList lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) {
        lines.push_back(std::move(line));
    }
    return lines;
}

} // namespace

struct Journal::Impl {
    Impl(FolderLock held, const std::string& its_folder)
        : lock(std::move(held)), folder(its_folder), path(its_folder + "/journal.sqlite") {}

    [[nodiscard]] JournalReader reader() const {
        return {database.get(), path,
                "stop the hub and restore the last backup: panggil-hub restore --help"};
    }

    [[nodiscard]] Problem problem() const { return reader().problem(); }

    [[nodiscard]] Problem damaged(std::string what) const {
        return reader().damaged(std::move(what));
    }

    FolderLock lock;
    std::string folder;
    std::string path;
    sqlite::Database database;
    std::optional<sqlite::Shelf> shelf; ///< of the database
};

Journal::Journal(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Journal::Journal(Journal&&) noexcept = default;
Journal& Journal::operator=(Journal&&) noexcept = default;
Journal::~Journal() = default;

namespace {

bool is_empty(const std::string& file) {
    std::error_code error;
    const auto size = std::filesystem::file_size(file, error);
    return error ? error == std::errc::no_such_file_or_directory : size == 0;
}

/// SQLite tells of some damage in several lines, and an answer to a clerk has one.
std::string in_one_line(std::string text) {
    std::ranges::replace(text, '\n', ' ');
    return text;
}

/// Nothing was read, and nothing may be made in its place: what else lies there may still help.
Problem lost(const std::string& file) {
    return {"journal.damaged", file,
            "is not there or is empty, although this folder has held a hall",
            "stop the hub and restore the last backup: panggil-hub restore --help. To begin a new "
            "hall on purpose, give it another --data folder",
            ""};
}

} // namespace

Result<Journal> Journal::open(const std::string& folder) {
    auto lock = FolderLock::take(folder);
    if (!lock) {
        return lock.problem();
    }
    auto impl = std::make_unique<Impl>(std::move(lock).value(), folder);
    if (is_begun(folder) && is_empty(impl->path)) {
        return lost(impl->path);
    }
    sqlite3* raw = nullptr;
    const int opened =
        sqlite3_open_v2(impl->path.c_str(), &raw,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
    impl->database.reset(raw);
    // FULL: one fdatasync for each event. NORMAL could forget acknowledged calls at a power cut.
    // What is written goes to the end; a quarter megabyte of pages are those that come again, and
    // the system keeps the file's others. Two, as it is usual, would fill over weeks.
    // Small pages, in a new file: an event changes little of each, and each is written whole.
    if (opened != SQLITE_OK || !execute(raw, "PRAGMA page_size=2048") ||
        !execute(raw, "PRAGMA journal_mode=WAL") || !execute(raw, "PRAGMA synchronous=FULL") ||
        !execute(raw, "PRAGMA cache_size=-256") || !execute(raw, "PRAGMA busy_timeout=500") ||
        !execute(raw, schema) || !bring_up_to_date(raw) || !keep_within_room(raw)) {
        return impl->problem();
    }
    make_room(impl->path);
    impl->shelf.emplace(raw);
    return Journal(std::move(impl));
}

Result<std::int64_t> Journal::begin_term(UtcTime now, std::int64_t above) {
    sqlite3* database = impl_->database.get();
    std::int64_t known = above;
    {
        Statement stored(database, "SELECT value FROM meta WHERE key = 'term'");
        if (stored.step()) {
            known = std::max(above, stored.number(0));
        }
        if (stored.failed()) {
            return impl_->problem();
        }
    }
    const auto term = next_term(impl_->folder, known, now);
    if (!term) {
        return term.problem();
    }
    const std::string text = std::to_string(term.value());
    if (!Statement(database, "INSERT OR REPLACE INTO meta VALUES('term', ?)").bind(text).run()) {
        return impl_->problem();
    }
    return term;
}

Result<Done> Journal::mark_begun() {
    return hub::mark_begun(impl_->folder);
}

Result<QueueState> Journal::load() {
    sqlite3* database = impl_->database.get();
    Statement check(database, "PRAGMA quick_check(1)");
    if (!check.step()) {
        return impl_->problem();
    }
    if (check.text(0) != "ok") {
        return impl_->damaged(in_one_line(check.text(0)));
    }
    const auto base = impl_->reader().base();
    if (!base) {
        return base.problem();
    }
    Statement all(database, "SELECT count(*), max(seq), min(seq) FROM events");
    if (!all.step()) {
        return impl_->problem();
    }
    const Sequence before = base.value().seq;
    const Sequence last = std::max(before, Sequence{all.number(1)});
    if (all.number(0) != last - before || (last > before && all.number(2) != before + 1)) {
        return impl_->damaged("holds " + std::to_string(all.number(0)) + " events up to number " +
                              std::to_string(last));
    }
    auto state = reload();
    if (!state || last > before) {
        return state;
    }
    // A journal has an event from its first moment on.
    if (before != 0 || !state.value().records.empty() || is_begun(impl_->folder)) {
        return impl_->damaged("holds no event");
    }
    return state;
}

Result<QueueState> Journal::reload() {
    sqlite3* database = impl_->database.get();
    QueueState state;
    auto records = impl_->reader().records("SELECT key, json FROM records");
    if (!records) {
        return records.problem();
    }
    state.records = std::move(records).value();
    Statement newest(database, "SELECT seq, term, digest FROM events ORDER BY seq DESC LIMIT 1");
    if (newest.step()) {
        state.seq = newest.number(0);
        state.term = newest.number(1);
        if (newest.text(2) != codec::digest_text(codec::digest(state))) {
            return impl_->damaged("the records are not what event " + std::to_string(state.seq) +
                                  " left");
        }
    }
    if (newest.failed()) {
        return impl_->problem();
    }
    return state;
}

Result<Done> Journal::probe() {
    Statement term(*impl_->shelf, "SELECT value FROM meta WHERE key = 'term'");
    if (!term.step()) {
        return impl_->problem();
    }
    return Done{};
}

Result<Done> Journal::silence_calls() {
    if (!Statement(impl_->database.get(), "INSERT OR REPLACE INTO meta SELECT 'silent_up_to', "
                                          "coalesce(max(seq), 0) FROM events")
             .run()) {
        return impl_->problem();
    }
    return Done{};
}

Result<Sequence> Journal::silent_up_to() {
    Statement stored(impl_->database.get(), "SELECT value FROM meta WHERE key = 'silent_up_to'");
    const Sequence seq = stored.step() ? stored.number(0) : 0;
    if (stored.failed()) {
        return impl_->problem();
    }
    return seq;
}

Result<QueueState> Journal::replay(Sequence last) {
    auto base = impl_->reader().base();
    if (!base) {
        return base.problem();
    }
    QueueState state = std::move(base).value();
    if (last < state.seq) {
        return Problem{"journal.too_old", impl_->path,
                       "holds no events before number " + std::to_string(state.seq + 1),
                       "look into an older backup", ""};
    }
    if (const auto done = impl_->reader().replay(state, last); !done) {
        return done.problem();
    }
    return state;
}

Result<std::vector<Journal::Entry>> Journal::entries_after(Sequence seq) {
    std::vector<Entry> entries;
    Statement events(impl_->database.get(),
                     "SELECT json, boot, mono FROM events WHERE seq > ? ORDER BY seq");
    events.bind(seq);
    while (events.step()) {
        auto event = codec::decode_event(events.text(0));
        if (!event) {
            return impl_->damaged("an event " + event.problem().what);
        }
        entries.push_back(
            {std::move(event).value(), events.text(1), HubMoment{Millis{events.number(2)}}});
    }
    if (events.failed()) {
        return impl_->problem();
    }
    return entries;
}

Result<Done> Journal::commit(std::span<const Write> writes, std::int64_t term) {
    Shelf& shelf = *impl_->shelf;
    link::failpoint("commit.before");
    Transaction transaction(shelf);
    bool done = transaction.open();
    for (const Write& write : writes) {
        const Event& event = write.entry.event;
        done = done && write_event(shelf, write.entry, term, write.digest) &&
               write_records(shelf, event) && write_day(shelf, event) &&
               (!write.reply || write_reply(shelf, *write.reply, event));
    }
    link::failpoint("commit.inside");
    if (!done || !transaction.commit()) {
        return impl_->problem();
    }
    link::failpoint("commit.done");
    return Done{};
}

Result<Done> Journal::forget_before_last(std::size_t days) {
    Shelf& shelf = *impl_->shelf;
    Sequence cut = 0;
    std::string digest;
    {
        Statement oldest(shelf, "SELECT events.seq - 1, before.digest FROM days "
                                "JOIN events ON events.seq = days.seq "
                                "JOIN events AS before ON before.seq = days.seq - 1 "
                                "ORDER BY days.day DESC LIMIT 1 OFFSET ?");
        oldest.bind(static_cast<std::int64_t>(days) - 1);
        if (!oldest.step()) {
            return oldest.failed() || !forget_replies(shelf) ? Result<Done>(impl_->problem())
                                                             : Done{};
        }
        cut = oldest.number(0);
        digest = oldest.text(1);
    }
    const auto base = replay(cut);
    if (!base) {
        return base.problem();
    }
    if (codec::digest_text(codec::digest(base.value())) != digest) {
        return impl_->damaged("its events up to " + std::to_string(cut) +
                              " do not lead to what they should; they are kept");
    }
    Transaction transaction(shelf);
    const bool done =
        transaction.open() && write_base(shelf, base.value()) && forget_replies(shelf) &&
        Statement(shelf, "DELETE FROM receipts WHERE utc < (SELECT utc FROM events WHERE seq = ?)")
            .bind(cut)
            .run() &&
        Statement(shelf, "DELETE FROM events WHERE seq <= ?").bind(cut).run() &&
        Statement(shelf, "DELETE FROM days WHERE seq <= ?").bind(cut).run();
    if (!done || !transaction.commit()) {
        return impl_->problem();
    }
    return Done{};
}

Result<std::optional<Journal::Reply>> Journal::find_reply(const std::string& device,
                                                          const std::string& request_id) {
    Statement found(*impl_->shelf,
                    "SELECT device, command, ack FROM replies WHERE device IN (?, '') AND "
                    "request_id = ? ORDER BY device DESC LIMIT 1");
    found.bind(device).bind(request_id);
    if (found.step()) {
        return std::optional(Reply{found.text(0), request_id, found.text(1), found.text(2)});
    }
    if (found.failed()) {
        return impl_->problem();
    }
    return std::optional<Reply>();
}

Result<Done> Journal::keep(std::span<const Receipt> receipts) {
    Shelf& shelf = *impl_->shelf;
    Transaction transaction(shelf);
    bool done = transaction.open();
    for (const Receipt& receipt : receipts) {
        done = done && write_receipt(shelf, receipt);
    }
    if (!done || !transaction.commit()) {
        return impl_->problem();
    }
    return Done{};
}

Result<std::vector<Receipt>> Journal::last_receipts(std::size_t most) {
    std::vector<Receipt> receipts;
    Statement rows(impl_->database.get(),
                   "SELECT call_id, screen, zone, phase, audible_ms, utc, bid, missing FROM "
                   "(SELECT * FROM receipts ORDER BY id DESC LIMIT ?) ORDER BY id");
    rows.bind(static_cast<std::int64_t>(most));
    while (rows.step()) {
        receipts.push_back({rows.text(0), rows.text(1), rows.text(2), rows.text(3),
                            Millis{rows.number(4)}, UtcTime{Millis{rows.number(5)}}, rows.text(6),
                            lines_of(rows.text(7))});
    }
    if (rows.failed()) {
        return impl_->problem();
    }
    return receipts;
}

} // namespace panggil::hub
