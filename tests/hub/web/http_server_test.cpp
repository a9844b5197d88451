// SPDX-License-Identifier: MIT
// The server over a real socket: what it says last.
#include "hub/web/http_server.hpp"
#include "tests/catch.hpp"

#include <array>
#include <future>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace panggil;
using namespace panggil::hub::web;

namespace {

/// Asks, and holds the connection.
class Visitor {
public:
    explicit Visitor(int port) : descriptor_(socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in place{};
        place.sin_family = AF_INET;
        place.sin_port = htons(static_cast<std::uint16_t>(port));
        place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        REQUIRE(connect(descriptor_, reinterpret_cast<const sockaddr*>(&place), sizeof place) == 0);
        const std::string request =
            "GET /api/state HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n\r\n";
        REQUIRE(send(descriptor_, request.data(), request.size(), 0) ==
                static_cast<ssize_t>(request.size()));
    }

    Visitor(const Visitor&) = delete;
    Visitor& operator=(const Visitor&) = delete;

    ~Visitor() { close(descriptor_); }

    /// All that comes until the server closes.
    [[nodiscard]] std::string hear() const {
        std::string heard;
        std::array<char, 4096> part{};
        for (ssize_t count = 0; (count = recv(descriptor_, part.data(), part.size(), 0)) > 0;) {
            heard.append(part.data(), static_cast<std::size_t>(count));
        }
        return heard;
    }

private:
    int descriptor_;
};

HttpAnswer refusal_of(std::string_view code) {
    return {503, {}, std::string(code)};
}

} // namespace

TEST_CASE("who was handed over when the server stops is not told that nothing was done",
          "[web][http]") {
    std::promise<std::uint64_t> taken;
    auto opened =
        HttpServer::open({"127.0.0.1", 0, "", ""},
                         {[&taken](const HttpRequest& request) { taken.set_value(request.id); },
                          [](std::uint64_t) {}, &refusal_of, 1000});
    REQUIRE(opened.ok());
    HttpServer& server = *opened.value();
    const Visitor visitor(server.place().port);
    const std::uint64_t id = taken.get_future().get();
    SECTION("the answer that lies there is sent") {
        server.answer(id, {200, {}, "done"});
        server.stop();
        CHECK(visitor.hear().ends_with("done"));
    }
    SECTION("without an answer it is not known") {
        server.stop();
        CHECK(visitor.hear().ends_with("hub_slow"));
    }
    server.stop(); // once is enough
    server.answer(id, {200, {}, "too late"});
    CHECK(server.connections() == 0);
}
