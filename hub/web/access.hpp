// SPDX-License-Identifier: MIT
#pragma once
/// Credentials: the PINs of counters and the tokens of other systems, as hashes, in
/// DATA/web/access.jsonl (0600), beside the journal and not in it: restoring a backup must not
/// bring an old PIN back. The hub reads it, `panggil-hub pin` and `token` write it; a running hub
/// sees that within a second. Failures are Problems (codes access.*) and leave what was there. One
/// thread each.

#include "core/permission.hpp"

#include <vector>

namespace panggil::hub::web {

/// Whose PIN opens everything.
inline constexpr std::string_view admin = "admin";

struct Pin {
    std::string counter; ///< its id, or "admin"
    std::string hash;
    UtcTime set{};

    friend bool operator==(const Pin&, const Pin&) = default;
};

struct Token {
    std::string name;
    std::string role; ///< as parse_role() reads it
    std::string print;
    UtcTime added{};

    friend bool operator==(const Token&, const Token&) = default;
};

struct Credentials {
    std::vector<Pin> pins;
    std::vector<Token> tokens;

    [[nodiscard]] const Pin* pin_of(std::string_view counter) const;
    /// Whose token this is, by its print.
    [[nodiscard]] const Token* token_of(std::string_view print) const;

    friend bool operator==(const Credentials&, const Credentials&) = default;
};

/// Of a token; its name in the journal is "token:NAME".
[[nodiscard]] KeyHolder holder_of(const Token& token);
/// Of whoever signed in with a counter's PIN; "web:3", "web:admin".
[[nodiscard]] KeyHolder holder_of_counter(const std::string& counter);

/// What is stored in the hub's folder `data`; empty when nothing is. What is there and cannot be
/// read is a Problem, not empty.
[[nodiscard]] Result<Credentials> read_access(const std::string& data);

/// Changes when the file does; 0 when there is none.
[[nodiscard]] std::int64_t access_version(const std::string& data);

// Each reads, changes and stores it while no other program does. What root stores belongs to the
// owner of `data`.
[[nodiscard]] Result<Done> store_pin(const std::string& data, Pin pin);
[[nodiscard]] Result<Done> remove_pin(const std::string& data, const std::string& counter);
[[nodiscard]] Result<Done> store_token(const std::string& data, Token token);
[[nodiscard]] Result<Done> remove_token(const std::string& data, const std::string& name);

} // namespace panggil::hub::web
