// SPDX-License-Identifier: MIT
#include "link/endpoint.hpp"

#include <charconv>

namespace panggil::link {

std::string Endpoint::text() const {
    return "tcp://" + host + ':' + std::to_string(port);
}

bool Endpoint::is_loopback() const {
    return host == "localhost" || host == "[::1]" || host.starts_with("127.");
}

Result<Endpoint> parse_endpoint(std::string_view text) {
    const Problem problem{"link.bad_endpoint", std::string(text), "is not an endpoint",
                          "write tcp://HOST:PORT, such as tcp://127.0.0.1:5560", ""};
    constexpr std::string_view scheme = "tcp://";
    const std::size_t colon = text.rfind(':');
    if (!text.starts_with(scheme) || colon == std::string_view::npos || colon <= scheme.size()) {
        return problem;
    }
    Endpoint endpoint{std::string(text.substr(scheme.size(), colon - scheme.size())), 0};
    const std::string_view digits = text.substr(colon + 1);
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), endpoint.port);
    if (error != std::errc{} || end != digits.data() + digits.size() || endpoint.port < 0 ||
        endpoint.port > 65'533) {
        return problem;
    }
    return endpoint;
}

} // namespace panggil::link
