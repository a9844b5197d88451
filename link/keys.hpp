// SPDX-License-Identifier: MIT
#pragma once
/// CURVE keys: made and checked by the library that uses them.

#include "core/key_pair.hpp"

#include <string_view>

namespace panggil::link {

/// Fresh from the system's randomness.
[[nodiscard]] KeyPair new_key_pair();

/// True for 40 characters of Z85 that a key can be.
[[nodiscard]] bool is_key(std::string_view text);

/// True when the secret key belongs to the public one.
[[nodiscard]] bool belong_together(const KeyPair& keys);

/// True when a client can try to connect with these.
[[nodiscard]] bool are_usable(const ClientKeys& keys);

} // namespace panggil::link
