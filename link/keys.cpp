// SPDX-License-Identifier: MIT
#include "link/keys.hpp"

#include <zmq.h>

#include <array>
#include <cstdint>
#include <stdexcept>

namespace panggil::link {

namespace {

constexpr std::size_t key_letters = 40;
constexpr std::size_t key_bytes = 32;

using KeyText = std::array<char, key_letters + 1>;

} // namespace

KeyPair new_key_pair() {
    KeyText open{};
    KeyText secret{};
    if (zmq_curve_keypair(open.data(), secret.data()) != 0) {
        throw std::runtime_error("this ZeroMQ was built without CURVE");
    }
    return {open.data(), secret.data()};
}

bool is_key(std::string_view text) {
    std::array<std::uint8_t, key_bytes> bytes{};
    return text.size() == key_letters && text.find('\0') == std::string_view::npos &&
           zmq_z85_decode(bytes.data(), std::string(text).c_str()) != nullptr;
}

bool belong_together(const KeyPair& keys) {
    KeyText open{};
    return is_key(keys.public_key) && is_key(keys.secret_key) &&
           zmq_curve_public(open.data(), keys.secret_key.c_str()) == 0 &&
           keys.public_key == open.data();
}

bool are_usable(const ClientKeys& keys) {
    return is_key(keys.hub_key) && belong_together(keys.own);
}

} // namespace panggil::link
