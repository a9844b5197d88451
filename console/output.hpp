// SPDX-License-Identifier: MIT
#pragma once
/// Where the console speaks: data on one side, complaints and progress on the other. A value, so
/// that tests listen without a terminal.

#include <functional>
#include <string_view>

namespace panggil::console {

struct Output {
    std::function<void(std::string_view line)> say;      ///< standard output
    std::function<void(std::string_view line)> complain; ///< standard error
};

} // namespace panggil::console
