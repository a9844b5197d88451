// SPDX-License-Identifier: MIT
#include "hub/journal_rows.hpp"

#include "codec/wire.hpp"
#include "core/joined.hpp"

namespace panggil::hub {

namespace {

using sqlite::Shelf;
using sqlite::Statement;

/// A console gives up on a request after seconds, and a clerk may ask about it the next morning.
constexpr std::int64_t reply_days = 3;

/// A day that came too early was this one: it keeps its place among the days.
bool write_day_reset(Shelf& shelf, const std::string& day, Sequence seq) {
    return Statement(shelf, "INSERT OR IGNORE INTO days SELECT ?1, coalesce(min(seq), ?2) FROM "
                            "days WHERE day > ?1")
               .bind(day)
               .bind(seq)
               .run() &&
           Statement(shelf, "DELETE FROM days WHERE day > ?").bind(day).run();
}

} // namespace

bool write_event(Shelf& shelf, const Journal::Entry& entry, std::int64_t term,
                 std::uint64_t digest) {
    const Event& event = entry.event;
    const std::string json = codec::encode(event);
    const std::string digest_text = codec::digest_text(digest);
    return Statement(shelf, "INSERT INTO events VALUES(?, ?, ?, ?, ?, ?, ?)")
        .bind(event.seq)
        .bind(term)
        .bind(std::int64_t{event.utc.time_since_epoch().count()})
        .bind(entry.boot)
        .bind(std::int64_t{entry.mono.time_since_epoch().count()})
        .bind(digest_text)
        .bind(json)
        .run();
}

bool write_records(Shelf& shelf, const Event& event) {
    bool done = true;
    for (const Key& key : event.del) {
        done = done && Statement(shelf, "DELETE FROM records WHERE key = ?").bind(key).run();
    }
    for (const auto& [key, record] : event.set) {
        const std::string text = codec::encode(record);
        done = done && Statement(shelf, "INSERT OR REPLACE INTO records VALUES(?, ?)")
                           .bind(key)
                           .bind(text)
                           .run();
    }
    return done;
}

bool write_day(Shelf& shelf, const Event& event) {
    const auto hall = event.set.find("hall");
    if (event.cause == "day-reset" && hall != event.set.end()) {
        return write_day_reset(shelf, hall->second.text("day"), event.seq);
    }
    return event.cause != "day" || hall == event.set.end() ||
           Statement(shelf, "INSERT OR REPLACE INTO days VALUES(?, ?)")
               .bind(hall->second.text("day"))
               .bind(event.seq)
               .run();
}

bool write_base(Shelf& shelf, const QueueState& state) {
    bool done = Statement(shelf, "DELETE FROM base").run();
    for (const auto& [key, record] : state.records) {
        const std::string text = codec::encode(record);
        done = done && Statement(shelf, "INSERT INTO base VALUES(?, ?)").bind(key).bind(text).run();
    }
    const std::string seq = std::to_string(state.seq);
    const std::string term = std::to_string(state.term);
    return done &&
           Statement(shelf, "UPDATE meta SET value = ? WHERE key = 'base_seq'").bind(seq).run() &&
           Statement(shelf, "UPDATE meta SET value = ? WHERE key = 'base_term'").bind(term).run();
}

bool write_reply(Shelf& shelf, const Journal::Reply& reply, const Event& event) {
    return Statement(shelf, "INSERT INTO replies VALUES(?, ?, ?, ?, ?, ?)")
        .bind(reply.device)
        .bind(reply.request_id)
        .bind(std::int64_t{event.utc.time_since_epoch().count()})
        .bind(reply.command)
        .bind(reply.ack)
        .bind(event.seq)
        .run();
}

bool forget_replies(Shelf& shelf) {
    return Statement(shelf, "DELETE FROM replies WHERE seq < "
                            "(SELECT seq FROM days ORDER BY day DESC LIMIT 1 OFFSET ?)")
        .bind(reply_days - 1)
        .run();
}

bool write_receipt(Shelf& shelf, const Receipt& receipt) {
    const std::string missing = joined(receipt.missing, "\n");
    return Statement(shelf, "INSERT INTO receipts VALUES(NULL, ?, ?, ?, ?, ?, ?, ?, ?)")
        .bind(std::int64_t{receipt.at.time_since_epoch().count()})
        .bind(receipt.call_id)
        .bind(receipt.screen)
        .bind(receipt.zone)
        .bind(receipt.phase)
        .bind(std::int64_t{receipt.audible.count()})
        .bind(receipt.bid)
        .bind(missing)
        .run();
}

} // namespace panggil::hub
