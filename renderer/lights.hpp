// SPDX-License-Identifier: MIT
#pragma once
/// Lights: the televisions of one machine have one switch, that of its display server. It goes off
/// when all of them are in their night, and on with the first that is not. Main thread only;
/// outlives the screens.

#include <cstddef>
#include <set>
#include <string>

namespace panggil::screen {

class Lights {
public:
    explicit Lights(std::size_t televisions) : televisions_(televisions) {}

    /// `screen` is in its night, or not. Answers whether the light is to be on.
    [[nodiscard]] bool are_on_when(const std::string& screen, bool night) {
        if (night) {
            dark_.insert(screen);
        } else {
            dark_.erase(screen);
        }
        return dark_.size() < televisions_;
    }

private:
    std::size_t televisions_;
    std::set<std::string> dark_;
};

} // namespace panggil::screen
