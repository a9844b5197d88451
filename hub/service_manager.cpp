// SPDX-License-Identifier: MIT
#include "hub/service_manager.hpp"

#include <systemd/sd-daemon.h>

namespace panggil::hub {

ServiceManager::ServiceManager() {
    std::uint64_t limit = 0;
    if (sd_watchdog_enabled(0, &limit) > 0) {
        // Three signs of life in the time after which it would be killed.
        pace_ = Micros(static_cast<Micros::rep>(limit / 3));
    }
}

void ServiceManager::ready(const std::string& status) const {
    (void)sd_notify(0, ("READY=1\nSTATUS=" + status).c_str());
}

bool ServiceManager::is_due(Moment now) const {
    return pace_ > Micros{0} && now - told_ >= pace_;
}

void ServiceManager::lives(Moment now) {
    told_ = now;
    (void)sd_notify(0, "WATCHDOG=1");
}

void ServiceManager::stopping() const {
    (void)sd_notify(0, "STOPPING=1");
}

} // namespace panggil::hub
