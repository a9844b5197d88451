// SPDX-License-Identifier: MIT
#pragma once
/// A machine's CURVE keys as text (Z85, 40 characters each). The public one is its name on the
/// wire; the secret one never leaves the machine and is never logged.

#include <string>

namespace panggil {

struct KeyPair {
    std::string public_key;
    std::string secret_key;
};

/// What a client needs: the hub it trusts, and itself.
struct ClientKeys {
    std::string hub_key; ///< public
    KeyPair own;
    std::string next_hub_key = {}; ///< that the hub has announced; "" = none
};

} // namespace panggil
