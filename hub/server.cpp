// SPDX-License-Identifier: MIT
#include "hub/server.hpp"

#include "codec/wire.hpp"
#include "link/failpoint.hpp"

#include <algorithm>
#include <array>

namespace panggil::hub {

namespace {

constexpr Millis heartbeat_pace{1000};
/// A write may take long on an old disk; who has heard nothing for so long is told before it that
/// the hub lives.
constexpr Millis silence_before_writing{500};
constexpr Millis keyframe_pace{15'000};
/// A new subscriber hears something this soon; several at once share one heartbeat.
constexpr Millis welcome{20};
/// A flood sends this long before it is seen.
constexpr Millis look_pace{100};
/// Requests taken from one socket in a turn, so that a flood on one plane cannot starve the others.
constexpr int handful = 64;
/// The same of the door: whatever the web is asked for, screens and consoles come first.
constexpr std::size_t handful_of_door = 16;
/// Commands share one write, but the first does not wait longer than this for the others.
constexpr Micros gathering{5000};

/// Heartbeats come when the clocks in the hall change: a screen that shows seconds wakes once for
/// both. What is all but there counts as the one after it.
Millis until_next_second(UtcTime utc) {
    constexpr Millis near{100};
    const Millis left = heartbeat_pace - utc.time_since_epoch() % heartbeat_pace;
    return left > near ? left : left + heartbeat_pace;
}

} // namespace

Server::Server(link::Endpoint endpoint, link::Responder control, link::Publisher events,
               link::Responder commands, Hub& hub, Log& log, Clock clock, Doorkeeper* doorkeeper)
    : endpoint_(std::move(endpoint)), control_(std::move(control)), events_(std::move(events)),
      commands_(std::move(commands)), hub_(&hub), log_(&log), clock_(std::move(clock)),
      doorkeeper_(doorkeeper), answers_(hub, log) {}

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

void Server::watch_connections(Now now) {
    if (now.mono < next_look_) {
        return;
    }
    next_look_ = now.mono + look_pace;
    const std::array ports{control_.port(), events_.port(), commands_.port()};
    const auto report = connections_.look(ports, now.mono);
    for (const auto& cut : report.cuts) {
        const bool endless = cut.reason == link::ConnectionWatch::Reason::Endless;
        const char* reason = endless ? "a message without end" : "too many connections";
        const auto verdict = once_.ask(reason + (' ' + cut.address), now.mono);
        if (verdict.say != 0) {
            log_->write({now.utc, now.mono, LogLevel::Warning, "connection.cut",
                         Record{{"address", cut.address},
                                {"reason", std::string(reason)},
                                {"connections", std::int64_t{cut.connections}},
                                {"held_back", verdict.held_back}}});
        }
    }
    if (link::ConnectionWatch::is_short(report)) {
        const auto verdict = once_.ask("short", now.mono);
        if (verdict.say != 0) {
            log_->write({now.utc, now.mono, LogLevel::Error, "hub.crowded",
                         Record{{"open", static_cast<std::int64_t>(report.open)},
                                {"at_most", static_cast<std::int64_t>(report.at_most)},
                                {"hint", std::string("who connects so often? keep the ports to the "
                                                     "hall's own network, or allow more "
                                                     "descriptors (LimitNOFILE, ulimit -n)")},
                                {"held_back", verdict.held_back}}});
        }
    }
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
    hub_->before_writing([this] { vouch_before_writing(); });
    hub_->turn(now);
    answer_commands();
    answer_controls();
    answer_door();
    send_letters();
    watch_connections(now); // after whatever has come was read
    publish_due(now);
    hub_->publish_to({});
    hub_->before_writing({});
}

void Server::wait(std::span<const int> descriptors, Now now) {
    if (failure_) {
        return;
    }
    const std::array<link::Pollable*, 3> sockets{&control_, &events_, &commands_};
    const Moment due = std::min(next_heartbeat_, next_look_); // keyframes come with heartbeats
    const Millis pause = std::chrono::ceil<Millis>(due - now.mono);
    std::vector<int> watched(descriptors.begin(), descriptors.end());
    if (door_ != nullptr) {
        watched.push_back(door_->descriptor());
    }
    link::wait(sockets, watched, std::clamp(pause, Millis{0}, heartbeat_pace));
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
    const Answers::Ports ports{events_.port(), commands_.port(),
                               doorkeeper_ == nullptr ? std::nullopt : doorkeeper_->next_key()};
    for (int count = 0; count < handful; ++count) {
        const auto request = control_.receive();
        if (!request) {
            return;
        }
        connections_.spoke(request->connection);
        if (const auto answer = answers_.control(
                {request->body, sender(*request), {request->from, 0}}, ports, clock_())) {
            (void)control_.send(request->from, *answer); // a peer that is gone or full asks again
        }
    }
}

void Server::answer_commands() {
    std::vector<Answers::Request> requests;
    std::vector<std::string> from;
    const Moment end = clock_().mono + gathering;
    for (int count = 0; count < handful && clock_().mono < end; ++count) {
        auto request = commands_.receive();
        if (!request) {
            break;
        }
        connections_.spoke(request->connection);
        requests.push_back({std::move(request->body), sender(*request)});
        from.push_back(std::move(request->from));
    }
    if (requests.empty()) {
        return;
    }
    // The time after they have come: a turn may be long, and their age counts.
    const auto answers = answers_.commands(requests, clock_());
    for (std::size_t index = 0; index < answers.size(); ++index) {
        if (answers[index]) {
            link::failpoint("ack.before");
            (void)commands_.send(from[index], *answers[index]);
            link::failpoint("ack.done");
        }
    }
}

void Server::answer_door() {
    if (door_ == nullptr) {
        return;
    }
    const Answers::Ports ports{events_.port(), commands_.port()};
    std::vector<Answers::Request> requests;
    std::vector<std::uint64_t> ids;
    for (Door::Question& question : door_->take(handful_of_door)) {
        Answers::Request request{
            std::move(question.body), std::move(question.who), {"", question.id}};
        if (question.plane == Plane::Commands) {
            requests.push_back(std::move(request));
            ids.push_back(question.id);
        } else if (auto answer = answers_.control(request, ports, clock_());
                   answer || !answers_.owes(request.from)) {
            door_->answer(question.id, std::move(answer).value_or(std::string()));
        }
    }
    if (requests.empty()) {
        return;
    }
    auto answers = answers_.commands(requests, clock_());
    for (std::size_t index = 0; index < answers.size(); ++index) {
        link::failpoint("ack.before");
        door_->answer(ids[index], std::move(answers[index]).value_or(std::string()));
    }
}

/// To a screen that is gone nothing comes, and who waits for it is told in time.
void Server::send_letters() {
    for (Answers::Letter& letter : answers_.take_letters(clock_())) {
        if (!letter.to.peer.empty()) {
            (void)control_.send(letter.to.peer, letter.body);
        } else if (door_ != nullptr) {
            door_->answer(letter.to.question, std::move(letter.body));
        }
    }
}

void Server::publish_due(Now now) {
    if (events_.take_subscriptions()) {
        next_heartbeat_ = std::min(next_heartbeat_, now.mono + welcome);
    }
    if (now.mono < next_heartbeat_) {
        return;
    }
    next_heartbeat_ = now.mono + until_next_second(now.utc);
    publish("h", hub_->message(hub_->heartbeat(), now));
    if (now.mono >= next_keyframe_) { // with a heartbeat: whoever hears them wakes once
        publish("k", hub_->message(hub_->snapshot(0, now), now));
        next_keyframe_ = now.mono + keyframe_pace - heartbeat_pace / 2;
    }
}

void Server::vouch_before_writing() {
    const Now now = clock_();
    if (now.mono - published_ >= silence_before_writing) {
        publish("h", hub_->message(hub_->heartbeat(), now));
    }
}

void Server::publish(std::string_view kind, const HubMessage& message) {
    std::string body = codec::encode(message);
    published_ = clock_().mono;
    events_.send("q1." + hub_->site() + '.' + std::string(kind), body);
    if (door_ != nullptr) {
        door_->publish(std::move(body));
    }
}

} // namespace panggil::hub
