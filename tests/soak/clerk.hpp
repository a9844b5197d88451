// SPDX-License-Identifier: MIT
#pragma once
/// Clerk: one connection to the hub that opens the counters in the morning, gives out a number and
/// calls it, one counter after the other.

#include "core/hall.hpp"
#include "core/message.hpp"
#include "link/sockets.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace panggil::soak {

class Clerk {
public:
    /// `turn_hub`: lets the hub do what there is for it.
    Clerk(link::Requester hub, const Hall& hall, std::function<void()> turn_hub);

    /// A number is given out and called; the call_id, or why not.
    [[nodiscard]] Result<std::string> call_next(UtcTime utc);

private:
    struct Desk {
        std::string counter;
        std::string service;
    };

    [[nodiscard]] Result<Ack> ask(const std::string& op, Record args);

    link::Requester hub_;
    std::string site_;
    std::function<void()> turn_hub_;
    std::vector<Desk> desks_;
    std::size_t at_ = 0;
    std::int64_t asked_ = 0;
    std::int64_t opened_ = 0; ///< the hall's day on which the counters were
};

} // namespace panggil::soak
