// SPDX-License-Identifier: MIT
#include "codec/secrets.hpp"

#include <array>
#include <sodium.h>

namespace panggil::codec {

namespace {

/// Safe to do again; only the first time does anything.
void prepare() {
    static const int ready = sodium_init();
    (void)ready;
}

} // namespace

Result<std::string> hash_pin(std::string_view pin) {
    prepare();
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    if (crypto_pwhash_str_alg(
            hash.data(), pin.data(), pin.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
            crypto_pwhash_MEMLIMIT_INTERACTIVE, crypto_pwhash_ALG_ARGON2ID13) != 0) {
        return Problem{"secret.no_memory", "pin", "cannot be hashed: that takes 64 MiB of memory",
                       "close other programs", "Memori server habis. Hubungi admin."};
    }
    return std::string(hash.data());
}

bool pin_fits(const std::string& hash, std::string_view pin) {
    prepare();
    return hash.size() < crypto_pwhash_STRBYTES &&
           crypto_pwhash_str_verify(hash.c_str(), pin.data(), pin.size()) == 0;
}

std::string new_secret() {
    prepare();
    constexpr std::size_t bits = 256;
    std::array<unsigned char, bits / 8> chance{};
    randombytes_buf(chance.data(), chance.size());
    constexpr int form = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    std::array<char, sodium_base64_ENCODED_LEN(bits / 8, form)> text{};
    sodium_bin2base64(text.data(), text.size(), chance.data(), chance.size(), form);
    return text.data();
}

std::string print_of(std::string_view secret) {
    prepare();
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(secret.data()),
                       secret.size());
    std::array<char, hash.size() * 2 + 1> text{};
    sodium_bin2hex(text.data(), text.size(), hash.data(), hash.size());
    return text.data();
}

} // namespace panggil::codec
