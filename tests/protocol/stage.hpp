// SPDX-License-Identifier: MIT
#pragma once
/// Plays a transcript: a real hub on a clock that the transcript turns, a real follower as the
/// client, and between them nothing but bytes. What a transcript says that was done (by the client,
/// by others, by the world) goes in; what the hub answers and what the client then has to show
/// comes out.

#include "core/follower.hpp"
#include "hub/answers.hpp"
#include "tests/hub/hub_fixture.hpp"

#include <nlohmann/json.hpp>

#include <deque>

namespace panggil::tests {

using Step = nlohmann::ordered_json;

class Stage {
public:
    /// Every step of the conversation, with what the hub says after each.
    [[nodiscard]] std::vector<Step> play(const std::vector<Step>& steps);

    /// Without what the hub said and what was to be shown: what play() needs.
    [[nodiscard]] static std::vector<Step> script_of(const std::vector<Step>& steps);

private:
    struct Said {
        std::string plane;
        std::string topic;
        std::string bytes;
        std::string to; ///< "" is the client whom the transcript is about
    };

    void open_hub();
    void act(const std::string& deed);
    void ask(const Step& step);
    void deliver();
    [[nodiscard]] Step arrives(const Said& said);
    [[nodiscard]] Step hear(std::string_view bytes);
    [[nodiscard]] Step shown(const FollowerSteps& steps) const;
    void publish(const std::string& kind, const HubMessage& message);

    TempFolder folder_;
    CapturedLog log_;
    hub::Now now_{};
    std::optional<hub::Hub> hub_;
    std::optional<hub::Answers> answers_;
    std::optional<Stranger> full_disk_;
    int lives_ = 0;
    Follower follower_{codec_digest()};
    std::vector<Said> outbox_;
    int to_lose_ = 0;               ///< so many of the next messages are lost
    std::optional<Step> to_change_; ///< merged into the next message on its way
    std::int64_t at_ = 0;
    std::vector<Step> played_;

    static Follower::DigestOf codec_digest();
};

} // namespace panggil::tests
