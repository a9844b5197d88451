// SPDX-License-Identifier: MIT
#include "service/service_manager.hpp"

#include <cstdlib>
#include <systemd/sd-daemon.h>

namespace panggil::service {

ServiceManager::ServiceManager() {
    is_there_ = std::getenv("NOTIFY_SOCKET") != nullptr;
    std::uint64_t limit = 0;
    if (sd_watchdog_enabled(0, &limit) > 0) {
        // Three signs of life in the time after which it would be killed.
        pace_ = Micros(static_cast<Micros::rep>(limit / 3));
    }
}

void ServiceManager::ready(const std::string& status) const {
    (void)sd_notify(0, ("READY=1\nSTATUS=" + status).c_str());
}

std::optional<Moment> ServiceManager::due() const {
    return pace_ > Micros{0} ? std::optional(told_ + pace_) : std::nullopt;
}

bool ServiceManager::is_due(Moment now) const {
    return due() && now >= *due();
}

void ServiceManager::lives(Moment now) {
    told_ = now;
    (void)sd_notify(0, "WATCHDOG=1");
}

void ServiceManager::stopping() const {
    (void)sd_notify(0, "STOPPING=1");
}

} // namespace panggil::service
