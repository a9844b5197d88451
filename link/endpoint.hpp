// SPDX-License-Identifier: MIT
#pragma once
/// Endpoint: where a hub is found.

#include "core/result.hpp"

#include <string>
#include <string_view>

namespace panggil::link {

/// tcp://HOST:PORT, the control endpoint; events and commands are on the next two ports.
struct Endpoint {
    std::string host;
    int port = 0;

    [[nodiscard]] std::string text() const;

    [[nodiscard]] Endpoint with_port(int other) const { return {host, other}; }

    [[nodiscard]] bool is_loopback() const;

    friend bool operator==(const Endpoint&, const Endpoint&) = default;
};

[[nodiscard]] Result<Endpoint> parse_endpoint(std::string_view text);

} // namespace panggil::link
