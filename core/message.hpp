// SPDX-License-Identifier: MIT
#pragma once
/// The messages between hub, screens and consoles, as values. Their JSON form is codec's, their
/// sockets are link's. Names follow docs/protocol.md (major 1).

#include "core/queue_state.hpp"
#include "core/result.hpp"

#include <variant>

namespace panggil {

/// What every message from the hub states about itself.
struct Envelope {
    std::string site;         ///< [a-z0-9-]{1,32}
    std::string hub;          ///< 16 hex digits, random per hub process
    std::int64_t term = 0;    ///< fencing number; higher wins
    std::string boot;         ///< domain of `mono`: 8 hex digits
    Sequence seq = 0;         ///< last committed event (an event's own)
    std::uint64_t digest = 0; ///< of the whole state after seq
    HubMoment mono{};
    UtcTime utc{};

    friend bool operator==(const Envelope&, const Envelope&) = default;
};

struct Heartbeat {
    std::string health =
        "ok"; ///< "ok"; "storage": can't write now; "rusak": its journal is damaged

    friend bool operator==(const Heartbeat&, const Heartbeat&) = default;
};

/// The whole state after envelope.seq. `rid` is 0 in a keyframe that nobody asked for.
struct Snapshot {
    /// An announcement that is still fresh, with its age when the snapshot was made.
    struct Recent {
        Announcement announcement;
        Millis age{0};

        friend bool operator==(const Recent&, const Recent&) = default;
    };

    std::int64_t rid = 0;
    Records records;
    std::vector<Recent> recent;

    friend bool operator==(const Snapshot&, const Snapshot&) = default;
};

/// The key that a hub will have from some day on. Who hears it from the hub's own encrypted word
/// may trust it.
struct NextKey {
    std::string key; ///< public, Z85
    UtcTime from{};  ///< when the hub takes it

    friend bool operator==(const NextKey&, const NextKey&) = default;
};

/// Answer to a ping. Tells the other endpoints, as ports on the same host.
struct Pong {
    std::int64_t rid = 0;
    int events_port = 0;
    int commands_port = 0;
    std::optional<NextKey> next_key = std::nullopt;

    friend bool operator==(const Pong&, const Pong&) = default;
};

/// How one announcement went on one screen.
struct Receipt {
    std::string call_id;
    std::string screen;
    std::string zone;
    std::string phase; ///< "shown", "queued", "postponed", "granted", "started", "done", "expired",
                       ///< "withdrawn", "failed", "muted", "interrupted"; see docs/protocol.md
    Millis audible{0};
    UtcTime at{};
    /// Of a voice: the bid with which the screen had asked for the call. A word about an older bid
    /// cannot take a call away from the newer one. "" = from a client that has none.
    std::string bid = {};
    TextList missing = {}; ///< keys of the clips that its voice had to leave out

    friend bool operator==(const Receipt&, const Receipt&) = default;
};

struct Receipts {
    std::int64_t rid = 0;
    std::vector<Receipt> receipts;

    friend bool operator==(const Receipts&, const Receipts&) = default;
};

/// What a screen says about itself, and the hub repeats to whoever asks.
struct ScreenStatus {
    std::string screen;
    TextList zones;     ///< acoustic zones it can speak in; empty = silent screen
    std::string health; ///< "live", "syncing", "stale", "connecting"
    Sequence seq = 0;
    std::uint64_t digest = 0;  ///< of the state it shows
    std::string last_shown;    ///< call_id of the last call on its glass
    std::string last_said;     ///< call_id of the last announcement spoken to its end
    std::int64_t audio_ok = 0; ///< 2 = a device takes its samples; 1 = only a recording, or a
                               ///< screen without glass; 0 = mute
    std::string layout;
    std::string version;
    std::string life = {};  ///< new with each start of the screen; its bids begin with it. Stated
                            ///< once the hub has all that earlier lives have to tell
    std::string alarm = {}; ///< "two_hubs" while another hub is heard beside this one
    std::string voice = {}; ///< what is wrong with its voice: "" nothing; "none": it has no pack
                            ///< that can be used; "other": not the pack that it was told to use;
                            ///< "old": a changed pack was rejected; "incomplete": clips are
                            ///< missing; "beside": of another language's pack
    std::string voice_fault = {}; ///< the first problem of its pack, for people
    std::int64_t memory_kb = 0;   ///< what its program holds in memory; 0 = not told
    std::int64_t cpu_percent = 0; ///< of one core, in the last seconds; told together with memory
    TextList deeds = {};          ///< what can be asked of it by an order; none: it knows no orders
    Millis silence{0};            ///< filled by the hub: time since it was last heard

    friend bool operator==(const ScreenStatus&, const ScreenStatus&) = default;
};

struct Screens {
    std::int64_t rid = 0;
    std::vector<ScreenStatus> screens;

    friend bool operator==(const Screens&, const Screens&) = default;
};

/// The hub's answer to a screen that wants to say a call.
struct SpeakVerdict {
    /// Granted: say it, nobody else will. Held: it is not this screen's now; ask again later.
    /// Settled: it was said, or is not to be said any more.
    enum class Answer { Granted, Held, Settled };

    std::int64_t rid = 0;
    std::string call_id;
    Answer answer = Answer::Held;
    std::string bid = {}; ///< of the question

    friend bool operator==(const SpeakVerdict&, const SpeakVerdict&) = default;
};

/// The hub has a report on its disk: it need not be sent again.
struct Noted {
    std::int64_t rid = 0;

    friend bool operator==(const Noted&, const Noted&) = default;
};

/// No answer to a question on the control plane: this key may not ask it.
struct Refusal {
    std::int64_t rid = 0;
    Problem problem;

    friend bool operator==(const Refusal&, const Refusal&) = default;
};

/// The largest picture of a glass that travels, and the largest part of it in one report: a PNG.
inline constexpr std::size_t largest_picture = 256U << 10U;
inline constexpr std::size_t largest_part = 10'800;

/// The hub wants something of the one screen that it sends this to. No event: nothing of the hall's
/// state changes, and nobody keeps it.
struct Order {
    std::int64_t id = 0;     ///< rises within a term: a screen carries out none twice
    std::string deed;        ///< "picture", "identify", "test-voice", "restart"
    Millis life{0};          ///< not carried out when the hub has said it longer ago than this
    std::int64_t anyway = 0; ///< 1: `test-voice` also in quiet hours

    friend bool operator==(const Order&, const Order&) = default;
};

/// What became of an order, for the one who gave it.
struct OrderFate {
    std::int64_t rid = 0;
    std::string screen;
    std::string deed;
    std::optional<Problem> refused = std::nullopt;
    Millis audible{0};        ///< of `test-voice`: how long it was heard
    std::int64_t waits = 0;   ///< 1: it comes after what is being said
    std::string picture = {}; ///< of `picture`: a PNG

    friend bool operator==(const OrderFate&, const OrderFate&) = default;
};

/// Everything the hub can send on the event and control planes.
struct HubMessage {
    Envelope envelope;
    std::variant<Event, Heartbeat, Snapshot, Pong, Receipts, Screens, SpeakVerdict, Noted, Refusal,
                 Order, OrderFate>
        body;

    friend bool operator==(const HubMessage&, const HubMessage&) = default;
};

// Control plane, client to hub.
struct SnapshotRequest {
    std::int64_t rid = 0;
};

struct Ping {
    std::int64_t rid = 0;
    std::optional<ScreenStatus> status; ///< screens say how they are with each ping
};

struct ReceiptsRequest {
    std::int64_t rid = 0;
    std::string call_id;
};

struct ScreensRequest {
    std::int64_t rid = 0;
};

struct ReceiptReport {
    Receipt receipt;
    std::int64_t rid = 0; ///< not 0: the hub answers Noted; until then it is sent again
    Millis age{0};        ///< how long ago it was so; the hub sets Receipt::at by it
};

/// A screen wants to say this call now.
struct SpeakRequest {
    std::int64_t rid = 0;
    std::string call_id;
    std::string screen;
    Millis length{0};     ///< how long its voice takes
    std::string bid = {}; ///< LIFE-n: the same for each time it asks until it has said it or given
                          ///< it back, and never the same again
    std::int64_t yields = 0; ///< 1: it breaks off once the hub has not answered for voice_alone
};

/// Somebody wants something of one screen. Answered when the screen has, or when it has not in
/// time.
struct OrderRequest {
    std::int64_t rid = 0;
    std::string screen;
    std::string deed;
    std::int64_t anyway = 0;
};

/// What a screen has done of an order. A picture comes in parts, in their order; nothing that was
/// refused has any.
struct OrderReport {
    std::int64_t order = 0; ///< Order::id
    std::string screen;
    std::optional<Problem> refused = std::nullopt;
    Millis audible{0};
    std::int64_t waits = 0;
    std::int64_t bytes = 0; ///< of the whole picture
    std::int64_t at = 0;    ///< where this part of it begins
    std::string part = {};  ///< as bytes

    friend bool operator==(const OrderReport&, const OrderReport&) = default;
};

using ControlRequest = std::variant<SnapshotRequest, Ping, ReceiptsRequest, ScreensRequest,
                                    ReceiptReport, SpeakRequest, OrderRequest, OrderReport>;

/// The number by which an answer finds its question; 0 for what wants no answer. Of a
/// HubMessage::body or a ControlRequest.
template <class... Kinds>
[[nodiscard]] std::int64_t rid_of(const std::variant<Kinds...>& body) {
    return std::visit(
        [](const auto& kind) -> std::int64_t {
            if constexpr (requires { kind.rid; }) {
                return kind.rid;
            } else {
                return 0;
            }
        },
        body);
}

// Command plane.

/// The newest word of the hub that the sender of a command had heard, carried on by its own clock:
/// never later than the hub's clock when the command was sent. So the hub knows how old a command
/// is without trusting a wall clock.
struct Seen {
    std::int64_t term = 0;
    HubMoment mono{};

    friend bool operator==(const Seen&, const Seen&) = default;
};

/// What somebody wants done. `op` names an operation of core/operation.hpp; `args` are its
/// parameters.
struct Command {
    std::string request_id; ///< the same id twice acts once and answers the same
    std::string op;
    Record args;
    std::string actor;                       ///< "staff:loket-3", "simulator"
    std::optional<std::int64_t> if_rev;      ///< refuse unless the counter still has this revision
    std::optional<Seen> seen = std::nullopt; ///< refuse when this was another life of the hub ...
    Millis life{5000};                       ///< ... or is longer ago than this
    std::string device = {}; ///< whose key sent it: told by the connection, never by the message;
                             ///< "" where there are no keys

    friend bool operator==(const Command&, const Command&) = default;
};

/// Was this command carried out? Answered like the command itself. One that the hub does not know
/// is not carried out later either: whoever asked may safely press the key again.
struct CommandQuery {
    std::string request_id;

    friend bool operator==(const CommandQuery&, const CommandQuery&) = default;
};

/// Everything that the hub takes on the command plane.
using CommandRequest = std::variant<Command, CommandQuery>;

/// The hub's answer: done at `seq`, or refused with the reason.
struct Ack {
    std::string request_id;
    Sequence seq = 0;
    std::int64_t repeated = 0; ///< 1 = answered from the store, nothing was done again
    Record result;             ///< what the operation reports: ticket, counter, call_id, zone ...
    std::optional<Problem> refused;

    friend bool operator==(const Ack&, const Ack&) = default;
};

} // namespace panggil
