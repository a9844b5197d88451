// SPDX-License-Identifier: MIT
#pragma once
/// Server: carries messages between the hall's sockets and the Hub: events, heartbeats and
/// keyframes out, questions and commands in, and the Answers to them back. Whoever floods its ports
/// is cut off (link::ConnectionWatch). One thread; turn() never blocks.

#include "hub/answers.hpp"
#include "hub/door.hpp"
#include "hub/doorkeeper.hpp"
#include "hub/hub.hpp"
#include "link/connection_watch.hpp"
#include "link/sockets.hpp"

namespace panggil::hub {

class Server {
public:
    using Clock = std::function<Now()>;

    /// Binds control at `control`, events and commands on the next two ports; port 0 picks three
    /// that are free. `context`, `hub` and `log` must outlive the server; from now on the hub
    /// publishes here. A `doorkeeper` outlives the server, and has opened its gate on `context`;
    /// binding fails unless a stranger is refused. Without one everybody may do everything. `clock`
    /// is read for each question on the control plane, after it has come: a screen bounds the hub's
    /// clock by the time that the answer states, and a turn may be long.
    [[nodiscard]] static Result<Server> bind(link::Context& context, const link::Endpoint& control,
                                             Hub& hub, Log& log, Clock clock = read_clock,
                                             Doorkeeper* doorkeeper = nullptr);

    /// From now on a client within this process asks here as well; it must outlive the server.
    void open(Door& door) { door_ = &door; }

    /// Answers what has arrived, then publishes what is due.
    void turn(Now now);

    /// Sleeps until something arrives, one of the descriptors is readable, or something is due.
    void wait(std::span<const int> descriptors, Now now);

    [[nodiscard]] link::Endpoint control() const;
    [[nodiscard]] link::Endpoint events() const;
    [[nodiscard]] link::Endpoint commands() const;

    /// Why nothing is bound any more, and the program must end: the door could not be kept.
    [[nodiscard]] const std::optional<Problem>& failure() const { return failure_; }

    /// Messages refused so far.
    [[nodiscard]] std::int64_t rejected() const { return answers_.rejected(); }

private:
    Server(link::Endpoint endpoint, link::Responder control, link::Publisher events,
           link::Responder commands, Hub& hub, Log& log, Clock clock, Doorkeeper* doorkeeper);

    [[nodiscard]] Doorkeeper::Ports ports() const { return {control(), events(), commands()}; }

    /// False when nothing is bound any more.
    bool keep_door(Now now);
    void unbind();
    void watch_connections(Now now);
    Result<Done> bind_anew();
    [[nodiscard]] std::optional<KeyHolder> sender(const link::Responder::Request& request);
    void answer_controls();
    void answer_commands();
    void answer_door();
    void send_letters();
    void publish_due(Now now);
    void vouch_before_writing();
    void publish(std::string_view kind, const HubMessage& message);

    link::Context* context_ = nullptr;
    link::Endpoint endpoint_;
    link::Responder control_;
    link::Publisher events_;
    link::Responder commands_;
    Hub* hub_;
    Log* log_;
    Clock clock_;
    Doorkeeper* doorkeeper_;
    Door* door_ = nullptr;
    std::optional<Problem> failure_;
    Answers answers_;
    link::ConnectionWatch connections_;
    OncePerMinute once_;
    Moment next_look_{};
    Moment next_heartbeat_{};
    Moment next_keyframe_{};
    Moment published_{}; ///< the last message of any kind
};

} // namespace panggil::hub
