// SPDX-License-Identifier: MIT
#pragma once
/// HttpPlace: where browsers come to, as people write it and as sockets want it. Any thread.

#include "core/result.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <sys/socket.h>

namespace panggil::hub::web {

struct HttpPlace {
    std::string host;        ///< "127.0.0.1", "0.0.0.0", "::1"
    int port = 8080;         ///< 0 picks a free one
    std::string certificate; ///< PEM; with both it is HTTPS
    std::string key;

    [[nodiscard]] bool is_loopback() const;
    [[nodiscard]] std::string text() const; ///< "http://127.0.0.1:8080"

    /// As a socket is bound to it; nothing when `host` is no address.
    [[nodiscard]] std::optional<sockaddr_storage> socket_address() const;
};

/// "127.0.0.1:8080", "localhost:8080", "[::1]:8080". Names of other machines are none: it is about
/// an address of this one.
[[nodiscard]] Result<HttpPlace> parse_http_place(std::string_view text);

/// What stands in a socket's address, such as "10.0.0.7"; "" when it is none of the two families.
[[nodiscard]] std::string address_of(const sockaddr* address);

} // namespace panggil::hub::web
