// SPDX-License-Identifier: MIT
// Connections that would cost a hub its memory or its descriptors, made by hand on real sockets.
#include "link/connection_watch.hpp"
#include "link/sockets.hpp"
#include "tests/catch.hpp"
#include "tests/link/eventually.hpp"
#include "tests/must.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <functional>
#include <map>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace panggil;
using namespace panggil::link;
using panggil::tests::eventually;
using panggil::tests::must;
using namespace std::chrono_literals;

namespace {

const Endpoint any_port{"127.0.0.1", 0};

/// A client that speaks ZMTP by hand, or not at all.
class Raw {
public:
    explicit Raw(int port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in there{};
        there.sin_family = AF_INET;
        there.sin_port = htons(static_cast<std::uint16_t>(port));
        inet_pton(AF_INET, "127.0.0.1", &there.sin_addr);
        REQUIRE(connect(socket_, reinterpret_cast<const sockaddr*>(&there), sizeof there) == 0);
    }

    Raw(Raw&& other) noexcept : socket_(std::exchange(other.socket_, -1)) {}

    Raw(const Raw&) = delete;
    Raw& operator=(const Raw&) = delete;

    ~Raw() { close(socket_); }

    /// As much as the hub takes now.
    void say(std::string_view bytes) const {
        (void)send(socket_, bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    }

    /// A greeting without keys, and what kind of socket this is.
    void greet(std::string_view kind) const {
        using namespace std::string_literals;
        const std::string greeting =
            "\xff\0\0\0\0\0\0\0\0\x7f\x03\0NULL"s + std::string(16 + 32, '\0');
        std::string ready = "\x05READY\x0bSocket-Type\0\0\0"s;
        ready += static_cast<char>(kind.size());
        ready += kind;
        say(greeting);
        hear(greeting.size());
        say('\x04' + std::string(1, static_cast<char>(ready.size())) + ready);
        hear(static_cast<std::size_t>(hear(2).back())); // who speaks earlier is thrown out
    }

    /// So many bytes.
    std::string hear(std::size_t size) const {
        std::string bytes(size, '\0');
        REQUIRE(recv(socket_, bytes.data(), size, MSG_WAITALL) == static_cast<ssize_t>(size));
        return bytes;
    }

    /// What the hub has sent is thrown away.
    [[nodiscard]] bool is_open() const {
        std::array<char, 4096> bytes{};
        ssize_t size = 0;
        do {
            size = recv(socket_, bytes.data(), bytes.size(), MSG_DONTWAIT);
        } while (size > 0);
        return size < 0 && errno == EAGAIN;
    }

private:
    int socket_;
};

/// One plane and its watch; each look is a tenth of a second later.
struct Watched {
    Responder plane;
    ConnectionWatch watch = {};
    Moment now{1h};
    std::map<std::string, int> cuts = {}; ///< by address
    int heard = 0;                        ///< messages

    ConnectionWatch::Report look() {
        while (const auto request = plane.receive()) {
            watch.spoke(request->connection);
            ++heard;
        }
        now += 100ms;
        const std::array ports{plane.port()};
        auto report = watch.look(ports, now);
        for (const auto& cut : report.cuts) {
            cuts[cut.address] += cut.connections;
        }
        return report;
    }

    bool wait_for(const std::function<bool()>& condition) {
        for (int step = 0; step < 5000; ++step) {
            look();
            if (condition()) {
                return true;
            }
            const std::array<Pollable*, 1> sockets{&plane};
            wait(sockets, {}, 2ms);
        }
        return false;
    }
};

class FewDescriptors {
public:
    FewDescriptors() {
        getrlimit(RLIMIT_NOFILE, &usual_);
        const rlimit few{200, usual_.rlim_max};
        setrlimit(RLIMIT_NOFILE, &few);
    }

    FewDescriptors(const FewDescriptors&) = delete;
    FewDescriptors& operator=(const FewDescriptors&) = delete;

    ~FewDescriptors() { setrlimit(RLIMIT_NOFILE, &usual_); }

private:
    rlimit usual_{};
};

} // namespace

TEST_CASE("a message without end is cut off, and nobody else", "[connections]") {
    Context context;
    Watched hub{must(Responder::bind(context, any_port))};
    auto good = must(Requester::connect(context, any_port.with_port(hub.plane.port())));
    const Raw endless(hub.plane.port());
    endless.greet("DEALER");
    const std::string part = std::string("\x01\xff") + std::string(255, 'x'); // and more to come
    int heard = 0;
    REQUIRE(hub.wait_for([&] {
        endless.say(part);
        // Four megabytes in messages that end: what a busy console may send in a week.
        heard += good.send(std::string(16'000, 'x')) ? 1 : 0;
        return heard >= 250 && hub.cuts["127.0.0.1"] > 0;
    }));
    CHECK(hub.cuts == std::map<std::string, int>{{"127.0.0.1", 1}});
    CHECK(hub.wait_for([&] { return !endless.is_open(); }));
    CHECK(hub.wait_for([&] { return good.send("still here"); }));
    CHECK(hub.cuts["127.0.0.1"] == 1);
}

TEST_CASE("a subscriber that asks for ever more is cut off", "[connections]") {
    Context context;
    auto events = must(Publisher::bind(context, any_port));
    ConnectionWatch watch;
    const std::array ports{events.port()};
    const Raw greedy(events.port());
    greedy.greet("SUB");
    Moment now{1h};
    int topic = 0;
    CHECK(eventually(events, [&] {
        for (int more = 0; more < 10; ++more) {
            std::string subscription = "\x01" + std::to_string(++topic);
            subscription.resize(200, 'x');
            greedy.say(std::string(1, '\0') + static_cast<char>(subscription.size()) +
                       subscription);
        }
        (void)events.take_subscriptions();
        now += 1ms;
        return !watch.look(ports, now).cuts.empty();
    }));
    CHECK(eventually(events, [&] { return !greedy.is_open(); }));
}

TEST_CASE("heartbeats of a quiet subscriber are never too many", "[connections]") {
    Context context;
    Watched hub{must(Responder::bind(context, any_port))};
    const Raw quiet(hub.plane.port());
    quiet.greet("DEALER");
    // One a second, with a context as long as it may be: 140 KB.
    const std::string pong = "\x04\x15\x04PONG" + std::string(16, 'x');
    for (int second = 0; second < 6000; ++second) {
        hub.now += 900ms;
        quiet.say(pong);
        hub.look();
    }
    CHECK(quiet.is_open());
    CHECK(hub.cuts.empty());
}

TEST_CASE("when descriptors run short the silent ones give way", "[connections]") {
    Context context;
    Watched hub{must(Responder::bind(context, any_port))};
    auto good = must(Requester::connect(context, any_port.with_port(hub.plane.port())));
    REQUIRE(hub.wait_for([&] { return good.send("question"); }));
    REQUIRE(hub.wait_for([&] { return hub.heard == 1; })); // till then it is as silent as others
    std::vector<Raw> idle;
    const FewDescriptors few;
    // Ours count as well: this process is both sides.
    for (int count = 0; count < 80; ++count) {
        idle.emplace_back(hub.plane.port());
    }
    REQUIRE(hub.wait_for([&] { return hub.cuts["127.0.0.1"] > 0; }));
    REQUIRE(hub.wait_for([&] {
        return std::ranges::count_if(idle, [](const Raw& each) { return !each.is_open(); }) ==
               hub.cuts["127.0.0.1"];
    }));
    CHECK(hub.wait_for([&] { return !ConnectionWatch::is_short(hub.look()); }));
    CHECK(good.send("still here"));
}
