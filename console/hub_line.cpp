// SPDX-License-Identifier: MIT
#include "console/hub_line.hpp"

#include "codec/wire.hpp"
#include "console/clock.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace panggil::console {

namespace {

using namespace std::chrono_literals;

/// How often a socket that is not yet connected is tried: connecting takes a millisecond or two.
constexpr Millis connect_pause = 2ms;

/// Where its number is to be written; null for what wants no answer.
std::int64_t* rid_in(ControlRequest& request) {
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

HubLine::Outcome HubLine::converse(Plane& plane, Moment end, const Question& question,
                                   const IsAnswer& is_answer) {
    bool ever_sent = false;
    Moment now = read_clock().mono;
    while (now < end) {
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
            sent = sent || plane.socket->send(question());
            while (const auto answer = plane.socket->receive()) {
                if (is_answer(*answer)) {
                    plane.tries = 0;
                    return Outcome::Answered;
                }
            }
            if (!sent && try_other_key(plane)) {
                break;
            }
            if (!sent && plane.socket->entry() == link::Entry::Refused) {
                plane.tries = patience_.tries_a_socket; // a new socket next time
                return Outcome::KeyRefused;
            }
            const std::array<link::Pollable*, 1> sockets{&*plane.socket};
            link::wait(sockets, {}, sent ? left(next_try, now) : connect_pause);
            now = read_clock().mono;
        }
        ever_sent = ever_sent || sent;
    }
    if (!ever_sent && plane.socket && plane.socket->entry() == link::Entry::Broken) {
        return Outcome::KeyDiffers;
    }
    return ever_sent ? Outcome::NoAnswer : Outcome::NeverSent;
}

/// True when the hub does not answer to its present key, and has announced another: that one is
/// tried with a new socket.
bool HubLine::try_other_key(Plane& plane) {
    const bool broken = plane.socket->entry() == link::Entry::Broken;
    if (!keys_ || !broken || keys_->hub.uses_next() || !keys_->hub.try_other()) {
        return false;
    }
    context_->expect(keys_->hub.key());
    plane.tries = patience_.tries_a_socket;
    return true;
}

void HubLine::learn_next_key(const HubMessage& answer) {
    if (!keys_) {
        return;
    }
    const auto* pong = std::get_if<Pong>(&answer.body);
    const bool opened = keys_->hub.opened();
    const bool heard = pong != nullptr && pong->next_key && keys_->hub.hear(pong->next_key->key);
    if (opened || heard) {
        keys_->keep(keys_->hub);
    }
}

Problem HubLine::unreachable(Outcome outcome, std::string_view request_id) const {
    const std::string at = control_.endpoint.text();
    if (outcome == Outcome::Interrupted) {
        return {"interrupted", at, "stopped while waiting for the hub", "", "Dihentikan."};
    }
    if (outcome == Outcome::KeyRefused) {
        const std::string print = keys_ ? keys_->fingerprint : "";
        return {"key_refused", at, "the hub does not let this key in (fingerprint " + print + ")",
                "an administrator can: panggil-hub keys approve " + print + " NAME --role ROLE",
                "Hub di " + at + " menolak kunci perangkat ini (kode " + print +
                    "). Minta admin menyetujuinya."};
    }
    if (outcome == Outcome::KeyDiffers) {
        return {"key_differs", at, "something answers here, but not with this hub key",
                "is it the right hub, does it use keys, and is hub.pub its own?",
                "Kunci hub di " + at + " tidak cocok dengan hub.pub. Hubungi admin."};
    }
    if (misunderstood_) {
        return {"not_understood", at,
                "answers, but not in a way this program understands: " + misunderstood_->what,
                "is another program on this port, or another version of the hub?",
                "Yang menjawab di " + at +
                    " bukan hub yang dikenal program ini. Periksa alamat dan versinya."};
    }
    if (outcome == Outcome::NoAnswer && !request_id.empty()) {
        const std::string again = "panggil query " + std::string(request_id);
        return {"no_answer", at, "the hub took the command but did not answer within 5 s",
                "it is not known whether it was carried out; when the hub is back, " + again +
                    " tells",
                "Hub di " + at +
                    " tidak menjawab dalam 5 detik. BELUM diketahui apakah perintah sudah "
                    "dijalankan; setelah hub kembali, periksa dengan " +
                    again + "."};
    }
    return {"hub_unreachable", at, "no hub answers here",
            "start panggil-hub, or name the right address with --hub tcp://HOST:PORT",
            "Hub di " + at +
                " tidak menjawab. Jalankan panggil-hub, atau sebutkan alamat yang benar dengan "
                "--hub tcp://ALAMAT:PORT."};
}

Result<HubMessage> HubLine::ask(ControlRequest request) {
    return ask(std::move(request), read_clock().mono + patience_.in_all);
}

Result<HubMessage> HubLine::ask_for(ControlRequest request, Micros at_most) {
    return ask(std::move(request), read_clock().mono + at_most);
}

Result<HubMessage> HubLine::ask(ControlRequest request, Moment end) {
    // Only a pong tells of the hub's next key, and who only looks is to learn it as well.
    if (keys_ && !std::exchange(greeted_, true) && !std::holds_alternative<Ping>(request)) {
        if (auto greeted = ask(Ping{}, end); !greeted) {
            return greeted;
        }
    }
    std::int64_t* rid = rid_in(request);
    if (rid != nullptr && *rid == 0) {
        *rid = ++last_rid_;
    }
    const std::int64_t wanted = rid == nullptr ? 0 : *rid;
    std::optional<HubMessage> answer;
    misunderstood_.reset();
    const Outcome outcome = converse(
        control_, end, [&] { return codec::encode(request, site_); },
        [&](const std::string& bytes) {
            Result<HubMessage> message = codec::decode_hub_message(bytes, site_);
            if (!message) {
                misunderstood_ = message.problem();
            } else if (rid_of(message.value().body) == wanted) {
                answer = std::move(message).value();
            }
            return answer.has_value();
        });
    if (!answer) {
        commands_.reset(); // a hub that comes back may have other ports
        return unreachable(outcome, "");
    }
    site_ = answer->envelope.site;
    learn_next_key(*answer);
    if (const auto* no = std::get_if<Refusal>(&answer->body)) {
        return no->problem;
    }
    heard_ = Heard{{answer->envelope.term, answer->envelope.mono}, read_clock().mono};
    return std::move(*answer);
}

/// Never later than the hub's clock: the hub was this far when it answered, and time has passed.
std::optional<Seen> HubLine::seen_now() const {
    if (!heard_) {
        return std::nullopt;
    }
    Seen seen = heard_->seen;
    seen.mono += std::chrono::floor<Millis>(read_clock().mono - heard_->at);
    return seen;
}

Result<Done> HubLine::find_commands(Moment end) {
    if (commands_) {
        return Done{};
    }
    const Result<HubMessage> answer = ask(Ping{}, end);
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

Result<Ack> HubLine::acknowledged(const std::string& request_id, Moment end,
                                  const Question& question) {
    if (const Result<Done> found = find_commands(end); !found) {
        return not_sent(found.problem());
    }
    std::optional<Ack> ack;
    misunderstood_.reset();
    const Outcome outcome = converse(*commands_, end, question, [&](const std::string& bytes) {
        Result<Ack> answer = codec::decode_ack(bytes);
        if (!answer) {
            misunderstood_ = answer.problem();
        } else if (answer.value().request_id == request_id) {
            ack = std::move(answer).value();
        }
        return ack.has_value();
    });
    if (!ack) {
        commands_.reset();
        return not_sent(unreachable(outcome, request_id));
    }
    return std::move(*ack);
}

Result<Ack> HubLine::command(Command command) {
    // What the hub would throw away unread (control characters, too large) is refused here, where
    // the reason can still be told.
    const std::string site = site_.empty() ? "-" : site_;
    if (const auto readable = codec::decode_command(codec::encode(command, site), site);
        !readable) {
        return Problem{"bad_request", command.op, readable.problem().what, "write plain text",
                       "Perintah tidak bisa dikirim: berisi karakter yang tidak boleh dipakai."};
    }
    const Moment end = read_clock().mono + patience_.in_all;
    while (true) {
        Result<Ack> ack = acknowledged(command.request_id, end, [&] {
            command.seen = seen_now();
            return codec::encode(command, site_);
        });
        const bool too_late = ack && ack.value().refused &&
                              ack.value().refused->code == "expired" && ack.value().repeated == 0;
        if (!too_late || read_clock().mono >= end) {
            return ack;
        }
        // The hub has begun a new life meanwhile and knows nothing of the command. The clerk still
        // waits for it: it is heard anew and given once more, under the same id.
        commands_.reset();
    }
}

Result<Ack> HubLine::query(const std::string& request_id) {
    return acknowledged(request_id, read_clock().mono + patience_.in_all,
                        [&] { return codec::encode(CommandQuery{request_id}, site_); });
}

} // namespace panggil::console
