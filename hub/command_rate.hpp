// SPDX-License-Identifier: MIT
#pragma once
/// CommandRate: how fast one device may ask for something new: five commands a second, ten in one
/// breath. A key that is stuck or a script that runs wild must not fill the journal. Bounded: a
/// device that was quiet for a while is forgotten, which is the same as being full of credit.

#include "core/time.hpp"

#include <map>
#include <string>

namespace panggil::hub {

class CommandRate {
public:
    /// Takes one command off the device's credit; false when there is none left.
    [[nodiscard]] bool allow(const std::string& device, Moment now);

private:
    struct Credit {
        Micros left{};
        Moment at{};
    };

    std::map<std::string, Credit> credits_;
};

} // namespace panggil::hub
