// SPDX-License-Identifier: MIT
// What also stands on its own: events, records, whole states, and the digest.
#include "codec/strict_json.hpp"
#include "codec/wire.hpp"
#include "codec/wire/tables_json.hpp"

#include <xxhash.h>

namespace panggil::codec {

namespace {

template <class Piece>
Result<Piece> decode_piece(std::string_view bytes, WireLimits limits) {
    const Result<Json> parsed = parse_strictly(bytes, limits.bytes, limits.depth);
    if (!parsed) {
        return parsed.problem();
    }
    Piece piece;
    Complaint complaint;
    Form<Piece>::set(piece, parsed.value(), complaint, "");
    if (!complaint.ok()) {
        return complaint.problem();
    }
    return piece;
}

} // namespace

std::string encode(const Event& event) {
    return compact(shape<KeptEvent>().write({event}));
}

Result<Event> decode_event(std::string_view bytes, WireLimits limits) {
    auto kept = decode_piece<KeptEvent>(bytes, limits);
    if (!kept) {
        return kept.problem();
    }
    return std::move(kept).value().event;
}

std::string encode(const Record& record) {
    return compact(to_json(record));
}

Result<Record> decode_record(std::string_view bytes, WireLimits limits) {
    return decode_piece<Record>(bytes, limits);
}

std::string encode_state(const QueueState& state) {
    Json object = shape<QueueState>().write(state);
    object["state_digest"] = digest_text(digest(state));
    return compact(object);
}

Result<QueueState> decode_state(std::string_view bytes, WireLimits limits) {
    return decode_piece<QueueState>(bytes, limits);
}

Measure measure(const QueueState& state) {
    // Compact JSON with keys in byte order: the canonical form of docs/protocol.md.
    const std::string canonical = compact(to_json(state.records));
    return {XXH3_64bits(canonical.data(), canonical.size()), canonical.size()};
}

std::uint64_t digest(const QueueState& state) {
    return measure(state).digest;
}

std::string digest_text(std::uint64_t digest) {
    return hex_text(digest);
}

} // namespace panggil::codec
