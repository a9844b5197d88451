// SPDX-License-Identifier: MIT
#pragma once
/// HttpServer: the one place that knows the HTTP library (libmicrohttpd). One thread of its own
/// reads requests from all connections and hands over each when it is whole; the answer may come at
/// any time, from any thread. Whoever sends too much, too slowly or too often is cut off here, and
/// nobody behind it notices.

#include "core/result.hpp"
#include "core/time.hpp"
#include "hub/web/http.hpp"
#include "hub/web/http_place.hpp"

#include <functional>
#include <memory>

namespace panggil::hub::web {

class HttpServer final : public HttpFace {
public:
    struct Hooks {
        std::function<void(HttpRequest)> take;   ///< on the server's thread; must be quick
        std::function<void(std::uint64_t)> gone; ///< who had asked is not there any more
        std::function<HttpAnswer(std::string_view code)> refusal; ///< too_large, stopping, hub_slow
        std::size_t largest_body = 0;
    };

    [[nodiscard]] static Result<std::unique_ptr<HttpServer>> open(const HttpPlace& place,
                                                                  Hooks hooks);
    ~HttpServer() override; ///< stops it
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    /// Where it can be reached, with the port that was picked.
    [[nodiscard]] const HttpPlace& place() const;

    // Any thread; an id that is gone is nothing.
    void answer(std::uint64_t id, HttpAnswer answer) override;
    void begin_stream(std::uint64_t id, HttpHeaders headers) override;
    void write(std::uint64_t id, std::string_view text) override;
    void end(std::uint64_t id) override;

    /// Takes nothing more, says what is left to say, within half a second, and ends its thread.
    /// Until it returns the hooks may be called, and may answer; later answers are nothing. One
    /// thread.
    void stop();

    /// Cuts off who only sits there; to be called every half second or so.
    void sweep(Moment now);
    [[nodiscard]] std::size_t connections() const;

    struct Impl;

private:
    explicit HttpServer(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

} // namespace panggil::hub::web
