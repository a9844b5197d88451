// SPDX-License-Identifier: MIT
#include "console/hub_line.hpp"

#include "codec/wire.hpp"
#include "console/clock.hpp"

#include <algorithm>
#include <array>

namespace panggil::console {

namespace {

using namespace std::chrono_literals;

/// How often a socket that is not yet connected is tried: connecting takes a millisecond or two.
constexpr Millis connect_pause = 2ms;

std::int64_t rid_of(const HubMessage& message) {
    return std::visit(
        [](const auto& body) -> std::int64_t {
            if constexpr (requires { body.rid; }) {
                return body.rid;
            } else {
                return 0;
            }
        },
        message.body);
}

std::int64_t* rid_of(ControlRequest& request) {
    return std::visit(
        [](auto& body) -> std::int64_t* {
            if constexpr (requires { body.rid; }) {
                return &body.rid;
            } else {
                return nullptr;
            }
        },
        request);
}

/// The clerk must know that nothing was done.
Problem not_sent(Problem problem) {
    if (problem.code == "hub_unreachable") {
        problem.what += "; nothing was sent";
        problem.pesan = "Perintah TIDAK terkirim. " + problem.pesan;
    }
    return problem;
}

Millis left(Moment until, Moment now) {
    return std::max(std::chrono::ceil<Millis>(until - now), Millis{0});
}

} // namespace

HubLine::HubLine(link::Context& context, link::Endpoint control, std::function<bool()> stopped,
                 Patience patience)
    : context_(&context), stopped_(std::move(stopped)),
      patience_(patience), control_{std::move(control), std::nullopt, 0} {}

HubLine::Outcome HubLine::converse(Plane& plane, const std::string& question,
                                   const std::function<bool(const std::string&)>& is_answer) {
    bool ever_sent = false;
    Moment now = read_clock().mono;
    for (const Moment end = now + patience_.in_all; now < end;) {
        if (!plane.socket || plane.tries >= patience_.tries_a_socket) {
            // A socket that was refused once, or whose peer vanished, may never work again.
            plane.socket.reset();
            plane.tries = 0;
            auto socket = link::Requester::connect(*context_, plane.endpoint);
            if (!socket) {
                return Outcome::NeverSent;
            }
            plane.socket.emplace(std::move(socket).value());
        }
        ++plane.tries;
        bool sent = false;
        const Moment next_try = std::min(now + patience_.a_try, end);
        while (now < next_try) {
            if (stopped_()) {
                return Outcome::Interrupted;
            }
            sent = sent || plane.socket->send(question);
            while (const auto answer = plane.socket->receive()) {
                if (is_answer(*answer)) {
                    plane.tries = 0;
                    return Outcome::Answered;
                }
            }
            const std::array<link::Pollable*, 1> sockets{&*plane.socket};
            link::wait(sockets, {}, sent ? left(next_try, now) : connect_pause);
            now = read_clock().mono;
        }
        ever_sent = ever_sent || sent;
    }
    return ever_sent ? Outcome::NoAnswer : Outcome::NeverSent;
}

Problem HubLine::unreachable(Outcome outcome, std::string_view request_id) const {
    const std::string at = control_.endpoint.text();
    if (outcome == Outcome::Interrupted) {
        return {"interrupted", at, "stopped while waiting for the hub", "", "Dihentikan."};
    }
    if (misunderstood_) {
        return {"not_understood", at,
                "answers, but not in a way this program understands: " + misunderstood_->what,
                "is another program on this port, or another version of the hub?",
                "Yang menjawab di " + at +
                    " bukan hub yang dikenal program ini. Periksa alamat dan versinya."};
    }
    if (outcome == Outcome::NoAnswer && !request_id.empty()) {
        const std::string again = "--request-id " + std::string(request_id);
        return {"no_answer", at, "the hub took the command but did not answer within 5 s",
                "it may have been carried out; the same command with " + again +
                    " tells, and does nothing twice",
                "Hub di " + at +
                    " tidak menjawab dalam 5 detik; perintah mungkin sudah dijalankan. Ulangi "
                    "dengan " +
                    again + ": tidak akan dijalankan dua kali."};
    }
    return {"hub_unreachable", at, "no hub answers here",
            "start panggil-hub, or name the right address with --hub tcp://HOST:PORT",
            "Hub di " + at +
                " tidak menjawab. Jalankan panggil-hub, atau sebutkan alamat yang benar dengan "
                "--hub tcp://ALAMAT:PORT."};
}

Result<HubMessage> HubLine::ask(ControlRequest request) {
    std::int64_t* rid = rid_of(request);
    if (rid != nullptr && *rid == 0) {
        *rid = ++last_rid_;
    }
    const std::int64_t wanted = rid == nullptr ? 0 : *rid;
    std::optional<HubMessage> answer;
    misunderstood_.reset();
    const Outcome outcome =
        converse(control_, codec::encode(request, site_), [&](const std::string& bytes) {
            Result<HubMessage> message = codec::decode_hub_message(bytes, site_);
            if (!message) {
                misunderstood_ = message.problem();
            } else if (rid_of(message.value()) == wanted) {
                answer = std::move(message).value();
            }
            return answer.has_value();
        });
    if (!answer) {
        commands_.reset(); // a hub that comes back may have other ports
        return unreachable(outcome, "");
    }
    site_ = answer->envelope.site;
    return std::move(*answer);
}

Result<Done> HubLine::find_commands() {
    if (commands_) {
        return Done{};
    }
    const Result<HubMessage> answer = ask(Ping{});
    if (!answer) {
        return answer.problem();
    }
    const auto* pong = std::get_if<Pong>(&answer.value().body);
    if (pong == nullptr) {
        return unreachable(Outcome::NeverSent, "");
    }
    commands_.emplace(Plane{control_.endpoint.with_port(pong->commands_port), std::nullopt, 0});
    return Done{};
}

Result<Ack> HubLine::command(const Command& command) {
    if (const Result<Done> found = find_commands(); !found) {
        return not_sent(found.problem());
    }
    const std::string question = codec::encode(command, site_);
    // What the hub would throw away unread (control characters, too large) is refused here, where
    // the reason can still be told.
    if (const Result<Command> readable = codec::decode_command(question, site_); !readable) {
        return Problem{"bad_request", command.op, readable.problem().what, "write plain text",
                       "Perintah tidak bisa dikirim: berisi karakter yang tidak boleh dipakai."};
    }
    std::optional<Ack> ack;
    misunderstood_.reset();
    const Outcome outcome = converse(*commands_, question, [&](const std::string& bytes) {
        Result<Ack> answer = codec::decode_ack(bytes);
        if (!answer) {
            misunderstood_ = answer.problem();
        } else if (answer.value().request_id == command.request_id) {
            ack = std::move(answer).value();
        }
        return ack.has_value();
    });
    if (!ack) {
        commands_.reset();
        return not_sent(unreachable(outcome, command.request_id));
    }
    return std::move(*ack);
}

} // namespace panggil::console
