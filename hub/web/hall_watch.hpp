// SPDX-License-Identifier: MIT
#pragma once
/// HallWatch: the hall as the web knows it, followed from what the hub publishes, like a screen
/// does. It never guesses: while its copy is not proven to be the hub's, it is not live. Bytes and
/// times go in; one thread.

#include "codec/web.hpp"
#include "core/follower.hpp"

#include <map>
#include <string_view>

namespace panggil::hub::web {

class HallWatch {
public:
    HallWatch(std::string site, std::string version);

    /// A word of the hub; what it led to. `steps.ask`: a snapshot is wanted, by this rid.
    [[nodiscard]] FollowerSteps hear(std::string_view bytes, Moment now);
    [[nodiscard]] FollowerSteps tick(Moment now);

    void asked(std::int64_t rid, Moment now) { follower_.asked(rid, now); }

    [[nodiscard]] bool is_live(Moment now) const {
        return follower_.health(now) == LinkHealth::Live &&
               follower_.phase() == FollowerPhase::Live;
    }

    [[nodiscard]] const QueueState& state() const { return follower_.state(); }

    [[nodiscard]] codec::web::HubSight hub(Moment now) const;
    /// Never later than the hub's clock.
    [[nodiscard]] std::optional<Seen> seen(Moment now) const;

    /// What was done last at a counter since this began to watch.
    [[nodiscard]] std::optional<LastDeed> last_deed(const std::string& counter) const;

    [[nodiscard]] const std::string& site() const { return site_; }

private:
    void see(const FollowerSteps& steps);

    std::string site_;
    std::string version_;
    Follower follower_;
    std::string health_ = "ok";
    Moment heard_at_{};
    std::map<std::string, LastDeed> deeds_;
};

} // namespace panggil::hub::web
