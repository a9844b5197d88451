// SPDX-License-Identifier: MIT
#pragma once
/// CommandRate: how fast one device may ask for something new: five commands a second, ten in one
/// breath, unless said otherwise. A key that is stuck or a script that runs wild must not fill the
/// journal. Bounded: a device that was quiet for a while is forgotten, which is the same as being
/// full of credit.

#include "core/time.hpp"

#include <map>
#include <string>

namespace panggil::hub {

class CommandRate {
public:
    CommandRate() = default;

    /// One of the cost each, and at most `burst` at once.
    CommandRate(Micros price, int burst) : price_(price), most_(price * burst) {}

    /// Takes one command off the device's credit; false when there is none left.
    [[nodiscard]] bool allow(const std::string& device, Moment now);

private:
    struct Credit {
        Micros left{};
        Moment at{};
    };

    Micros price_{200'000}; ///< credit is time: one command costs this much of it
    Micros most_{price_ * 10};
    std::map<std::string, Credit> credits_;
};

} // namespace panggil::hub
