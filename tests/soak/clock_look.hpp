// SPDX-License-Identifier: MIT
#pragma once
/// ClockLook: whether the clock on a picture shows the right time. A second program draws the same
/// layout anew for that minute and for the next one: where these two differ in the upper quarter,
/// the digits stand, and there the picture must be the first of them.

#include "core/geometry.hpp"
#include "core/result.hpp"
#include "core/time.hpp"

#include <string>

namespace panggil::soak {

class ClockLook {
public:
    /// `screen`: the program panggil-screen; `tree`: with layouts and docs/gallery; `folder` for
    /// its pictures.
    ClockLook(std::string screen, std::string tree, std::string folder, Size size)
        : screen_(std::move(screen)), tree_(std::move(tree)), folder_(std::move(folder)),
          size_(size) {}

    /// A Problem when it shows another time, or the picture cannot be made.
    [[nodiscard]] Result<Done> see(const std::string& shot, const std::string& layout,
                                   UtcTime utc) const;

private:
    [[nodiscard]] Result<std::string> draw(const std::string& layout, UtcTime utc,
                                           const char* name) const;

    std::string screen_;
    std::string tree_;
    std::string folder_;
    Size size_;
};

} // namespace panggil::soak
