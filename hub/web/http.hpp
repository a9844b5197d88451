// SPDX-License-Identifier: MIT
#pragma once
/// A request and its answer, without the library that carries them.

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace panggil::hub::web {

struct HttpRequest {
    std::uint64_t id = 0; ///< by which it is answered
    std::string method;
    std::string path; ///< decoded, without the query; begins with "/"
    std::map<std::string, std::string, std::less<>> query;
    std::map<std::string, std::string, std::less<>> headers; ///< names in small letters
    std::string body;
    std::string address; ///< of who asks

    /// "" when it is absent.
    [[nodiscard]] std::string header(std::string_view name) const {
        const auto found = headers.find(name);
        return found == headers.end() ? "" : found->second;
    }

    [[nodiscard]] std::string argument(std::string_view name) const {
        const auto found = query.find(name);
        return found == query.end() ? "" : found->second;
    }
};

using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

struct HttpAnswer {
    int status = 200;
    HttpHeaders headers;
    std::string body;
};

/// Where answers go. Each request is answered once, or becomes a stream that is written to until
/// it is ended from either side.
class HttpFace {
public:
    virtual ~HttpFace() = default;
    virtual void answer(std::uint64_t id, HttpAnswer answer) = 0;
    virtual void begin_stream(std::uint64_t id, HttpHeaders headers) = 0;
    virtual void write(std::uint64_t id, std::string_view text) = 0;
    virtual void end(std::uint64_t id) = 0;
};

} // namespace panggil::hub::web
