// SPDX-License-Identifier: MIT
#include "hub/server.hpp"

#include "codec/wire.hpp"
#include "link/failpoint.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace panggil::hub {

namespace {

constexpr Millis heartbeat_pace{500};
constexpr Millis keyframe_pace{15'000};
/// A new subscriber hears something this soon; several at once share one heartbeat.
constexpr Millis welcome{20};
/// Requests taken from one socket in a turn, so that a flood on one plane cannot starve the others.
constexpr int handful = 64;

/// 0 for what wants no answer.
std::int64_t rid_of(const ControlRequest& request) {
    return std::visit(
        [](const auto& body) -> std::int64_t {
            if constexpr (requires { body.rid; }) {
                return body.rid;
            } else {
                return 0;
            }
        },
        request);
}

} // namespace

Server::Server(link::Endpoint endpoint, link::Responder control, link::Publisher events,
               link::Responder commands, Hub& hub, Log& log, Clock clock, Doorkeeper* doorkeeper)
    : endpoint_(std::move(endpoint)), control_(std::move(control)), events_(std::move(events)),
      commands_(std::move(commands)), hub_(&hub), log_(&log), clock_(std::move(clock)),
      doorkeeper_(doorkeeper) {}

Result<Server> Server::bind(link::Context& context, const link::Endpoint& control, Hub& hub,
                            Log& log, Clock clock, Doorkeeper* doorkeeper) {
    const auto after = [&](int steps) {
        return control.with_port(control.port == 0 ? 0 : control.port + steps);
    };
    auto controls = link::Responder::bind(context, control);
    if (!controls) {
        return controls.problem();
    }
    auto events = link::Publisher::bind(context, after(1));
    if (!events) {
        return events.problem();
    }
    auto commands = link::Responder::bind(context, after(2), Plane::Commands);
    if (!commands) {
        return commands.problem();
    }
    Server server(control, std::move(controls).value(), std::move(events).value(),
                  std::move(commands).value(), hub, log, std::move(clock), doorkeeper);
    server.context_ = &context;
    if (doorkeeper != nullptr) {
        if (const auto proven = doorkeeper->prove(server.ports()); !proven) {
            return proven.problem();
        }
    }
    return server;
}

bool Server::keep_door(Now now) {
    if (doorkeeper_ == nullptr || failure_) {
        return !failure_;
    }
    switch (doorkeeper_->turn(now, ports())) {
    case Doorkeeper::Order::GoOn:
        return true;
    case Doorkeeper::Order::Rebind:
        if (const auto bound = bind_anew(); !bound) {
            failure_ = bound.problem();
        } else {
            log_->write({now.utc, now.mono, LogLevel::Info, "hub.bound_anew", {}});
        }
        break;
    case Doorkeeper::Order::Close:
        unbind();
        failure_ =
            Problem{"keys.open_door", endpoint_.text(),
                    "a key that nobody knows was let in, or could not be refused: unbound",
                    "start the hub again; if it stays, look at the system log",
                    "Server ditutup karena perangkat tak dikenal bisa masuk. Hubungi admin."};
        break;
    }
    return !failure_;
}

void Server::unbind() {
    const link::Responder control = std::move(control_);
    const link::Publisher events = std::move(events_);
    const link::Responder commands = std::move(commands_);
}

/// On the same ports: all who hold a good key are back within a second.
Result<Done> Server::bind_anew() {
    const Doorkeeper::Ports same = ports();
    unbind();
    auto control = link::Responder::bind(*context_, same[0]);
    auto events = link::Publisher::bind(*context_, same[1]);
    auto commands = link::Responder::bind(*context_, same[2], Plane::Commands);
    if (!control || !events || !commands) {
        return !control ? control.problem() : !events ? events.problem() : commands.problem();
    }
    control_ = std::move(control).value();
    events_ = std::move(events).value();
    commands_ = std::move(commands).value();
    return Done{};
}

/// By the key that the gate admitted. Without keys whoever reaches the port is trusted.
std::optional<KeyHolder> Server::sender(const link::Responder::Request& request) {
    return doorkeeper_ == nullptr ? KeyHolder{"", Role::Admin, {}, false}
                                  : doorkeeper_->holder(request.key);
}

void Server::turn(Now now) {
    if (!keep_door(now)) {
        return;
    }
    // Set here and not in bind(): the server may have been moved since.
    hub_->publish_to([this](const HubMessage& message) { publish("e", message); });
    hub_->turn(now);
    answer_commands();
    answer_controls();
    publish_due(now);
    hub_->publish_to({});
}

void Server::wait(std::span<const int> descriptors, Now now) {
    if (failure_) {
        return;
    }
    const std::array<link::Pollable*, 3> sockets{&control_, &events_, &commands_};
    const Moment due = std::min(next_heartbeat_, next_keyframe_);
    const Millis pause = std::chrono::ceil<Millis>(due - now.mono);
    link::wait(sockets, descriptors, std::clamp(pause, Millis{0}, heartbeat_pace));
}

link::Endpoint Server::control() const {
    return endpoint_.with_port(control_.port());
}

link::Endpoint Server::events() const {
    return endpoint_.with_port(events_.port());
}

link::Endpoint Server::commands() const {
    return endpoint_.with_port(commands_.port());
}

void Server::answer_controls() {
    for (int count = 0; count < handful; ++count) {
        const auto request = control_.receive();
        if (!request) {
            return;
        }
        answer_control(*request, clock_());
    }
}

/// What waits is written together: with many clerks one sync of the disk serves them all.
void Server::answer_commands() {
    std::vector<Command> commands;
    std::vector<std::string> from;
    std::vector<std::tuple<std::string, std::string, CommandQuery>> queries; // from, device
    for (int count = 0; count < handful; ++count) {
        const auto request = commands_.receive();
        if (!request) {
            break;
        }
        auto decoded = codec::decode_command_request(request->body, hub_->site());
        const auto who = sender(*request);
        if (!decoded) {
            refuse_unreadable(*request, decoded.problem(), clock_());
        } else if (auto* command = std::get_if<Command>(&decoded.value())) {
            if (const auto allowed = may(who, *command, hub_->state()); !allowed) {
                forbid(*request, command->request_id, allowed.problem(), clock_());
                continue;
            }
            if (doorkeeper_ != nullptr) {
                command->device = who->name;
                command->actor = who->name; // what the message says of itself proves nothing
            }
            commands.push_back(std::move(*command));
            from.push_back(request->from);
        } else {
            auto& query = std::get<CommandQuery>(decoded.value());
            if (const auto allowed = may(who, query); !allowed) {
                forbid(*request, query.request_id, allowed.problem(), clock_());
                continue;
            }
            queries.emplace_back(request->from, who->name, std::move(query));
        }
    }
    const auto send = [&](const std::string& to, const Ack& ack) {
        (void)commands_.send(to, codec::encode(ack, hub_->site()));
    };
    if (!commands.empty()) {
        // The time after they have come: a turn may be long, and their age counts.
        const std::vector<Ack> acks = hub_->execute(commands, clock_());
        for (std::size_t index = 0; index < acks.size(); ++index) {
            link::failpoint("ack.before");
            send(from[index], acks[index]);
            link::failpoint("ack.done");
        }
    }
    for (const auto& [to, device, query] : queries) {
        send(to, hub_->answer(query, device));
    }
}

void Server::answer_control(const link::Responder::Request& request, Now now) {
    auto decoded = codec::decode_control_request(request.body, hub_->site());
    if (!decoded) {
        return reject("control", decoded.problem(), now);
    }
    const auto answer = [&](decltype(HubMessage::body) body) {
        // A peer that is gone or full asks again.
        (void)control_.send(request.from, codec::encode(hub_->message(std::move(body), now)));
    };
    const auto who = sender(request);
    if (const auto allowed = may(who, decoded.value()); !allowed) {
        reject("control", allowed.problem(), now);
        if (who && !who->revoked) { // others get no byte
            answer(Refusal{rid_of(decoded.value()), allowed.problem()});
        }
        return;
    }
    const Problem nonsense{"bad_message", "d", "does not say who speaks", "", ""};
    if (const auto* asked = std::get_if<SnapshotRequest>(&decoded.value())) {
        answer(hub_->snapshot(asked->rid, now));
    } else if (auto* ping = std::get_if<Ping>(&decoded.value())) {
        if (ping->status && !hub_->hear(std::move(*ping->status), now)) {
            reject("control", nonsense, now);
        }
        answer(Pong{ping->rid, events_.port(), commands_.port()});
    } else if (const auto* receipts = std::get_if<ReceiptsRequest>(&decoded.value())) {
        answer(Receipts{receipts->rid, hub_->ledger().receipts(receipts->call_id)});
    } else if (const auto* screens = std::get_if<ScreensRequest>(&decoded.value())) {
        answer(Screens{screens->rid, hub_->fleet().screens(now.mono)});
    } else if (auto* report = std::get_if<ReceiptReport>(&decoded.value())) {
        if (!hub_->hear(std::move(report->receipt), now)) {
            reject("control", nonsense, now);
        }
    } else if (const auto* wish = std::get_if<SpeakRequest>(&decoded.value())) {
        if (const auto verdict = hub_->judge(*wish, now)) {
            answer(*verdict);
        }
    }
}

void Server::refuse_unreadable(const link::Responder::Request& request, const Problem& problem,
                               Now now) {
    reject("commands", problem, now);
    const auto who = sender(request);
    if (!who || who->revoked) {
        return;
    }
    // Whoever can be told is told: silence would make the console try for seconds.
    if (const std::string id = codec::request_id_of(request.body); !id.empty()) {
        Ack ack;
        ack.request_id = id;
        ack.seq = hub_->state().seq;
        ack.refused = problem;
        ack.refused->where = problem.code; // one code of a refusal for all that can't be read
        ack.refused->code = "bad_request";
        ack.refused->pesan = "Perintah tidak dimengerti oleh server.";
        (void)commands_.send(request.from, codec::encode(ack, hub_->site()));
    }
}

/// Says no more than that: not even how far the hall is.
void Server::forbid(const link::Responder::Request& request, const std::string& request_id,
                    const Problem& problem, Now now) {
    reject("commands", problem, now);
    Ack ack;
    ack.request_id = request_id;
    ack.refused = problem;
    (void)commands_.send(request.from, codec::encode(ack, hub_->site()));
}

void Server::publish_due(Now now) {
    if (events_.take_subscriptions()) {
        next_heartbeat_ = std::min(next_heartbeat_, now.mono + welcome);
    }
    if (now.mono >= next_heartbeat_) {
        publish("h", hub_->message(hub_->heartbeat(), now));
        next_heartbeat_ = now.mono + heartbeat_pace;
    }
    if (now.mono >= next_keyframe_) {
        publish("k", hub_->message(hub_->snapshot(0, now), now));
        next_keyframe_ = now.mono + keyframe_pace;
    }
}

void Server::publish(std::string_view kind, const HubMessage& message) {
    events_.send("q1." + hub_->site() + '.' + std::string(kind), codec::encode(message));
}

void Server::reject(const std::string& plane, const Problem& problem, Now now) {
    ++rejected_;
    const auto verdict = once_.ask(plane + ' ' + problem.code, now.mono);
    if (verdict.say != 0) {
        Record fields = fields_of(problem);
        fields.set("plane", plane).set("held_back", verdict.held_back).set("rejected", rejected_);
        log_->write({now.utc, now.mono, LogLevel::Warning, "message.rejected", std::move(fields)});
    }
}

} // namespace panggil::hub
