// SPDX-License-Identifier: MIT
#include "tests/soak/clerk.hpp"

#include "codec/wire.hpp"

#include <array>

namespace panggil::soak {

namespace {

/// Real time: the hall's clock stands still while the clerk waits.
constexpr int longest_wait_ms = 10'000;

} // namespace

Clerk::Clerk(link::Requester hub, const Hall& hall, std::function<void()> turn_hub)
    : hub_(std::move(hub)), site_(hall.site), turn_hub_(std::move(turn_hub)) {
    for (const Counter& counter : hall.counters) {
        if (!counter.services.empty()) {
            desks_.push_back({counter.id, counter.services.front()});
        }
    }
}

Result<Ack> Clerk::ask(const std::string& op, Record args) {
    Command command{.request_id = "soak-" + std::to_string(++asked_),
                    .op = op,
                    .args = std::move(args),
                    .actor = "soak",
                    .if_rev = {}};
    const std::string body = codec::encode(command, site_);
    const std::array<link::Pollable*, 1> sockets{&hub_};
    bool sent = false;
    for (int waited = 0; waited < longest_wait_ms; ++waited) {
        sent = sent || hub_.send(body);
        turn_hub_();
        link::wait(sockets, {}, std::chrono::milliseconds(1));
        if (const auto answer = hub_.receive()) {
            auto ack = codec::decode_ack(*answer);
            return ack && ack.value().refused ? Result<Ack>(*ack.value().refused) : ack;
        }
    }
    return Problem{"soak.no_answer", op, "the hub did not answer", "", ""};
}

Result<std::string> Clerk::call_next(UtcTime utc) {
    constexpr Minutes hall_offset{8 * 60};
    const auto day = std::chrono::floor<std::chrono::days>(utc + hall_offset);
    if (const auto number = day.time_since_epoch().count(); number != opened_) {
        for (const Desk& desk : desks_) {
            if (const auto open = ask("open", Record{{"counter", desk.counter}}); !open) {
                return open.problem();
            }
        }
        opened_ = number;
    }
    const Desk& desk = desks_[at_++ % desks_.size()];
    if (const auto issued = ask("issue", Record{{"service", desk.service}}); !issued) {
        return issued.problem();
    }
    const auto called = ask("call", Record{{"counter", desk.counter}});
    return called ? Result<std::string>(called.value().result.text("call_id"))
                  : Result<std::string>(called.problem());
}

} // namespace panggil::soak
