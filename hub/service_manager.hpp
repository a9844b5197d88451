// SPDX-License-Identifier: MIT
#pragma once
/// ServiceManager: what the hub tells the one who started it (systemd): that it serves, and again
/// and again that it lives. A hub that hangs is then killed and started anew. Nothing is told when
/// nobody asked for it.

#include "core/time.hpp"

#include <string>

namespace panggil::hub {

class ServiceManager {
public:
    /// Learns from the environment whether somebody listens, and how often.
    ServiceManager();

    void ready(const std::string& status) const;

    /// True when it is time for a sign of life. Asked once each turn.
    [[nodiscard]] bool is_due(Moment now) const;

    /// To be called only when the loop has turned and the journal could be asked.
    void lives(Moment now);

    void stopping() const;

private:
    Micros pace_{}; ///< zero = nobody waits for signs of life
    Moment told_{};
};

} // namespace panggil::hub
