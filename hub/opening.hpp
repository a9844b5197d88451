// SPDX-License-Identifier: MIT
#pragma once
/// Opening: how a hub begins, whatever state its folder is in. A journal that is damaged, or can't
/// be written for want of room, is no reason to leave the hall without a word: a hub that ended
/// would only be started again and again. One that waits for room becomes a whole hub by itself.

#include "hub/hub.hpp"

namespace panggil::hub {

class Opening {
public:
    /// `log` must outlive it.
    Opening(std::string folder, Hall hall, Log& log)
        : folder_(std::move(folder)), hall_(std::move(hall)), log_(&log) {}

    /// A hub, with a journal if there can be one; a Problem when an admin must change something.
    [[nodiscard]] Result<Hub> begin(Now now);

    /// Puts a whole hub in the place of one that waits for room, as soon as there is some. Does
    /// nothing to any other.
    void try_again(Hub& hub, Now now);

private:
    [[nodiscard]] Result<Hub> open(Now now, std::int64_t above);

    std::string folder_;
    Hall hall_;
    Log* log_;
    bool waits_ = false;
    Moment next_try_{};
};

} // namespace panggil::hub
