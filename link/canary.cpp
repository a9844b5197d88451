// SPDX-License-Identifier: MIT
#include "link/canary.hpp"

#include "link/context_impl.hpp"
#include "link/entry_watch.hpp"
#include "link/keys.hpp"

#include <algorithm>

namespace panggil::link {

namespace {

/// A hub that listens on every address is reached on the loopback.
Endpoint reachable(Endpoint endpoint) {
    if (endpoint.host == "*" || endpoint.host == "0.0.0.0" || endpoint.host == "[::]") {
        endpoint.host = "127.0.0.1";
    }
    return endpoint;
}

struct Knocker {
    Knocker(zmq::context_t& context, zmq::socket_type type, const ClientKeys& keys,
            const Endpoint& port)
        : socket(context, type), watch(context, socket) {
        set_connecting(socket, keys);
        if (type == zmq::socket_type::sub) {
            socket.set(zmq::sockopt::subscribe, "");
        }
        socket.connect(reachable(port).text());
    }

    zmq::socket_t socket;
    EntryWatch watch;
};

} // namespace

struct Canary::Impl {
    std::string key;
    std::array<std::unique_ptr<Knocker>, 3> knockers;
};

Canary::Canary(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Canary::Canary(Canary&&) noexcept = default;
Canary& Canary::operator=(Canary&&) noexcept = default;
Canary::~Canary() = default;

Result<Canary> Canary::send(Context& context, const std::array<Endpoint, 3>& ports) {
    try {
        auto& within = context.impl();
        const ClientKeys keys{within.server ? within.server->public_key : std::string(),
                              new_key_pair()};
        auto impl = std::make_unique<Impl>();
        impl->key = keys.own.public_key;
        for (std::size_t at = 0; at < ports.size(); ++at) {
            const auto type = at == 1 ? zmq::socket_type::sub : zmq::socket_type::dealer;
            impl->knockers.at(at) =
                std::make_unique<Knocker>(within.context, type, keys, ports.at(at));
        }
        return Canary(std::move(impl));
    } catch (const std::exception& error) {
        return Problem{"link.no_canary", ports[0].text(),
                       std::string("cannot be tried: ") + error.what(), "look at the system log",
                       ""};
    }
}

Canary::Verdict Canary::look() {
    std::size_t refused = 0;
    for (const auto& knocker : impl_->knockers) {
        const Entry entry = knocker->watch.look();
        if (entry == Entry::Admitted) {
            return Verdict::Entered;
        }
        refused += entry == Entry::Refused ? 1U : 0U;
    }
    return refused == impl_->knockers.size() ? Verdict::Refused : Verdict::Waiting;
}

const std::string& Canary::key() const {
    return impl_->key;
}

} // namespace panggil::link
