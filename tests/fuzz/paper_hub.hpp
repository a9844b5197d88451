// SPDX-License-Identifier: MIT
#pragma once
/// PaperHub: a hub without disk and sockets that answers the web's questions by the product's own
/// rules and codec. It is made anew for each input, in microseconds.

#include "core/permission.hpp"
#include "hub/door.hpp"
#include "tests/core/small_hall.hpp"

#include <functional>

namespace panggil::fuzz {

class PaperHub {
public:
    /// `hear` is told what is published, encoded.
    explicit PaperHub(std::function<void(std::string)> hear) : hear_(std::move(hear)) {}

    void beat();
    /// "" = no answer.
    [[nodiscard]] std::string answer(const hub::Door::Question& question);

    [[nodiscard]] const QueueState& state() const { return hall_.state; }

    void pass(Millis time);

private:
    [[nodiscard]] std::string encoded(decltype(HubMessage::body) body) const;
    [[nodiscard]] Ack done(const Command& command, const KeyHolder& who);
    [[nodiscard]] std::string control(const hub::Door::Question& question) const;
    [[nodiscard]] std::string commands(const hub::Door::Question& question);

    tests::Driver hall_;
    std::function<void(std::string)> hear_;
    HubMoment mono_{std::chrono::hours(1)};
};

} // namespace panggil::fuzz
