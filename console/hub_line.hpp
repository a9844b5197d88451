// SPDX-License-Identifier: MIT
#pragma once
/// HubLine: a patient conversation with the hub, one question at a time. It asks again every 400 ms
/// with the same id, on a fresh socket after eight tries, and gives up after 5 s: the hub acts once
/// however often it is asked. It blocks; the main thread only.

#include "core/message.hpp"
#include "link/sockets.hpp"

#include <functional>
#include <optional>

namespace panggil::console {

struct Patience {
    Micros in_all{std::chrono::seconds(5)};
    Micros a_try{Millis(400)};
    int tries_a_socket = 8;
};

class HubLine {
public:
    /// `stopped` is looked at while waiting: true ends it with the problem "interrupted".
    HubLine(link::Context& context, link::Endpoint control, std::function<bool()> stopped,
            Patience patience = {});

    /// The hub's answer of the same request id. A request without an id (0) gets the next one.
    [[nodiscard]] Result<HubMessage> ask(ControlRequest request);
    /// The hub's answer, be it a refusal. A Problem means that none came: "hub_unreachable" when
    /// the command never left, "no_answer" when it may have been carried out.
    [[nodiscard]] Result<Ack> command(const Command& command);

    /// Learnt from the first answer; empty before.
    [[nodiscard]] const std::string& site() const { return site_; }

    [[nodiscard]] const link::Endpoint& control() const { return control_.endpoint; }

private:
    struct Plane {
        link::Endpoint endpoint;
        std::optional<link::Requester> socket;
        int tries = 0;
    };

    enum class Outcome { Answered, NeverSent, NoAnswer, Interrupted };

    [[nodiscard]] Outcome converse(Plane& plane, const std::string& question,
                                   const std::function<bool(const std::string&)>& is_answer);
    [[nodiscard]] Result<Done> find_commands();
    [[nodiscard]] Problem unreachable(Outcome outcome, std::string_view request_id) const;

    link::Context* context_;
    std::function<bool()> stopped_;
    Patience patience_;
    Plane control_;
    std::optional<Plane> commands_;
    std::string site_;
    std::int64_t last_rid_ = 0;
    std::optional<Problem> misunderstood_; ///< the last answer that could not be read
};

} // namespace panggil::console
