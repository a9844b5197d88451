// SPDX-License-Identifier: MIT
// The tables of what the hub publishes: events, heartbeats, whole states.
#include "codec/wire/tables_json.hpp"

namespace panggil::codec {

template <>
const Shape<Announcement>& shape<Announcement>() {
    using A = Announcement;
    static const Shape<A> table{
        "announcement",
        "What the hall is to hear. Complete in itself, since the state may have moved on before it "
        "is its turn.",
        {field(Facts{"call_id",
                     "TERM-SEQ of its event; never used again, not even after a restored backup",
                     "1795491167-1842"}
                   .required(),
               &A::call_id),
         field(Facts{"seq", "number of its event; announcements are said in this order", "1842"}
                   .required(),
               &A::seq),
         field(Facts{"kind",
                     "any other is no call, and is said only by a voice that has a sentence for it",
                     "call"}
                   .required()
                   .such_as({"call", "recall", "transfer"}),
               &A::kind),
         field(Facts{"n", "which attempt: 1 is the first call", "1"}.clamped(1, 99), &A::attempt),
         field(Facts{"zone", "the acoustic zone that must hear it", "lobi"}.required(), &A::zone),
         field(Facts{"counter", "the counter's id", "3"}.required(), &A::counter),
         field(Facts{"ticket", "the label as it is printed", "F018"}.required(), &A::ticket),
         field(Facts{"number_style", "how its number is read aloud", "auto"}.such_as(
                   {"auto", "digits", "cardinal", "cardinal_then_digits"}),
               &A::number_style),
         field(Facts{"place", "what the visitor goes to, as it is spoken", "loket"}.such_as(
                   {"loket", "gerai"}),
               &A::place),
         field(Facts{"place_number", "its number, as it is spoken", "3"}.within(
                   0, largest_place_number),
               &A::place_number),
         field(Facts{"agency", "the agency's spoken key; may be empty", "dukcapil"}, &A::agency),
         field(Facts{"priority", "why it went ahead; \"\" when it did not", "lansia"}.such_as(
                   {"", "lansia", "disabilitas", "ibu-hamil"}),
               &A::priority),
         field(Facts{"lang", "the language to say it in; \"\" is the hall's", "id-ID"}, &A::lang),
         field(Facts{"ttl_ms", "never begun when it is older than this", "60000"}.required().within(
                   0, 3'600'000),
               &A::ttl)}};
    return table;
}

template <>
const Shape<Event>& shape<Event>() {
    static const Shape<Event> table{
        "ev",
        "One committed event. It carries its result, so a client applies it without knowing the "
        "rule.",
        {field(Facts{"cause", "the operation that led to it; new ones may come", "call"}.required(),
               &Event::cause),
         field(Facts{"actor", "who asked: the name of a key, or what the sender said of itself",
                     "staff:loket-3"},
               &Event::actor),
         field(Facts{"set", "records that are new or changed, each of them whole",
                     R"({"counter/3":{"number":3,"rev":57,"ticket":"F018"}})"},
               &Event::set),
         field(Facts{"del", "keys of records that are gone; applied before `set`",
                     R"(["call/000000001830"])"},
               &Event::del),
         field(Facts{"announce", "there is one when the hall is to hear something", ""},
               &Event::announce)}};
    return table;
}

template <>
const Shape<KeptEvent>& shape<KeptEvent>() {
    static const Shape<KeptEvent> table{
        "event",
        "An event on its own, as the journal keeps it and `panggil watch --json` prints it.",
        together<KeptEvent>(
            fields_of(&KeptEvent::event),
            {{Facts{"seq", "its number", "1842", Kind::Whole}.required(),
              [](const KeptEvent& kept) { return Json(kept.event.seq); },
              [](KeptEvent& kept, const Json& json, Complaint&, const std::string&) {
                  kept.event.seq = json.get<std::int64_t>();
              }},
             {Facts{"utc", "milliseconds since 1970", "1795491999123", Kind::Whole},
              [](const KeptEvent& kept) { return Form<UtcTime>::get(kept.event.utc); },
              [](KeptEvent& kept, const Json& json, Complaint& complaint,
                 const std::string& where) {
                  Form<UtcTime>::set(kept.event.utc, json, complaint, where);
              }}})};
    return table;
}

template <>
const Shape<Heartbeat>& shape<Heartbeat>() {
    static const Shape<Heartbeat> table{
        "hb",
        "A sign of life, twice a second, and at once to a new subscriber. Its `seq` and `dg` prove "
        "that nothing was missed.",
        {field(Facts{"health",
                     "`storage`: the hub cannot write now; `rusak`: its journal is damaged, it "
                     "shows no numbers and refuses commands; `clock`: its clock is far from the "
                     "service day, which stays until an administrator says `day-reset`",
                     "ok"}
                   .such_as({"ok", "storage", "rusak", "clock"}),
               &Heartbeat::health)}};
    return table;
}

template <>
const Shape<Snapshot::Recent>& shape<Snapshot::Recent>() {
    using Recent = Snapshot::Recent;
    static const Shape<Recent> table{
        "recent", "An announcement that is still fresh.",
        together<Recent>(
            fields_of(&Recent::announcement),
            {field(Facts{"age", "milliseconds since its commit, when this was made", "2500"}
                       .required()
                       .within(0, 86'400'000),
                   &Recent::age)})};
    return table;
}

template <>
const Shape<Snapshot>& shape<Snapshot>() {
    static const Shape<Snapshot> table{
        "snap",
        "The whole state after `seq`.",
        {field(Facts{"rid", "of the question; 0 in a keyframe, which nobody asked for", "7"},
               &Snapshot::rid),
         field(Facts{"state", "every record of the state", R"({"hall":{"name":"Mal Pelayanan"}})"}
                   .required(),
               &Snapshot::records),
         field(Facts{"recent", "announcements that are fresh and not yet said", ""},
               &Snapshot::recent)}};
    return table;
}

template <>
const Shape<QueueState>& shape<QueueState>() {
    static const Shape<QueueState> table{
        "state",
        "A state on its own, as `panggil state --json` prints it.",
        {field(Facts{"seq", "the last event in it", "1842"}, &QueueState::seq),
         field(Facts{"term", "the hub's life", "1795491167"}, &QueueState::term),
         field(Facts{"state", "every record", R"({"hall":{"name":"Mal Pelayanan"}})"}.required(),
               &QueueState::records)}};
    return table;
}

} // namespace panggil::codec
