// SPDX-License-Identifier: MIT
#pragma once
/// Feed: the hall as it is now, and each event as it comes. A subscription and the Follower put
/// together; what the Follower wants to ask goes over a HubLine. After 4 s of silence everything is
/// connected anew. It blocks only while it asks; the main thread only.

#include "console/hub_line.hpp"
#include "core/follower.hpp"

namespace panggil::console {

class Feed {
public:
    Feed(link::Context& context, HubLine& line);

    /// Takes what has arrived. A Problem means that the hub cannot be reached at the moment; the
    /// next turn tries again.
    [[nodiscard]] Result<FollowerSteps> turn();
    /// Sleeps until something arrives, is due, or the time is over.
    void sleep(Micros at_most);

    [[nodiscard]] const QueueState& state() const { return follower_.state(); }

    [[nodiscard]] bool is_live() const { return follower_.phase() == FollowerPhase::Live; }

private:
    [[nodiscard]] Result<Done> connect();
    [[nodiscard]] Result<Done> take(const HubMessage& message, FollowerSteps& steps);
    [[nodiscard]] Result<Done> act_on(FollowerSteps&& more, FollowerSteps& steps);

    link::Context* context_;
    HubLine* line_;
    Follower follower_;
    std::optional<link::Subscriber> events_;
    Moment built_{};
};

} // namespace panggil::console
