// SPDX-License-Identifier: MIT
#pragma once
/// The sockets of the hall, without their library: bytes in, bytes out, one thread. Every option of
/// protocol B.2 is set here and nowhere else (no ZMTP heartbeat on connecting sockets, IMMEDIATE
/// dealers, LINGER 0 ...). Receiving never blocks; waiting is Waiter's job. A failure to bind or
/// connect is a Problem; a failure to send is `false`, and the caller retries by its own deadline.

#include "core/key_pair.hpp"
#include "core/permission.hpp"
#include "core/result.hpp"
#include "link/endpoint.hpp"
#include "link/waiter.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace panggil::link {

/// With keys, everything that is opened on it is encrypted, and connects to that hub alone. A hub
/// opens a Gate on it instead (link/gate.hpp).
class Context {
public:
    explicit Context(std::optional<ClientKeys> keys = std::nullopt);
    ~Context();
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;

    /// With keys: what is connected from now on expects this key of the hub.
    void expect(const std::string& hub_key);

    struct Impl;

    [[nodiscard]] Impl& impl() { return *impl_; }

private:
    std::unique_ptr<Impl> impl_;
};

/// What a publisher hands over and a subscriber gets: topic and body.
struct Frame {
    std::string topic;
    std::string body;
};

/// The hub's event plane (XPUB, verbose).
class Publisher final : public Pollable {
public:
    static Result<Publisher> bind(Context& context, const Endpoint& endpoint);
    Publisher(Publisher&&) noexcept;
    Publisher& operator=(Publisher&&) noexcept;
    ~Publisher() override;

    [[nodiscard]] int port() const; ///< the bound port (bind with port 0 picks a free one)
    void send(std::string_view topic, std::string_view body);
    /// True when at least one new subscription arrived since the last call.
    [[nodiscard]] bool take_subscriptions();
    [[nodiscard]] void* handle() override;

private:
    struct Impl;
    explicit Publisher(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

class Subscriber final : public Pollable {
public:
    /// Subscribes to every topic that starts with `prefix`.
    static Result<Subscriber> connect(Context& context, const Endpoint& endpoint,
                                      std::string_view prefix);
    Subscriber(Subscriber&&) noexcept;
    Subscriber& operator=(Subscriber&&) noexcept;
    ~Subscriber() override;

    [[nodiscard]] std::optional<Frame> receive();
    [[nodiscard]] void* handle() override;

private:
    struct Impl;
    explicit Subscriber(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

/// A hub's ROUTER (control or commands).
class Responder final : public Pollable {
public:
    struct Request {
        std::string from; ///< routing id, opaque
        std::string body;
        std::string key; ///< who sent it: the public key that the gate admitted; "" without a gate
        int connection = -1; ///< for ConnectionWatch::spoke()
    };

    static Result<Responder> bind(Context& context, const Endpoint& endpoint,
                                  Plane plane = Plane::Control);
    Responder(Responder&&) noexcept;
    Responder& operator=(Responder&&) noexcept;
    ~Responder() override;

    [[nodiscard]] int port() const;
    [[nodiscard]] std::optional<Request> receive();
    /// False when the peer is gone or full: it will ask again with the same id.
    bool send(std::string_view to, std::string_view body);
    [[nodiscard]] void* handle() override;

private:
    struct Impl;
    explicit Responder(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

/// How far a client with keys has come. Refused: the hub does not know its key, and this socket
/// will never get in; a new one may. Broken: the handshake failed, as it does with a wrong hub key.
enum class Entry { Unknown, Admitted, Refused, Broken };

/// A client's DEALER (control or commands).
class Requester final : public Pollable {
public:
    static Result<Requester> connect(Context& context, const Endpoint& endpoint);
    Requester(Requester&&) noexcept;
    Requester& operator=(Requester&&) noexcept;
    ~Requester() override;

    /// False while nobody is connected: nothing is queued for later.
    bool send(std::string_view body);
    [[nodiscard]] std::optional<std::string> receive();
    [[nodiscard]] Entry entry(); ///< for diagnosis; always Unknown without keys
    [[nodiscard]] void* handle() override;

private:
    struct Impl;
    explicit Requester(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

} // namespace panggil::link
