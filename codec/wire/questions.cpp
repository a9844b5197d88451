// SPDX-License-Identifier: MIT
// The tables of what clients ask and tell on the control plane.
#include "codec/wire/tables_json.hpp"

namespace panggil::codec {

namespace {

Facts rid() {
    return {"rid", "chosen by the client, not 0; comes back in the answer", "7"};
}

Facts call_id() {
    return Facts{"call_id", "which call", "1795491167-1842"}.required();
}

} // namespace

template <>
const Shape<SnapshotRequest>& shape<SnapshotRequest>() {
    static const Shape<SnapshotRequest> table{
        "snap?", "Asks for the whole state.", {field(rid(), &SnapshotRequest::rid)}};
    return table;
}

template <>
const Shape<Ping>& shape<Ping>() {
    static const Shape<Ping> table{
        "ping",
        "Asks for a sign of life and the other ports; bounds the hub's clock.",
        {field(rid(), &Ping::rid),
         field(Facts{"status", "a screen says how it is", ""}, &Ping::status)}};
    return table;
}

template <>
const Shape<ReceiptsRequest>& shape<ReceiptsRequest>() {
    static const Shape<ReceiptsRequest> table{
        "rcpt?",
        "Asks what became of an announcement.",
        {field(rid(), &ReceiptsRequest::rid), field(call_id(), &ReceiptsRequest::call_id)}};
    return table;
}

template <>
const Shape<ScreensRequest>& shape<ScreensRequest>() {
    static const Shape<ScreensRequest> table{
        "scr?", "Asks for all screens.", {field(rid(), &ScreensRequest::rid)}};
    return table;
}

template <>
const Shape<ReceiptReport>& shape<ReceiptReport>() {
    static const Shape<ReceiptReport> table{
        "ann",
        "A screen tells what became of an announcement. With a rid the answer is `noted`, once the "
        "hub has it on its disk; until then the screen tells it again.",
        {field(Facts{"receipt", "one of its receipts; the hub sets `at`", ""}.required(),
               &ReceiptReport::receipt),
         field(rid(), &ReceiptReport::rid),
         field(Facts{"age_ms", "how long ago it was so", "40"}.within(0, 600'000),
               &ReceiptReport::age)}};
    return table;
}

template <>
const Shape<SpeakRequest>& shape<SpeakRequest>() {
    static const Shape<SpeakRequest> table{
        "speak?",
        "May this screen say this call now? No answer: ask again.",
        {field(rid(), &SpeakRequest::rid), field(call_id(), &SpeakRequest::call_id),
         field(Facts{"screen", "who wants to say it", "tv-1"}.required(), &SpeakRequest::screen),
         field(Facts{"length_ms", "how long its voice takes", "6800"}.within(0, 120'000),
               &SpeakRequest::length),
         field(bid("the same until it has said the call or given it back"), &SpeakRequest::bid),
         field(Facts{"yields", "1: it breaks off once the hub has not answered for 2.5 s", "1"},
               &SpeakRequest::yields)}};
    return table;
}

} // namespace panggil::codec
