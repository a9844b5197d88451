// SPDX-License-Identifier: MIT
#pragma once
/// Keys on disk. A key file is one JSON object, {"public": Z85} or {"public": Z85, "secret": Z85};
/// one with a secret is only for its owner's eyes (0600), or it is not used. A client's folder has
/// hub.pub and own.key, a hub's has hub.pub and hub.key. While a hub is about to change its key,
/// hub.next.pub and hub.next.key stand beside them. Codes: key.cannot_read, key.cannot_write,
/// key.too_open, key.bad_file, key.exists.

#include "core/hub_trust.hpp"
#include "core/key_pair.hpp"
#include "core/result.hpp"
#include "core/time.hpp"

#include <functional>
#include <string_view>

namespace panggil::codec {

[[nodiscard]] Result<KeyPair> read_key_pair(const std::string& path);
[[nodiscard]] Result<std::string> read_public_key(const std::string& path);

/// Never writes over a file that is there; whole and on disk, or not at all.
[[nodiscard]] Result<Done> write_key_pair(const std::string& path, const KeyPair& keys);
/// The same, but takes the place of an older one.
[[nodiscard]] Result<Done> replace_key_pair(const std::string& path, const KeyPair& keys);
/// Takes the place of an older one.
[[nodiscard]] Result<Done> write_public_key(const std::string& path, std::string_view key);

/// A hub's key of later on.
struct NextKeyPair {
    KeyPair keys;
    UtcTime announced{};
    UtcTime from{};
};

[[nodiscard]] Result<NextKeyPair> read_next_key_pair(const std::string& path);
/// Never writes over a file that is there.
[[nodiscard]] Result<Done> write_next_key_pair(const std::string& path, const NextKeyPair& next);

/// Stores in a client's folder what it holds for the hub's key, and for its next one.
[[nodiscard]] Result<Done> keep_hub_trust(const std::string& folder, const HubTrust& trust);

/// A client's keys from its folder. A machine without a key of its own gets one (`make_pair`),
/// with which it may knock until an administrator approves it.
[[nodiscard]] Result<ClientKeys> read_client_keys(const std::string& folder,
                                                  const std::function<KeyPair()>& make_pair);

/// Eight letters and digits for people to compare, "K7QX-2MDA": the first 40 bits of the key's
/// SHA-256 in base 32.
[[nodiscard]] std::string fingerprint(std::string_view public_key);
/// The same from what somebody typed: "k7qx2mda" is "K7QX-2MDA".
[[nodiscard]] std::string tidy_fingerprint(std::string_view typed);

} // namespace panggil::codec
