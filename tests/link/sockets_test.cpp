// SPDX-License-Identifier: MIT
#include "link/sockets.hpp"
#include "tests/catch.hpp"
#include "tests/link/eventually.hpp"

#include <zmq.hpp>

#include <array>
#include <cstdlib>
#include <unistd.h>

using namespace panggil;
using namespace panggil::link;
using panggil::tests::eventually;
using namespace std::chrono_literals;

namespace {

const Endpoint any_port{"127.0.0.1", 0};

/// Who keeps a connection and never reads: hardly anything waits on its side.
zmq::socket_t deaf(zmq::context_t& context, zmq::socket_type type) {
    zmq::socket_t socket(context, type);
    socket.set(zmq::sockopt::linger, 0);
    socket.set(zmq::sockopt::rcvhwm, 1);
    socket.set(zmq::sockopt::rcvbuf, 4096);
    return socket;
}

/// How many of these are taken until nothing has been taken for a third of a second.
template <class Send>
int taken_of(int most, Send send) {
    int taken = 0;
    for (int refused = 0; taken < most && refused < 300;) {
        if (send()) {
            ++taken;
            refused = 0;
        } else {
            ++refused;
            wait({}, {}, 1ms);
        }
    }
    return taken;
}

/// Messages of this size that the system keeps for a connection on its own account, and then some.
constexpr int kept_by_system = 24;
const std::string large(1 << 20, 'x');

} // namespace

TEST_CASE("an endpoint is a host and a port", "[sockets]") {
    const auto endpoint = parse_endpoint("tcp://192.168.1.10:5560");
    REQUIRE(endpoint.ok());
    CHECK(endpoint.value() == Endpoint{"192.168.1.10", 5560});
    CHECK(endpoint.value().with_port(5561).text() == "tcp://192.168.1.10:5561");
    CHECK_FALSE(endpoint.value().is_loopback());
    CHECK(parse_endpoint("tcp://127.0.0.1:5560").value().is_loopback());
    for (const char* wrong :
         {"", "tcp://", "tcp://host", "tcp://:5560", "ipc://x:1", "tcp://h:99999", "tcp://h:5x"}) {
        CHECK_FALSE(parse_endpoint(wrong).ok());
    }
}

TEST_CASE("a publisher sees a subscription, and its frames arrive in order", "[sockets]") {
    Context context;
    auto publisher = Publisher::bind(context, any_port);
    REQUIRE(publisher.ok());
    auto subscriber =
        Subscriber::connect(context, any_port.with_port(publisher.value().port()), "q1.bolmut.");
    REQUIRE(subscriber.ok());
    REQUIRE(eventually(publisher.value(), [&] { return publisher.value().take_subscriptions(); }));
    publisher.value().send("q1.lain.e", "not ours");
    publisher.value().send("q1.bolmut.e", "first");
    publisher.value().send("q1.bolmut.h", "second");
    std::optional<Frame> frame;
    REQUIRE(eventually(subscriber.value(),
                       [&] { return (frame = subscriber.value().receive()).has_value(); }));
    CHECK(frame->body == "first");
    REQUIRE(eventually(subscriber.value(),
                       [&] { return (frame = subscriber.value().receive()).has_value(); }));
    CHECK(frame->topic == "q1.bolmut.h");
}

TEST_CASE("a request is answered to the one who asked", "[sockets]") {
    Context context;
    auto responder = Responder::bind(context, any_port);
    REQUIRE(responder.ok());
    auto requester = Requester::connect(context, any_port.with_port(responder.value().port()));
    REQUIRE(requester.ok());
    REQUIRE(eventually(responder.value(), [&] { return requester.value().send("ping"); }));
    std::optional<Responder::Request> request;
    REQUIRE(eventually(responder.value(),
                       [&] { return (request = responder.value().receive()).has_value(); }));
    CHECK(responder.value().send(request->from, "pong"));
    std::optional<std::string> answer;
    REQUIRE(eventually(requester.value(),
                       [&] { return (answer = requester.value().receive()).has_value(); }));
    CHECK(*answer == "pong");
    CHECK_FALSE(responder.value().send("nobody", "pong"));
}

TEST_CASE("nothing is queued for a hub that is not there", "[sockets]") {
    Context context;
    auto requester = Requester::connect(context, Endpoint{"127.0.0.1", 1});
    REQUIRE(requester.ok());
    CHECK_FALSE(requester.value().send("call"));
}

TEST_CASE("a hub that does not read makes no screen grow", "[sockets]") {
    zmq::context_t theirs;
    zmq::socket_t hub = deaf(theirs, zmq::socket_type::router);
    hub.bind("tcp://127.0.0.1:*");
    const auto endpoint = parse_endpoint(hub.get(zmq::sockopt::last_endpoint));
    Context context;
    auto requester = Requester::connect(context, endpoint.value());
    REQUIRE(requester.ok());
    REQUIRE(eventually(requester.value(), [&] { return requester.value().send("first"); }));
    CHECK(taken_of(200, [&] { return requester.value().send(large); }) < 4 + kept_by_system);
}

TEST_CASE("a screen that does not read makes no hub grow", "[sockets]") {
    Context context;
    auto responder = Responder::bind(context, any_port);
    REQUIRE(responder.ok());
    zmq::context_t theirs;
    zmq::socket_t screen = deaf(theirs, zmq::socket_type::dealer);
    screen.connect(any_port.with_port(responder.value().port()).text());
    screen.send(zmq::str_buffer("ping"));
    std::optional<Responder::Request> request;
    REQUIRE(eventually(responder.value(),
                       [&] { return (request = responder.value().receive()).has_value(); }));
    CHECK(taken_of(200, [&] { return responder.value().send(request->from, large); }) <
          64 + kept_by_system);
}

TEST_CASE("a port that is taken is a problem that says what to do", "[sockets]") {
    Context context;
    auto first = Responder::bind(context, any_port);
    REQUIRE(first.ok());
    const auto second = Responder::bind(context, Endpoint{"203.0.113.1", 5560});
    REQUIRE_FALSE(second.ok());
    CHECK(second.problem().code == "link.cannot_bind");
}

TEST_CASE("what is no address is refused with what was to be reached", "[sockets]") {
    Context context;
    const Endpoint nowhere{"no host", 5560};
    for (const auto& problem : {Subscriber::connect(context, nowhere, "q1.").problem(),
                                Requester::connect(context, nowhere).problem()}) {
        CHECK(problem.code == "link.cannot_connect");
        CHECK(problem.where == "tcp://no host:5560");
        CHECK_FALSE(problem.what.empty());
    }
    for (const auto& problem : {Publisher::bind(context, nowhere).problem(),
                                Responder::bind(context, nowhere).problem()}) {
        CHECK(problem.code == "link.cannot_bind");
    }
}

TEST_CASE("a socket that another takes the place of is the other one", "[sockets]") {
    Context context;
    auto first = Publisher::bind(context, any_port);
    auto second = Publisher::bind(context, any_port);
    REQUIRE(first.ok());
    REQUIRE(second.ok());
    auto subscriber = Subscriber::connect(context, any_port.with_port(first.value().port()), "q1.");
    REQUIRE(subscriber.ok());
    REQUIRE(eventually(first.value(), [&] { return first.value().take_subscriptions(); }));
    subscriber.value() =
        std::move(Subscriber::connect(context, any_port.with_port(second.value().port()), "q1."))
            .value();
    REQUIRE(eventually(second.value(), [&] { return second.value().take_subscriptions(); }));
    first.value().send("q1.bolmut.e", "of the first");
    second.value().send("q1.bolmut.e", "of the second");
    std::optional<Frame> frame;
    REQUIRE(eventually(subscriber.value(),
                       [&] { return (frame = subscriber.value().receive()).has_value(); }));
    CHECK(frame->body == "of the second");

    auto old_hub = Responder::bind(context, any_port);
    auto new_hub = Responder::bind(context, any_port);
    REQUIRE(old_hub.ok());
    REQUIRE(new_hub.ok());
    auto requester = Requester::connect(context, any_port.with_port(old_hub.value().port()));
    REQUIRE(requester.ok());
    requester.value() =
        std::move(Requester::connect(context, any_port.with_port(new_hub.value().port()))).value();
    std::optional<Responder::Request> request;
    REQUIRE(eventually(new_hub.value(), [&] {
        (void)requester.value().send("ping");
        return (request = new_hub.value().receive()).has_value();
    }));
    CHECK(request->body == "ping");
    CHECK_FALSE(old_hub.value().receive());
    const int port = new_hub.value().port();
    old_hub.value() = std::move(new_hub).value();
    CHECK(old_hub.value().port() == port);
}

TEST_CASE("a sleep ends by a descriptor that can be read, and by nothing else", "[sockets]") {
    std::array<int, 2> ends{};
    REQUIRE(pipe(ends.data()) == 0);
    Waiter waiter;
    const std::array<int, 2> descriptors{-1, ends[0]};
    waiter.set({}, descriptors);
    CHECK_FALSE(waiter.wait(1ms));
    REQUIRE(write(ends[1], "x", 1) == 1);
    CHECK(waiter.wait(10s));
    close(ends[0]);
    close(ends[1]);
}

#ifdef PANGGIL_FAILPOINTS
TEST_CASE("a hub that may keep few messages for a screen still sends them", "[sockets]") {
    setenv("PANGGIL_HWM", "3", 1);
    Context context;
    auto publisher = Publisher::bind(context, any_port);
    unsetenv("PANGGIL_HWM");
    REQUIRE(publisher.ok());
    auto subscriber =
        Subscriber::connect(context, any_port.with_port(publisher.value().port()), "q1.");
    REQUIRE(subscriber.ok());
    REQUIRE(eventually(publisher.value(), [&] { return publisher.value().take_subscriptions(); }));
    publisher.value().send("q1.bolmut.e", "first");
    std::optional<Frame> frame;
    REQUIRE(eventually(subscriber.value(),
                       [&] { return (frame = subscriber.value().receive()).has_value(); }));
    CHECK(frame->body == "first");
}
#endif
