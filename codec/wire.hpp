// SPDX-License-Identifier: MIT
#pragma once
/// The wire's JSON: core messages <-> bytes. Decoding checks size, UTF-8, depth, major version and
/// site before it believes a word; every failure is a Problem whose code is one of bad_json,
/// too_large, too_deep, wrong_version, wrong_site, bad_message. Unknown fields are ignored. No
/// exception leaves this file.

#include "core/message.hpp"

#include <string>
#include <string_view>

namespace panggil::codec {

/// The largest message of a hub that clients take, and the largest event that a journal is read
/// with: a hub must not commit what could not be read again.
inline constexpr std::size_t largest_hub_message = 8U << 20U;

/// Byte and depth limits (protocol B.3).
struct WireLimits {
    std::size_t bytes = largest_hub_message;
    int depth = 16;
};

[[nodiscard]] std::string encode(const HubMessage& message);
/// `site` empty accepts any site (consoles that have not learnt it yet).
[[nodiscard]] Result<HubMessage> decode_hub_message(std::string_view bytes, std::string_view site,
                                                    WireLimits limits = {});

/// A client that has not learnt its site yet says "", and is answered all the same.
[[nodiscard]] std::string encode(const ControlRequest& request, std::string_view site);
[[nodiscard]] Result<ControlRequest> decode_control_request(std::string_view bytes,
                                                            std::string_view site,
                                                            WireLimits limits = {16U << 10U, 16});

[[nodiscard]] std::string encode(const Command& command, std::string_view site);
[[nodiscard]] Result<Command> decode_command(std::string_view bytes, std::string_view site,
                                             WireLimits limits = {16U << 10U, 16});

[[nodiscard]] std::string encode(const CommandQuery& query, std::string_view site);
[[nodiscard]] Result<CommandRequest> decode_command_request(std::string_view bytes,
                                                            std::string_view site,
                                                            WireLimits limits = {16U << 10U, 16});

/// The request id of a command that could not be decoded, so that its sender can be told; "" when
/// there is none to be read.
[[nodiscard]] std::string request_id_of(std::string_view bytes,
                                        WireLimits limits = {16U << 10U, 16});

[[nodiscard]] std::string encode(const Ack& ack, std::string_view site);
[[nodiscard]] Result<Ack> decode_ack(std::string_view bytes, WireLimits limits = {});

/// The event alone, as the journal stores it and `panggil watch --json` prints it.
[[nodiscard]] std::string encode(const Event& event);
[[nodiscard]] Result<Event> decode_event(std::string_view bytes, WireLimits limits = {});
[[nodiscard]] std::string encode(const Record& record);
[[nodiscard]] Result<Record> decode_record(std::string_view bytes, WireLimits limits = {});

/// {"seq":…,"term":…,"state_digest":"…","state":{key: record}}: `panggil state --json`, `render
/// --state`.
[[nodiscard]] std::string encode_state(const QueueState& state);
[[nodiscard]] Result<QueueState> decode_state(std::string_view bytes, WireLimits limits = {});

/// XXH3-64 of the canonical form of the records (keys sorted, integers and texts only). `seq` and
/// `term` do not take part: the envelope states them beside the digest.
[[nodiscard]] std::uint64_t digest(const QueueState& state);

/// The digest, and how long the canonical form is: nearly what a snapshot of it is on the wire.
struct Measure {
    std::uint64_t digest = 0;
    std::size_t bytes = 0;
};

[[nodiscard]] Measure measure(const QueueState& state);
/// 16 hex digits, as the wire and the log write it.
[[nodiscard]] std::string digest_text(std::uint64_t digest);

} // namespace panggil::codec
