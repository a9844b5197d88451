// SPDX-License-Identifier: MIT
// ten_calls HUB COUNTER...: every counter calls its next ticket, all over one connection and in one
// breath. Prints how many milliseconds the sending took, then the call_id of each answer, one a
// line.
#include "codec/wire.hpp"
#include "link/sockets.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <optional>
#include <string>
#include <vector>

using namespace panggil;
using Clock = std::chrono::steady_clock;

namespace {

constexpr auto patience = std::chrono::seconds(10);

int fail(const std::string& why) {
    std::fprintf(stderr, "ten_calls: %s\n", why.c_str());
    return 1;
}

/// Sends `body` again and again until one message comes back, or patience ends.
std::optional<std::string> ask(link::Requester& hub, const std::string& body) {
    const std::array<link::Pollable*, 1> sockets{&hub};
    for (const auto deadline = Clock::now() + patience; Clock::now() < deadline;) {
        hub.send(body);
        link::wait(sockets, {}, std::chrono::milliseconds(100));
        if (auto answer = hub.receive()) {
            return answer;
        }
    }
    return std::nullopt;
}

} // namespace

int main(int count, char** words) {
    if (count < 3) {
        return fail("takes the hub's control endpoint and the counters");
    }
    const auto endpoint = link::parse_endpoint(words[1]);
    if (!endpoint) {
        return fail(to_line(endpoint.problem()));
    }
    link::Context context;
    auto control = link::Requester::connect(context, endpoint.value());
    if (!control) {
        return fail(to_line(control.problem()));
    }
    const auto pong_bytes = ask(control.value(), codec::encode(ControlRequest{Ping{1, {}}}, ""));
    const auto pong = codec::decode_hub_message(pong_bytes.value_or(""), "");
    if (!pong || !std::holds_alternative<Pong>(pong.value().body)) {
        return fail("the hub does not answer a ping");
    }
    const std::string site = pong.value().envelope.site;
    auto desk = link::Requester::connect(
        context, endpoint.value().with_port(std::get<Pong>(pong.value().body).commands_port));
    if (!desk) {
        return fail(to_line(desk.problem()));
    }

    std::vector<std::string> commands;
    for (int at = 2; at < count; ++at) {
        Command command{.request_id = "ten-calls-" + std::string(words[at]),
                        .op = "call",
                        .args = Record{{"counter", std::string(words[at])}},
                        .actor = "staff:loket-" + std::string(words[at]),
                        .if_rev = {}};
        commands.push_back(codec::encode(command, site));
    }
    // The first send that is taken proves the connection; from there on they leave in one breath.
    const auto connected = Clock::now() + patience;
    while (!desk.value().send(commands.front())) {
        if (Clock::now() > connected) {
            return fail("no connection for commands");
        }
        link::wait({}, {}, std::chrono::milliseconds(1));
    }
    const auto begun = Clock::now();
    const bool taken =
        std::all_of(commands.begin() + 1, commands.end(), [&](const std::string& command) {
            // The socket takes four at a time; the next follow as soon as those have left.
            while (!desk.value().send(command)) {
                if (Clock::now() - begun > patience) {
                    return false;
                }
            }
            return true;
        });
    const std::chrono::duration<double, std::milli> took = Clock::now() - begun;
    if (!taken) {
        return fail("a command was not taken");
    }
    std::printf("%.3f\n", took.count());

    const std::array<link::Pollable*, 1> sockets{&desk.value()};
    for (std::size_t answered = 0; answered < commands.size();) {
        if (Clock::now() > begun + patience) {
            return fail("not every command was answered");
        }
        link::wait(sockets, {}, std::chrono::milliseconds(100));
        while (const auto bytes = desk.value().receive()) {
            const auto ack = codec::decode_ack(*bytes);
            if (!ack) {
                return fail(to_line(ack.problem()));
            }
            if (ack.value().refused) {
                return fail(to_line(*ack.value().refused));
            }
            std::printf("%s\n", ack.value().result.text("call_id").c_str());
            ++answered;
        }
    }
    return 0;
}
