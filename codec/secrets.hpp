// SPDX-License-Identifier: MIT
#pragma once
/// Secrets of people and programs that come over the web: PINs as argon2id hashes, sessions and
/// tokens as random texts of which only a print is kept. Any thread; hashing a PIN takes about a
/// tenth of a second and 64 MiB, on purpose.

#include "core/result.hpp"

#include <string>
#include <string_view>

namespace panggil::codec {

/// "$argon2id$...": what may be stored. Fails only for want of memory (code secret.no_memory).
[[nodiscard]] Result<std::string> hash_pin(std::string_view pin);
[[nodiscard]] bool pin_fits(const std::string& hash, std::string_view pin);

/// 256 bits of chance in 43 letters, digits, - and _.
[[nodiscard]] std::string new_secret();
/// SHA-256 in hex: enough for what nobody can guess, and useless to who reads it.
[[nodiscard]] std::string print_of(std::string_view secret);

} // namespace panggil::codec
