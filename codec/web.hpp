// SPDX-License-Identifier: MIT
#pragma once
/// The JSON of the hub's web face (docs/openapi.json): bodies that browsers and other systems send,
/// and what they are answered. Decoding refuses what is too large, too deep or not as it must be,
/// and names the place; encoding cannot fail. No exception leaves these files.

#include "core/desk_sight.hpp"
#include "core/hearing.hpp"

#include <span>

namespace panggil::codec::web {

/// No body may be larger.
inline constexpr std::size_t largest_body = 16U << 10U;

struct SignIn {
    std::string counter;
    std::string pin;
};

[[nodiscard]] Result<SignIn> decode_sign_in(std::string_view bytes);

/// `op`, `args`, `if_rev`, `seen` and `life` of a command; who it is from is told by the session.
[[nodiscard]] Result<Command> decode_command(std::string_view bytes);

/// A refusal, and what else the one who asked may want to know.
struct Error {
    Problem problem;
    std::optional<Millis> retry_after;
    std::optional<std::int64_t> tries_left;
};

[[nodiscard]] std::string encode(const Error& error);

/// What became of a command: "done", "refused" (nothing was done), "unknown" (ask again with the
/// same key), "never" (was not and never will be).
struct Fate {
    std::string_view fate;
    Ack ack;
    std::optional<Millis> retry_after;
};

[[nodiscard]] std::string encode(const Fate& fate);

struct Who {
    std::string counter; ///< its id; "admin"
    std::string name;
    std::string role;
    std::int64_t others = 0; ///< sessions of the same counter
    Millis expires{0};
};

/// One who can sign in.
struct SignInOffer {
    std::string counter;
    std::string name;
    std::string agency;
    bool ready = false; ///< a PIN was set
};

struct SessionSight {
    std::optional<Who> who;
    bool ended = false; ///< the cookie is no longer good
    const Record* hall = nullptr;
    std::vector<SignInOffer> offers;
    std::string version;
};

[[nodiscard]] std::string encode(const SessionSight& sight);

/// What is known of the hub.
struct HubSight {
    std::int64_t term = 0;
    Sequence seq = 0;
    std::uint64_t digest = 0;
    HubMoment mono{};
    std::string health;
    std::string version;
};

/// One screen's part in a call.
struct ScreenPart {
    std::string screen;
    bool shown = false;
    std::string phase; ///< the last word about its voice, or ""
    std::string state; ///< "live", "stale", "lost"
};

struct ReceiptSight {
    Announcement announcement;
    std::string zone_label;
    Verdict verdict;
    std::optional<Millis> after; ///< from the call to the beginning of its voice
    std::vector<ScreenPart> screens;
};

[[nodiscard]] std::string encode(const ReceiptSight& receipt);

struct StateSight {
    HubSight hub;
    const Record* hall = nullptr;
    DeskSight desk;
    std::optional<ReceiptSight> receipt;
    std::int64_t others = 0; ///< other sessions at this counter
};

[[nodiscard]] std::string encode(const StateSight& sight);

/// The same for `event: beat`.
[[nodiscard]] std::string encode_beat(const HubSight& hub);

struct ScreenSight {
    ScreenStatus status;
    std::string state; ///< its own health, "stale" or "lost"

    struct Zone {
        std::string id;
        std::string label;
        bool speaks = false;
    };

    std::vector<Zone> zones;
    std::string shown_ticket; ///< of the last call on its glass, when it is known
    std::string said_ticket;
    Problems faults;
    std::vector<std::pair<std::string, May>> may;
};

struct ScreensSight {
    HubSight hub;
    std::vector<ScreenSight> screens;
};

[[nodiscard]] std::string encode(const ScreensSight& sight);

/// What a screen has answered to an order; of one that it has not refused, and no picture.
[[nodiscard]] std::string encode(const OrderFate& fate);

/// What else an order needs to be told: `{}` or `{"anyway": true}`.
struct OrderBody {
    bool anyway = false;
};

[[nodiscard]] Result<OrderBody> decode_order(std::string_view bytes);

/// `event: end`.
[[nodiscard]] std::string encode_end(std::string_view why);

/// Two states are the same to who looks when these are: without times that only grow.
[[nodiscard]] std::string fingerprint(const StateSight& sight);

} // namespace panggil::codec::web
