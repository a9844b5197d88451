// SPDX-License-Identifier: MIT
#pragma once
/// HubLine: a patient conversation with the hub, one question at a time. It asks again every 400 ms
/// with the same id, on a fresh socket after eight tries, and gives up after 5 s: the hub acts once
/// however often it is asked. Each try of a command says how new the hub's word is on which it was
/// given, so that one that arrives too late is not carried out. It blocks; the main thread only.

#include "core/hub_trust.hpp"
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
    /// The same, for an answer that takes longer.
    [[nodiscard]] Result<HubMessage> ask_for(ControlRequest request, Micros at_most);
    /// The hub's answer, be it a refusal. A Problem means that none came: "hub_unreachable" when
    /// the command never left, "no_answer" when it may have been carried out.
    [[nodiscard]] Result<Ack> command(Command command);
    /// What became of a command: its answer, or the refusal "unknown_rid" when it was not carried
    /// out, and then it never will be.
    [[nodiscard]] Result<Ack> query(const std::string& request_id);

    /// What a context with keys knows of them.
    struct Keys {
        std::string fingerprint; ///< whose key this is, for the clerk who is refused
        HubTrust hub;
        std::function<void(const HubTrust&)> keep; ///< stores what has changed
    };

    void use(Keys keys) { keys_ = std::move(keys); }

    /// Learnt from the first answer; empty before.
    [[nodiscard]] const std::string& site() const { return site_; }

    [[nodiscard]] const link::Endpoint& control() const { return control_.endpoint; }

private:
    struct Plane {
        link::Endpoint endpoint;
        std::optional<link::Requester> socket;
        int tries = 0;
    };

    enum class Outcome { Answered, NeverSent, NoAnswer, Interrupted, KeyRefused, KeyDiffers };
    using Question = std::function<std::string()>; ///< made anew for each try
    using IsAnswer = std::function<bool(const std::string&)>;

    /// The hub's clock as this line last heard it.
    struct Heard {
        Seen seen;
        Moment at{};
    };

    [[nodiscard]] Outcome converse(Plane& plane, Moment end, const Question& question,
                                   const IsAnswer& is_answer);
    [[nodiscard]] bool try_other_key(Plane& plane);
    void learn_next_key(const HubMessage& answer);
    [[nodiscard]] Result<HubMessage> ask(ControlRequest request, Moment end);
    [[nodiscard]] Result<Done> find_commands(Moment end);
    [[nodiscard]] Result<Ack> acknowledged(const std::string& request_id, Moment end,
                                           const Question& question);
    [[nodiscard]] std::optional<Seen> seen_now() const;
    [[nodiscard]] Problem unreachable(Outcome outcome, std::string_view request_id) const;

    link::Context* context_;
    std::function<bool()> stopped_;
    Patience patience_;
    Plane control_;
    std::optional<Plane> commands_;
    std::string site_;
    std::optional<Keys> keys_;
    bool greeted_ = false;
    std::int64_t last_rid_ = 0;
    std::optional<Heard> heard_;
    std::optional<Problem> misunderstood_; ///< the last answer that could not be read
};

} // namespace panggil::console
