// SPDX-License-Identifier: MIT
// The tables of what the hub answers on the control plane.
#include "codec/wire/tables_json.hpp"

namespace panggil::codec {

namespace {

Facts rid() {
    return {"rid", "of the question", "7"};
}

} // namespace

template <>
const Shape<NextKey>& shape<NextKey>() {
    static const Shape<NextKey> table{
        "next_key",
        "The key that this hub takes later. Kept beside the present one by whoever heard it from a "
        "hub with keys, and tried when the hub no longer answers to that.",
        {field(Facts{"key", "public, 40 signs of Z85", "Yne@$w-vo<fVvi]a<NY6T1ed:M$fCG*[IaLV{hID"}
                   .required()
                   .sized(40, 40),
               &NextKey::key),
         field(Facts{"from", "when, in milliseconds since 1970", "1795491999123"},
               &NextKey::from)}};
    return table;
}

template <>
const Shape<Pong>& shape<Pong>() {
    static const Shape<Pong> table{
        "pong",
        "The answer to a ping. Tells the other two endpoints, as ports of the same host.",
        {field(rid(), &Pong::rid),
         field(Facts{"events", "port of the event plane", "5561"}.required().within(1, 65'535),
               &Pong::events_port),
         field(Facts{"commands", "port of the command plane", "5562"}.required().within(1, 65'535),
               &Pong::commands_port),
         field(Facts{"next_key", "only while the hub is about to change its key", ""},
               &Pong::next_key)}};
    return table;
}

template <>
const Shape<Receipt>& shape<Receipt>() {
    static const Shape<Receipt> table{
        "receipt",
        "What became of one announcement on one screen.",
        {field(Facts{"call_id", "which announcement", "1795491167-1842"}.required(),
               &Receipt::call_id),
         field(Facts{"screen", "whose word it is; `hub` for what the hub itself states", "tv-1"}
                   .required(),
               &Receipt::screen),
         field(Facts{"zone", "where", "lobi"}, &Receipt::zone),
         field(Facts{"state", "how far it is; `granted` is the hub's own word", "done"}
                   .required()
                   .such_as({"shown", "queued", "postponed", "granted", "started", "done",
                             "expired", "withdrawn", "failed", "muted", "interrupted"}),
               &Receipt::phase),
         field(Facts{"audible_ms",
                     "how long it was heard, or will be; of `postponed` the age up to which its "
                     "voice may begin",
                     "6800"},
               &Receipt::audible),
         field(Facts{"at", "milliseconds since 1970; the hub sets it", "1795491999123"},
               &Receipt::at),
         field(bid("the one with which its voice was asked for"), &Receipt::bid),
         field(
             Facts{"missing", "clips that its voice had to leave out, at most 32", R"(["loket"])"},
             &Receipt::missing)}};
    return table;
}

template <>
const Shape<Receipts>& shape<Receipts>() {
    static const Shape<Receipts> table{
        "rcpt",
        "What became of an announcement on each screen.",
        {field(rid(), &Receipts::rid),
         field(Facts{"receipts", "in the order in which they came", ""}, &Receipts::receipts)}};
    return table;
}

template <>
const Shape<ScreenStatus>& shape<ScreenStatus>() {
    using S = ScreenStatus;
    static const Shape<S> table{
        "status",
        "What a screen says about itself, and the hub repeats to whoever asks.",
        {field(Facts{"screen", "its name, 1 to 64 bytes of plain text", "tv-1"}.required(),
               &S::screen),
         field(Facts{"zones", "where it can speak, at most 32; none: it is silent", R"(["lobi"])"},
               &S::zones),
         field(Facts{"health", "only one that is `live` may become the voice of a zone", "live"}
                   .such_as({"live", "syncing", "stale", "connecting", "lost"}),
               &S::health),
         field(Facts{"seq", "of the state that it shows", "1842"}, &S::seq),
         field(Facts{"dg", "digest of that state", "5e00000000000001"}, &S::digest),
         field(Facts{"last_shown", "call_id of the last call on its glass", "1795491167-1842"},
               &S::last_shown),
         field(Facts{"last_said", "call_id of the last announcement that it said to its end",
                     "1795491167-1840"},
               &S::last_said),
         field(Facts{"audio_ok",
                     "2: a sound device takes its samples; 1: only a recording; 0: it is mute",
                     "2"},
               &S::audio_ok),
         field(Facts{"layout", "the layout that it shows", "mpp-lanskap"}, &S::layout),
         field(Facts{"version", "of its program", "0.1.0"}, &S::version),
         field(
             Facts{"life",
                   "new with each start of the screen; its bids begin with it; stated once the hub "
                   "has "
                   "noted what earlier lives have to tell: what else they were given is given back",
                   "5f0c2a91"}
                 .sized(0, 32),
             &S::life),
         field(Facts{"alarm", "`two_hubs` while another hub is heard beside this one", ""}.such_as(
                   {"", "two_hubs"}),
               &S::alarm),
         field(Facts{"voice",
                     "what is wrong with its voice pack: nothing; `none`: none can be used, it is "
                     "mute; `other`: another one speaks than the one that it was told to use; "
                     "`old`: a changed pack was rejected, the last good one speaks; `incomplete`: "
                     "clips are missing and their words are left out; `beside`: those of a pack of "
                     "another language",
                     "old"}
                   .such_as({"", "none", "other", "old", "incomplete", "beside"}),
               &S::voice),
         field(Facts{"voice_fault", "the first problem of that pack, for people", ""},
               &S::voice_fault),
         field(Facts{"memory_kb", "what its program holds in memory, in KiB; 0 or absent: not told",
                     "91000"},
               &S::memory_kb),
         field(Facts{"cpu_percent",
                     "how much of one core its program used in the last seconds; told together "
                     "with `memory_kb`",
                     "7"},
               &S::cpu_percent),
         field(Facts{"deeds", "what can be asked of it by an `order`; none: it knows no orders",
                     R"(["picture","identify","test-voice"])"},
               &S::deeds),
         field(Facts{"silence_ms", "time since the hub heard it last; the hub sets it", "480"},
               &S::silence)}};
    return table;
}

template <>
const Shape<Screens>& shape<Screens>() {
    static const Shape<Screens> table{
        "scr",
        "Every screen that this hub has heard, with what it last said about itself.",
        {field(rid(), &Screens::rid), field(Facts{"screens", "by name", ""}, &Screens::screens)}};
    return table;
}

template <>
const Shape<SpeakVerdict>& shape<SpeakVerdict>() {
    static const Shape<SpeakVerdict> table{
        "speak",
        "The answer to a screen that wants to say a call.",
        {field(rid(), &SpeakVerdict::rid),
         field(Facts{"call_id", "which call", "1795491167-1842"}.required(),
               &SpeakVerdict::call_id),
         word(
             Facts{"answer",
                   "`granted`: say it, nobody else will; `held`: not now, ask again; `settled`: it "
                   "was said, or is not to be said any more",
                   "granted"}
                 .required()
                 .one_of({"granted", "held", "settled"}),
             &SpeakVerdict::answer),
         field(bid("that of the question"), &SpeakVerdict::bid)}};
    return table;
}

template <>
const Shape<Noted>& shape<Noted>() {
    static const Shape<Noted> table{"noted",
                                    "The hub has a report on its disk: it need not be sent again.",
                                    {field(rid(), &Noted::rid)}};
    return table;
}

template <>
const Shape<Refusal>& shape<Refusal>() {
    static const Shape<Refusal> table{
        "no", "The question is not for this key. Only a hub with keys says it.",
        together<Refusal>({field(rid(), &Refusal::rid)}, fields_of(&Refusal::problem))};
    return table;
}

} // namespace panggil::codec
