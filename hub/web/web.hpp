// SPDX-License-Identifier: MIT
#pragma once
/// Web: the hub's face for browsers and other systems. Threads of its own read requests, look at
/// PINs and think; with the hub's loop they share nothing but messages (hub/door.hpp), so whatever
/// happens on the web, the hall goes on.

#include "core/hall.hpp"
#include "core/log.hpp"
#include "hub/door.hpp"
#include "hub/web/http_server.hpp"

namespace panggil::hub::web {

class Web {
public:
    struct Settings {
        HttpPlace place;
        std::string data; ///< the hub's folder, where PINs and tokens are
        std::string site;
        std::string version;
        HallRules rules;
    };

    /// Begins to listen. A file of PINs that cannot be used is logged, and nobody signs in until it
    /// can: the hall goes on.
    [[nodiscard]] static Result<std::unique_ptr<Web>> open(Settings settings);
    ~Web();
    Web(const Web&) = delete;
    Web& operator=(const Web&) = delete;

    /// For Server::open().
    [[nodiscard]] Door& door();
    [[nodiscard]] const HttpPlace& place() const;

    /// Writes what has happened since the last call; the hub's thread.
    void tell(Log& log);

    struct Impl;

private:
    explicit Web(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

} // namespace panggil::hub::web
