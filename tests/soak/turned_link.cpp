// SPDX-License-Identifier: MIT
/// The line between hub and screen in a soaked hall: what is sent is there at once, in order. This
/// program has it in the place of link/sockets.cpp, whose sockets take real time and threads of
/// their own, which a turned clock does not wait for. What those hold is tools/reconnects' matter.
#include "link/context_impl.hpp"
#include "link/sockets.hpp"

#include <algorithm>
#include <charconv>
#include <deque>
#include <map>
#include <poll.h>
#include <set>

namespace panggil::link {

namespace {

/// What a Waiter looks at, behind handle().
struct Inbox {
    std::deque<Frame> waiting; ///< for a Responder the topic is who sent it

    [[nodiscard]] std::optional<Frame> take() {
        if (waiting.empty()) {
            return std::nullopt;
        }
        Frame frame = std::move(waiting.front());
        waiting.pop_front();
        return frame;
    }
};

struct Listener {
    int port = 0;
    std::string prefix;
    bool is_new = true;
    Inbox inbox;
};

/// All that is open in this program.
struct Hall {
    int last_port = 40'000;
    std::int64_t last_id = 0;
    std::set<Listener*> listeners;
    std::map<int, Inbox*> responders;
    std::map<std::string, Inbox*> requesters;
} open;

int port_of(const Endpoint& endpoint) {
    return endpoint.port != 0 ? endpoint.port : ++open.last_port;
}

bool any_readable(std::span<Pollable* const> sockets) {
    return std::ranges::any_of(sockets, [](Pollable* socket) {
        return socket != nullptr && !static_cast<Inbox*>(socket->handle())->waiting.empty();
    });
}

} // namespace

Context::Context(std::optional<ClientKeys> keys) : impl_(std::make_unique<Impl>()) {
    impl_->client = std::move(keys);
}

Context::~Context() = default;

void set_connecting(zmq::socket_t&, const std::optional<ClientKeys>&) {}

std::string_view zap_domain(Plane) {
    return "";
}

void Context::expect(const std::string&) {}

std::string Endpoint::text() const {
    return "tcp://" + host + ':' + std::to_string(port);
}

bool Endpoint::is_loopback() const {
    return true;
}

Result<Endpoint> parse_endpoint(std::string_view text) {
    const std::size_t colon = text.rfind(':');
    Endpoint endpoint{"127.0.0.1", 0};
    const auto [end, error] =
        std::from_chars(text.data() + colon + 1, text.data() + text.size(), endpoint.port);
    if (error != std::errc{} || end != text.data() + text.size()) {
        return Problem{"link.bad_endpoint", std::string(text), "is not an endpoint", "", ""};
    }
    return endpoint;
}

// Publisher

struct Publisher::Impl {
    int port = 0;
    Inbox inbox; ///< nothing comes
};

Publisher::Publisher(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Publisher::Publisher(Publisher&&) noexcept = default;
Publisher& Publisher::operator=(Publisher&&) noexcept = default;
Publisher::~Publisher() = default;

Result<Publisher> Publisher::bind(Context&, const Endpoint& endpoint) {
    return Publisher(std::make_unique<Impl>(Impl{port_of(endpoint), {}}));
}

int Publisher::port() const {
    return impl_->port;
}

void Publisher::send(std::string_view topic, std::string_view body) {
    for (Listener* each : open.listeners) {
        if (each->port == impl_->port && topic.starts_with(each->prefix)) {
            each->inbox.waiting.push_back({std::string(topic), std::string(body)});
        }
    }
}

bool Publisher::take_subscriptions() {
    bool any = false;
    for (Listener* each : open.listeners) {
        any = (each->port == impl_->port && std::exchange(each->is_new, false)) || any;
    }
    return any;
}

void* Publisher::handle() {
    return &impl_->inbox;
}

// Subscriber

struct Subscriber::Impl : Listener {
    Impl(int at, std::string_view what) {
        port = at;
        prefix = what;
        open.listeners.insert(this);
    }

    ~Impl() { open.listeners.erase(this); }

    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;
};

Subscriber::Subscriber(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Subscriber::Subscriber(Subscriber&&) noexcept = default;
Subscriber& Subscriber::operator=(Subscriber&&) noexcept = default;
Subscriber::~Subscriber() = default;

Result<Subscriber> Subscriber::connect(Context&, const Endpoint& endpoint,
                                       std::string_view prefix) {
    return Subscriber(std::make_unique<Impl>(endpoint.port, prefix));
}

std::optional<Frame> Subscriber::receive() {
    return impl_->inbox.take();
}

void* Subscriber::handle() {
    return &impl_->inbox;
}

// Responder

struct Responder::Impl {
    explicit Impl(int at) : port(at) { open.responders[port] = &inbox; }

    ~Impl() { open.responders.erase(port); }

    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    int port;
    Inbox inbox;
};

Responder::Responder(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Responder::Responder(Responder&&) noexcept = default;
Responder& Responder::operator=(Responder&&) noexcept = default;
Responder::~Responder() = default;

Result<Responder> Responder::bind(Context&, const Endpoint& endpoint, Plane) {
    return Responder(std::make_unique<Impl>(port_of(endpoint)));
}

int Responder::port() const {
    return impl_->port;
}

std::optional<Responder::Request> Responder::receive() {
    auto frame = impl_->inbox.take();
    return frame ? std::optional(Request{std::move(frame->topic), std::move(frame->body), "", -1})
                 : std::nullopt;
}

bool Responder::send(std::string_view to, std::string_view body) {
    const auto found = open.requesters.find(std::string(to));
    if (found == open.requesters.end()) {
        return false;
    }
    found->second->waiting.push_back({"", std::string(body)});
    return true;
}

void* Responder::handle() {
    return &impl_->inbox;
}

// Requester

struct Requester::Impl {
    explicit Impl(int at) : port(at), id(std::to_string(++open.last_id)) {
        open.requesters[id] = &inbox;
    }

    ~Impl() { open.requesters.erase(id); }

    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    int port;
    std::string id;
    Inbox inbox;
};

Requester::Requester(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Requester::Requester(Requester&&) noexcept = default;
Requester& Requester::operator=(Requester&&) noexcept = default;
Requester::~Requester() = default;

Result<Requester> Requester::connect(Context&, const Endpoint& endpoint) {
    return Requester(std::make_unique<Impl>(endpoint.port));
}

bool Requester::send(std::string_view body) {
    const auto found = open.responders.find(impl_->port);
    if (found == open.responders.end()) {
        return false;
    }
    found->second->waiting.push_back({impl_->id, std::string(body)});
    return true;
}

std::optional<std::string> Requester::receive() {
    auto frame = impl_->inbox.take();
    return frame ? std::optional(std::move(frame->body)) : std::nullopt;
}

Entry Requester::entry() {
    return Entry::Unknown;
}

void* Requester::handle() {
    return &impl_->inbox;
}

// Waiting: for descriptors only, and in real time.

void Waiter::set(std::span<Pollable* const> sockets, std::span<const int> descriptors) {
    sockets_.assign(sockets.begin(), sockets.end());
    items_.clear();
    for (const int descriptor : descriptors) {
        items_.push_back({descriptor, POLLIN, 0}); // poll() skips what is negative
    }
}

bool Waiter::wait(std::chrono::microseconds at_most) {
    if (any_readable(sockets_)) {
        return true;
    }
    const timespec time{at_most.count() / 1'000'000, at_most.count() % 1'000'000 * 1000};
    return ppoll(items_.data(), items_.size(), &time, nullptr) > 0;
}

} // namespace panggil::link
