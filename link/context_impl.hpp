// SPDX-License-Identifier: MIT
#pragma once
/// What a Context is made of. For link's own files.

#include "link/sockets.hpp"

#include <zmq.hpp>

namespace panggil::link {

struct Context::Impl {
    zmq::context_t context{1};
    std::optional<ClientKeys> client;
    std::optional<KeyPair> server; ///< set by the gate
    /// What the gate puts before the key in a message's User-Id. A peer may claim any User-Id when
    /// no gate is asked, but it cannot guess this.
    std::string token;
};

/// The name under which a plane's socket asks the gate.
[[nodiscard]] std::string_view zap_domain(Plane plane);

/// Options of protocol B.2 for a client, and its keys when it has some.
void set_connecting(zmq::socket_t& socket, const std::optional<ClientKeys>& keys);

} // namespace panggil::link
