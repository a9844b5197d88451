// SPDX-License-Identifier: MIT
#include "hub/command_rate.hpp"

#include <algorithm>

namespace panggil::hub {

namespace {

constexpr std::size_t most_devices = 1000;

} // namespace

bool CommandRate::allow(const std::string& device, Moment now) {
    if (credits_.size() >= most_devices) {
        std::erase_if(credits_, [&](const auto& each) { return now - each.second.at >= most_; });
    }
    const auto [found, fresh] = credits_.try_emplace(device, Credit{most_, now});
    Credit& credit = found->second;
    credit.left = std::min(most_, credit.left + std::max(now - credit.at, Micros{0}));
    credit.at = now;
    if (credit.left < price_) {
        return false;
    }
    credit.left -= price_;
    return true;
}

} // namespace panggil::hub
