// SPDX-License-Identifier: MIT
#include "hub/web/http_place.hpp"

#include "hub/web/connection_book.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <charconv>
#include <netinet/in.h>

namespace panggil::hub::web {

bool HttpPlace::is_loopback() const {
    return is_this_machine(host);
}

std::string HttpPlace::text() const {
    const bool is_six = host.find(':') != std::string::npos;
    return std::string(certificate.empty() ? "http" : "https") + "://" + (is_six ? "[" : "") +
           host + (is_six ? "]" : "") + ':' + std::to_string(port);
}

std::optional<sockaddr_storage> HttpPlace::socket_address() const {
    sockaddr_storage storage{};
    auto* four = reinterpret_cast<sockaddr_in*>(&storage);
    auto* six = reinterpret_cast<sockaddr_in6*>(&storage);
    if (inet_pton(AF_INET, host.c_str(), &four->sin_addr) == 1) {
        four->sin_family = AF_INET;
        four->sin_port = htons(static_cast<std::uint16_t>(port));
        return storage;
    }
    if (inet_pton(AF_INET6, host.c_str(), &six->sin6_addr) == 1) {
        six->sin6_family = AF_INET6;
        six->sin6_port = htons(static_cast<std::uint16_t>(port));
        return storage;
    }
    return std::nullopt;
}

Result<HttpPlace> parse_http_place(std::string_view text) {
    const std::size_t colon = text.rfind(':');
    const std::string_view digits = colon == std::string_view::npos ? "" : text.substr(colon + 1);
    std::string_view host = text.substr(0, std::min(colon, text.size()));
    if (host.starts_with('[') && host.ends_with(']')) {
        host = host.substr(1, host.size() - 2);
    }
    int port = -1;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    HttpPlace place{host == "localhost" ? "127.0.0.1" : std::string(host), port, "", ""};
    constexpr int last_port = 65535;
    if (read.ec != std::errc{} || read.ptr != digits.data() + digits.size() || port < 0 ||
        port > last_port || !place.socket_address()) {
        return Problem{"http.bad_place", std::string(text), "is not an address of this machine",
                       "write it like 127.0.0.1:8080, 0.0.0.0:8080 or [::1]:8080; --http off for "
                       "no web at all",
                       ""};
    }
    return place;
}

std::string address_of(const sockaddr* address) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (address != nullptr && address->sa_family == AF_INET) {
        const auto* four = reinterpret_cast<const sockaddr_in*>(address);
        inet_ntop(AF_INET, &four->sin_addr, text.data(), text.size());
    } else if (address != nullptr && address->sa_family == AF_INET6) {
        const auto* six = reinterpret_cast<const sockaddr_in6*>(address);
        inet_ntop(AF_INET6, &six->sin6_addr, text.data(), text.size());
    }
    return text.data();
}

} // namespace panggil::hub::web
