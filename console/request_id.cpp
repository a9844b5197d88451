// SPDX-License-Identifier: MIT
#include "console/request_id.hpp"

#include "console/clock.hpp"

#include <random>
#include <string_view>

namespace panggil::console {

namespace {

// Crockford's alphabet leaves out I, L, O and U, which people misread.
constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The lowest `letters` * 5 bits, highest first.
void append(std::string& text, std::uint64_t bits, int letters) {
    for (int letter = letters - 1; letter >= 0; --letter) {
        text += alphabet[(bits >> (5 * static_cast<unsigned>(letter))) & 31U];
    }
}

} // namespace

std::string make_request_id(UtcTime now, std::uint64_t chance, std::uint64_t more) {
    std::string text;
    append(text, static_cast<std::uint64_t>(now.time_since_epoch().count()), 10);
    append(text, chance, 8);
    append(text, more, 8);
    return text;
}

std::string new_request_id() {
    std::random_device device;
    const auto draw = [&] { return (std::uint64_t{device()} << 32U) | device(); };
    const std::uint64_t chance = draw();
    return make_request_id(read_clock().utc, chance, draw());
}

} // namespace panggil::console
