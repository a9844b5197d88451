// SPDX-License-Identifier: MIT
#pragma once
/// AlertKeeper: remembers the alerts that are on, in a file, so that a screen that starts anew
/// while its hub is away still shows them. Only the hub takes an alert down, or its own end does.
/// Main thread only.

#include "core/board.hpp"

#include <filesystem>
#include <vector>

namespace panggil::screen {

class AlertKeeper {
public:
    /// "" keeps in memory only.
    explicit AlertKeeper(const std::filesystem::path& folder);

    /// While the hub's word is known (`known`) it is kept; before that, what was kept is put on the
    /// board.
    void settle(Board& board, bool known, UtcTime now);

private:
    void write() const;

    std::filesystem::path file_;
    std::vector<Alert> kept_;
};

} // namespace panggil::screen
