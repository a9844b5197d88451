// SPDX-License-Identifier: MIT
#include "hub/web/http_place.hpp"
#include "tests/catch.hpp"

using namespace panggil;
using namespace panggil::hub::web;

TEST_CASE("where browsers come to is written as people write it", "[web][place]") {
    const auto text = [](std::string_view written) {
        const auto place = parse_http_place(written);
        return place ? place.value().text() : place.problem().code;
    };
    CHECK(text("127.0.0.1:8080") == "http://127.0.0.1:8080");
    CHECK(text("localhost:80") == "http://127.0.0.1:80");
    CHECK(text("[::1]:8443") == "http://[::1]:8443");
    CHECK(text("0.0.0.0:0") == "http://0.0.0.0:0"); // any free port
    for (const char* wrong :
         {"", ":", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1", "127.0.0.1:80a",
          "hub.kantor:80", "256.0.0.1:80", "[::1]", "[::1:80", "8080"}) {
        INFO(wrong);
        CHECK(text(wrong) == "http.bad_place");
    }
    CHECK(parse_http_place("[::1]:80").value().is_loopback());
    CHECK_FALSE(parse_http_place("0.0.0.0:80").value().is_loopback());
}

TEST_CASE("a socket's address is read as it was written", "[web][place]") {
    for (const char* host : {"10.0.0.7", "::1", "fe80::1"}) {
        HttpPlace place;
        place.host = host;
        const auto socket = place.socket_address();
        REQUIRE(socket);
        CHECK(address_of(reinterpret_cast<const sockaddr*>(&*socket)) == host);
    }
    CHECK(address_of(nullptr).empty());
}
