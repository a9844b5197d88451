// SPDX-License-Identifier: MIT
#pragma once
/// Answers: what the hub says to each message, byte for byte. Decodes it, asks whether its sender
/// may, lets the Hub do it, encodes the answer; knows no socket. A message that cannot be
/// understood or is not allowed is counted, logged at most once a minute for each kind, and changes
/// nothing. What a screen has to say first is answered later, by letter. One thread; time is an
/// argument.

#include "core/permission.hpp"
#include "hub/hub.hpp"
#include "hub/orders.hpp"

#include <span>

namespace panggil::hub {

class Answers {
public:
    /// Both must outlive this.
    Answers(Hub& hub, Log& log) : hub_(&hub), log_(&log), orders_(hub.term()) {}

    struct Request {
        std::string body;
        std::optional<KeyHolder> who; ///< nullopt: nobody knows that key
        Route from = {};              ///< where an answer goes that comes later
    };

    /// Bytes for somebody who waits, or for a screen that has not asked.
    struct Letter {
        Route to;
        std::string body;
    };

    struct Ports {
        int events = 0;
        int commands = 0;
        std::optional<NextKey> next_key = std::nullopt;
    };

    /// The answer to a question, or nothing: a report has none, a stranger gets no byte, and some
    /// answers come by letter.
    [[nodiscard]] std::optional<std::string> control(const Request& request, const Ports& ports,
                                                     Now now);

    /// What is to be sent besides; asked after each handful of requests, and ten times a second.
    [[nodiscard]] std::vector<Letter> take_letters(Now now);

    /// A letter will come this way.
    [[nodiscard]] bool owes(const Route& asker) const { return orders_.owes(asker); }

    /// Answers in the order of the requests. What is asked together is written together: with many
    /// clerks one sync of the disk serves them all.
    [[nodiscard]] std::vector<std::optional<std::string>>
    commands(std::span<const Request> requests, Now now);

    /// Messages refused so far.
    [[nodiscard]] std::int64_t rejected() const { return rejected_; }

private:
    struct Taken; ///< the commands and queries among some requests

    void take(Taken& taken, std::size_t index, const Request& request, Now now);
    [[nodiscard]] std::optional<decltype(HubMessage::body)>
    answer(ControlRequest request, const Request& asker, const Ports& ports, Now now);
    [[nodiscard]] std::optional<decltype(HubMessage::body)> order(const OrderRequest& wish,
                                                                  const Request& asker, Now now);
    [[nodiscard]] std::optional<std::string> refuse_unreadable(const Request& request,
                                                               const Problem& problem, Now now);
    [[nodiscard]] std::string forbid(const std::string& request_id, const Problem& problem,
                                     Now now);
    void reject(const std::string& plane, const Problem& problem, Now now);

    Hub* hub_;
    Log* log_;
    Orders orders_;
    OncePerMinute once_;
    std::int64_t rejected_ = 0;
};

} // namespace panggil::hub
