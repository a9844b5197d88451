// SPDX-License-Identifier: MIT
#pragma once
/// A QR code as a square of dark and light modules. Pure.

#include <string>
#include <string_view>
#include <vector>

namespace panggil::screen {

struct QrCode {
    int side = 0; ///< modules, without the quiet zone; 0 when the text fits no code
    std::vector<bool> dark;

    [[nodiscard]] bool at(int x, int y) const {
        return dark[static_cast<std::size_t>(y) * static_cast<std::size_t>(side) +
                    static_cast<std::size_t>(x)];
    }
};

/// `correction`: "L", "M", "Q" or "H".
[[nodiscard]] QrCode qr_code(const std::string& text, std::string_view correction);

} // namespace panggil::screen
