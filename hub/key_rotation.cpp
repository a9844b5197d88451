// SPDX-License-Identifier: MIT
#include "hub/key_rotation.hpp"

#include "link/keys.hpp"

#include <filesystem>

namespace panggil::hub {

namespace fs = std::filesystem;

Result<std::optional<codec::NextKeyPair>> KeyRotation::announced() const {
    std::error_code error;
    if (!fs::exists(file("hub.next.key"), error)) {
        return std::optional<codec::NextKeyPair>();
    }
    auto next = codec::read_next_key_pair(file("hub.next.key"));
    if (!next) {
        return next.problem();
    }
    if (!link::belong_together(next.value().keys)) {
        return Problem{"key.broken", file("hub.next.key"), "is not a pair of keys",
                       "withdraw it and announce a new one: panggil-hub keys rotate --help", ""};
    }
    return std::optional(std::move(next).value());
}

Result<codec::NextKeyPair> KeyRotation::announce(UtcTime now, UtcTime from) {
    codec::NextKeyPair next{link::new_key_pair(), now, from};
    if (const auto written = codec::write_next_key_pair(file("hub.next.key"), next); !written) {
        return written.problem();
    }
    return next;
}

Result<Done> KeyRotation::hasten(codec::NextKeyPair next, UtcTime now) {
    next.from = now;
    if (auto withdrawn = withdraw(); !withdrawn) {
        return withdrawn;
    }
    return codec::write_next_key_pair(file("hub.next.key"), next);
}

Result<Done> KeyRotation::withdraw() {
    std::error_code error;
    if (!fs::remove(file("hub.next.key"), error)) {
        return Problem{"keys.not_announced", file("hub.next.key"),
                       error ? error.message() : "no next key is announced",
                       "see what there is: panggil-hub keys list", ""};
    }
    return Done{};
}

Result<Done> KeyRotation::take(const KeyPair& next, UtcTime now) {
    const std::string old =
        file("hub.key") + ".old-" + std::to_string(now.time_since_epoch().count());
    std::error_code error;
    fs::copy_file(file("hub.key"), old, fs::copy_options::overwrite_existing, error);
    if (error) {
        return Problem{"key.cannot_write", old, error.message(), "is the folder yours to write?",
                       ""};
    }
    if (auto replaced = codec::replace_key_pair(file("hub.key"), next); !replaced) {
        return replaced;
    }
    if (auto told = codec::write_public_key(file("hub.pub"), next.public_key); !told) {
        return told;
    }
    return withdraw();
}

} // namespace panggil::hub
