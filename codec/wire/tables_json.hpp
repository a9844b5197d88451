// SPDX-License-Identifier: MIT
#pragma once
/// The tables of major 1: which messages there are, and which fields each of them has. Private to
/// codec. To add a field: one line in the table of its type; decoder, schemas and pages follow.

#include "codec/wire/shape_json.hpp"

namespace panggil::codec {

/// What stands in every message.
struct Head {
    std::int64_t version = 1;
    std::string site;
    std::string type;
};

/// The body of an event as it is kept on its own, with its number and time.
struct KeptEvent {
    Event event;
};

/// With which a screen asked for a voice; it stands in the question, the answer and the receipt.
[[nodiscard]] inline Facts bid(std::string sentence) {
    return Facts{"bid", std::move(sentence), "5f0c2a91-7"}.sized(0, 64);
}

template <>
const Shape<Head>& shape<Head>();
template <>
const Shape<Envelope>& shape<Envelope>();
template <>
const Shape<Problem>& shape<Problem>();

// events.cpp
template <>
const Shape<Announcement>& shape<Announcement>();
template <>
const Shape<Event>& shape<Event>();
template <>
const Shape<KeptEvent>& shape<KeptEvent>();
template <>
const Shape<Heartbeat>& shape<Heartbeat>();
template <>
const Shape<Snapshot::Recent>& shape<Snapshot::Recent>();
template <>
const Shape<Snapshot>& shape<Snapshot>();
template <>
const Shape<QueueState>& shape<QueueState>();

// answers.cpp
template <>
const Shape<NextKey>& shape<NextKey>();
template <>
const Shape<Pong>& shape<Pong>();
template <>
const Shape<Receipt>& shape<Receipt>();
template <>
const Shape<Receipts>& shape<Receipts>();
template <>
const Shape<ScreenStatus>& shape<ScreenStatus>();
template <>
const Shape<Screens>& shape<Screens>();
template <>
const Shape<SpeakVerdict>& shape<SpeakVerdict>();
template <>
const Shape<Noted>& shape<Noted>();
template <>
const Shape<Refusal>& shape<Refusal>();

// orders.cpp
template <>
const Shape<Order>& shape<Order>();
template <>
const Shape<OrderFate>& shape<OrderFate>();
template <>
const Shape<OrderRequest>& shape<OrderRequest>();
template <>
const Shape<OrderReport>& shape<OrderReport>();

// questions.cpp
template <>
const Shape<SnapshotRequest>& shape<SnapshotRequest>();
template <>
const Shape<Ping>& shape<Ping>();
template <>
const Shape<ReceiptsRequest>& shape<ReceiptsRequest>();
template <>
const Shape<ScreensRequest>& shape<ScreensRequest>();
template <>
const Shape<ReceiptReport>& shape<ReceiptReport>();
template <>
const Shape<SpeakRequest>& shape<SpeakRequest>();

// commands.cpp
template <>
const Shape<Seen>& shape<Seen>();
template <>
const Shape<Command>& shape<Command>();
template <>
const Shape<CommandQuery>& shape<CommandQuery>();
template <>
const Shape<Ack>& shape<Ack>();

/// Parses, and checks what every message states: an object of our major, for our site. `site` empty
/// takes any.
struct Opened {
    Json json;
    Head head;
};

[[nodiscard]] Result<Opened> open_message(std::string_view bytes, std::string_view site,
                                          std::size_t most_bytes, int most_depth);

[[nodiscard]] Problem wrong_site(std::string_view its_site, std::string_view site);

} // namespace panggil::codec
