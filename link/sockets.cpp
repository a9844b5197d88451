// SPDX-License-Identifier: MIT
#include "link/sockets.hpp"

#include "link/context_impl.hpp"
#include "link/entry_watch.hpp"
#include "link/failpoint.hpp"

#include <zmq.hpp>

#include <array>
#include <cerrno>
#include <charconv>
#include <thread>
#include <utility>
#include <vector>

namespace panggil::link {

Context::Context(std::optional<ClientKeys> keys) : impl_(std::make_unique<Impl>()) {
    impl_->client = std::move(keys);
}

Context::~Context() = default;

void Context::expect(const std::string& hub_key) {
    if (impl_->client) {
        impl_->client->hub_key = hub_key;
    }
}

namespace {

using namespace std::chrono_literals;

constexpr int client_inbound_bytes = 8 << 20; // codec::largest_hub_message
constexpr int hub_inbound_bytes = 16 << 10;
/// Whole messages that wait for the hub, for each peer. No client of ours sends so many at once.
constexpr int hub_inbound_messages = 64;
/// Answers that wait for a peer of the control plane, which may be large ones. Who does not read
/// them asks again.
constexpr int hub_outbound_messages = 64;
constexpr int hub_backlog = 512; ///< a crowd that knocks must not keep the others from the door
/// No message of ours has more; the rest of a longer one is dropped as it is read.
constexpr std::size_t most_parts = 3;

/// What both sides need (protocol B.2): no lingering at exit, dead peers noticed by TCP itself.
void set_common(zmq::socket_t& socket) {
    socket.set(zmq::sockopt::linger, 0);
    socket.set(zmq::sockopt::handshake_ivl, 3000);
    socket.set(zmq::sockopt::tcp_keepalive, 1);
    socket.set(zmq::sockopt::tcp_keepalive_idle, 5);
    socket.set(zmq::sockopt::tcp_keepalive_intvl, 2);
    socket.set(zmq::sockopt::tcp_keepalive_cnt, 3);
}

/// Heartbeats of the library only on bound sockets: on a stalled connecting one they abort
/// libzmq 4.3.4 (libzmq #4767).
void set_bound(zmq::socket_t& socket, const Context::Impl& context, Plane plane) {
    set_common(socket);
    if (context.server) {
        socket.set(zmq::sockopt::curve_server, 1);
        socket.set(zmq::sockopt::curve_secretkey, context.server->secret_key);
        socket.set(zmq::sockopt::zap_domain, std::string(zap_domain(plane)));
    }
    // Each of them wakes the one who answers. A machine that is gone is noticed by the kernel's
    // keepalive, which wakes nobody; this is for a program that hangs.
    socket.set(zmq::sockopt::heartbeat_ivl, 30'000);
    socket.set(zmq::sockopt::heartbeat_timeout, 3000);
    socket.set(zmq::sockopt::maxmsgsize, std::int64_t{hub_inbound_bytes});
    socket.set(zmq::sockopt::rcvhwm, hub_inbound_messages);
    socket.set(zmq::sockopt::backlog, hub_backlog);
}

/// A bound socket with the options that `prepare` sets. The address may still be in use just after
/// a hub died, and descriptors may be short while old connections are being closed: retried for ten
/// seconds.
template <class Prepare>
zmq::socket_t bind_patiently(zmq::context_t& context, zmq::socket_type type,
                             const Endpoint& endpoint, Prepare prepare) {
    const std::string address =
        endpoint.port == 0 ? "tcp://" + endpoint.host + ":*" : endpoint.text();
    // A socket of our own that was just closed takes some milliseconds, another's may take seconds.
    auto pause = 5ms;
    for (auto waited = 0ms;; waited += pause) {
        try {
            zmq::socket_t socket(context, type);
            prepare(socket);
            socket.bind(address);
            return socket;
        } catch (const zmq::error_t& error) {
            const bool may_pass =
                error.num() == EADDRINUSE || error.num() == EMFILE || error.num() == ENFILE;
            if (!may_pass || waited >= 10s) {
                throw;
            }
            std::this_thread::sleep_for(pause);
        }
        pause = std::min(pause * 2, 250ms);
    }
}

int bound_port(const zmq::socket_t& socket) {
    const std::string address = socket.get(zmq::sockopt::last_endpoint);
    int port = 0;
    const std::size_t colon = address.rfind(':');
    std::from_chars(address.data() + colon + 1, address.data() + address.size(), port);
    return port;
}

Problem problem_of(const zmq::error_t& error, const Endpoint& endpoint, std::string_view verb) {
    return {"link.cannot_" + std::string(verb), endpoint.text(),
            "cannot " + std::string(verb) + ": " + error.what(),
            error.num() == EADDRINUSE
                ? "another program uses this port; stop it or choose another --listen"
            : error.num() == EMFILE || error.num() == ENFILE
                ? "too many connections or files are open; allow more (ulimit -n, LimitNOFILE)"
                : "check the address and the network",
            ""};
}

/// What the library knows of the sender of a message.
struct Sender {
    std::string user;    ///< the User-Id that the gate gave to it
    int connection = -1; ///< its descriptor
};

/// All parts of the next message (a longer one is cut short), or none. A failing socket has no
/// message.
std::vector<std::string> receive_all(zmq::socket_t& socket, Sender* sender = nullptr) {
    std::vector<std::string> parts;
    try {
        zmq::message_t part;
        do {
            if (!socket.recv(part, zmq::recv_flags::dontwait)) {
                break;
            }
            if (parts.size() < most_parts) {
                parts.push_back(part.to_string());
            }
            if (sender != nullptr) {
                sender->connection = zmq_msg_get(part.handle(), ZMQ_SRCFD);
                const char* user = zmq_msg_gets(part.handle(), "User-Id");
                sender->user = user != nullptr ? user : sender->user;
            }
        } while (part.more());
    } catch (const zmq::error_t&) {
        parts.clear();
    }
    return parts;
}

bool send_parts(zmq::socket_t& socket, std::string_view first, std::string_view second) {
    try {
        return socket.send(zmq::buffer(first), zmq::send_flags::sndmore | zmq::send_flags::dontwait)
                   .has_value() &&
               socket.send(zmq::buffer(second), zmq::send_flags::dontwait).has_value();
    } catch (const zmq::error_t&) {
        return false;
    }
}

} // namespace

void set_connecting(zmq::socket_t& socket, const std::optional<ClientKeys>& keys) {
    set_common(socket);
    if (keys) {
        socket.set(zmq::sockopt::curve_serverkey, keys->hub_key);
        socket.set(zmq::sockopt::curve_publickey, keys->own.public_key);
        socket.set(zmq::sockopt::curve_secretkey, keys->own.secret_key);
    }
    socket.set(zmq::sockopt::connect_timeout, 2000);
    socket.set(zmq::sockopt::reconnect_ivl, 100);
    socket.set(zmq::sockopt::reconnect_ivl_max, 500);
    socket.set(zmq::sockopt::maxmsgsize, std::int64_t{client_inbound_bytes});
}

std::string_view zap_domain(Plane plane) {
    switch (plane) {
    case Plane::Events:
        return "events";
    case Plane::Commands:
        return "commands";
    case Plane::Control:
        break;
    }
    return "control";
}

// Publisher

struct Publisher::Impl {
    zmq::socket_t socket;
    int port = 0;
};

Publisher::Publisher(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Publisher::Publisher(Publisher&&) noexcept = default;
Publisher& Publisher::operator=(Publisher&&) noexcept = default;
Publisher::~Publisher() = default;

Result<Publisher> Publisher::bind(Context& context, const Endpoint& endpoint) {
    try {
        zmq::socket_t socket = bind_patiently(
            context.impl().context, zmq::socket_type::xpub, endpoint, [&](zmq::socket_t& made) {
                set_bound(made, context.impl(), Plane::Events);
                made.set(zmq::sockopt::xpub_verbose, 1);
                made.set(zmq::sockopt::sndhwm, 1000);
                if (const int scarce = scarce_messages(); scarce > 0) {
                    made.set(zmq::sockopt::sndhwm, scarce);
                    made.set(zmq::sockopt::sndbuf, 4096); // else the system keeps what we'd drop
                }
            });
        const int port = bound_port(socket);
        return Publisher(std::make_unique<Impl>(Impl{std::move(socket), port}));
    } catch (const zmq::error_t& error) {
        return problem_of(error, endpoint, "bind");
    }
}

int Publisher::port() const {
    return impl_->port;
}

void Publisher::send(std::string_view topic, std::string_view body) {
    send_parts(impl_->socket, topic, body);
}

bool Publisher::take_subscriptions() {
    bool subscribed = false;
    for (auto parts = receive_all(impl_->socket); !parts.empty();
         parts = receive_all(impl_->socket)) {
        subscribed = subscribed || (!parts.front().empty() && parts.front().front() == '\x01');
    }
    return subscribed;
}

void* Publisher::handle() {
    return impl_->socket.handle();
}

// Subscriber

struct Subscriber::Impl {
    zmq::socket_t socket;
};

Subscriber::Subscriber(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Subscriber::Subscriber(Subscriber&&) noexcept = default;
Subscriber& Subscriber::operator=(Subscriber&&) noexcept = default;
Subscriber::~Subscriber() = default;

Result<Subscriber> Subscriber::connect(Context& context, const Endpoint& endpoint,
                                       std::string_view prefix) {
    try {
        zmq::socket_t socket(context.impl().context, zmq::socket_type::sub);
        set_connecting(socket, context.impl().client);
        socket.set(zmq::sockopt::rcvhwm, 1000);
        socket.set(zmq::sockopt::subscribe, prefix);
        socket.connect(endpoint.text());
        return Subscriber(std::make_unique<Impl>(Impl{std::move(socket)}));
    } catch (const zmq::error_t& error) {
        return problem_of(error, endpoint, "connect");
    }
}

std::optional<Frame> Subscriber::receive() {
    // A message of another shape is not ours; it is dropped here so that it cannot pass for one.
    for (auto parts = receive_all(impl_->socket); !parts.empty();
         parts = receive_all(impl_->socket)) {
        if (parts.size() == 2) {
            return Frame{std::move(parts[0]), std::move(parts[1])};
        }
    }
    return std::nullopt;
}

void* Subscriber::handle() {
    return impl_->socket.handle();
}

// Responder

struct Responder::Impl {
    zmq::socket_t socket;
    int port = 0;
    std::string token; ///< the gate's; empty without one
};

Responder::Responder(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Responder::Responder(Responder&&) noexcept = default;
Responder& Responder::operator=(Responder&&) noexcept = default;
Responder::~Responder() = default;

Result<Responder> Responder::bind(Context& context, const Endpoint& endpoint, Plane plane) {
    try {
        zmq::socket_t socket = bind_patiently(
            context.impl().context, zmq::socket_type::router, endpoint, [&](zmq::socket_t& made) {
                set_bound(made, context.impl(), plane);
                made.set(zmq::sockopt::router_mandatory, 1);
                if (plane == Plane::Control) {
                    made.set(zmq::sockopt::sndhwm, hub_outbound_messages);
                }
            });
        const int port = bound_port(socket);
        return Responder(
            std::make_unique<Impl>(Impl{std::move(socket), port, context.impl().token}));
    } catch (const zmq::error_t& error) {
        return problem_of(error, endpoint, "bind");
    }
}

int Responder::port() const {
    return impl_->port;
}

std::optional<Responder::Request> Responder::receive() {
    for (;;) {
        Sender sender;
        auto parts = receive_all(impl_->socket, &sender);
        if (parts.empty()) {
            return std::nullopt;
        }
        if (parts.size() == 2) {
            const std::string& token = impl_->token;
            std::string key = !token.empty() && sender.user.starts_with(token)
                                  ? sender.user.substr(token.size())
                                  : "";
            return Request{std::move(parts[0]), std::move(parts[1]), std::move(key),
                           sender.connection};
        }
    }
}

bool Responder::send(std::string_view to, std::string_view body) {
    return send_parts(impl_->socket, to, body);
}

void* Responder::handle() {
    return impl_->socket.handle();
}

// Requester

struct Requester::Impl {
    zmq::socket_t socket;
    std::unique_ptr<EntryWatch> watch; ///< only with keys
};

Requester::Requester(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Requester::Requester(Requester&&) noexcept = default;
Requester& Requester::operator=(Requester&&) noexcept = default;
Requester::~Requester() = default;

Result<Requester> Requester::connect(Context& context, const Endpoint& endpoint) {
    try {
        zmq::socket_t socket(context.impl().context, zmq::socket_type::dealer);
        set_connecting(socket, context.impl().client);
        // Without IMMEDIATE a command given while the hub was away would be carried out when it
        // returns.
        socket.set(zmq::sockopt::immediate, 1);
        socket.set(zmq::sockopt::sndhwm, 4);
        auto watch = context.impl().client
                         ? std::make_unique<EntryWatch>(context.impl().context, socket)
                         : nullptr;
        socket.connect(endpoint.text());
        return Requester(std::make_unique<Impl>(Impl{std::move(socket), std::move(watch)}));
    } catch (const zmq::error_t& error) {
        return problem_of(error, endpoint, "connect");
    }
}

bool Requester::send(std::string_view body) {
    try {
        return impl_->socket.send(zmq::buffer(body), zmq::send_flags::dontwait).has_value();
    } catch (const zmq::error_t&) {
        return false;
    }
}

std::optional<std::string> Requester::receive() {
    for (auto parts = receive_all(impl_->socket); !parts.empty();
         parts = receive_all(impl_->socket)) {
        if (parts.size() == 1) {
            return std::move(parts.front());
        }
    }
    return std::nullopt;
}

Entry Requester::entry() {
    return impl_->watch ? impl_->watch->look() : Entry::Unknown;
}

void* Requester::handle() {
    return impl_->socket.handle();
}

} // namespace panggil::link
