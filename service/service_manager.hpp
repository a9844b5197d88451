// SPDX-License-Identifier: MIT
#pragma once
/// ServiceManager: what hub and screen tell the one who started them (systemd): that they serve,
/// and again and again that they live. One that hangs is then killed and started anew. Nothing is
/// told when nobody asked for it. Main thread only.

#include "core/time.hpp"

#include <optional>
#include <string>

namespace panggil::service {

class ServiceManager {
public:
    /// Learns from the environment whether somebody listens, and how often.
    ServiceManager();

    /// Somebody has started this program as a service, and starts it again when it ends.
    [[nodiscard]] bool is_there() const { return is_there_; }

    void ready(const std::string& status) const;

    /// When the next sign of life is wanted; none when nobody waits for it. A sleep ends by then.
    [[nodiscard]] std::optional<Moment> due() const;

    /// True when it is time for a sign of life. Asked once each turn.
    [[nodiscard]] bool is_due(Moment now) const;

    /// To be called only when the loop has turned: the journal could be asked, the picture was
    /// shown.
    void lives(Moment now);

    void stopping() const;

private:
    bool is_there_ = false;
    Micros pace_{}; ///< zero = nobody waits for signs of life
    Moment told_{};
};

} // namespace panggil::service
