// SPDX-License-Identifier: MIT
#include "link/sockets.hpp"
#include "tests/catch.hpp"
#include "tests/link/eventually.hpp"

using namespace panggil;
using namespace panggil::link;
using panggil::tests::eventually;
using namespace std::chrono_literals;

namespace {

const Endpoint any_port{"127.0.0.1", 0};

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

TEST_CASE("a port that is taken is a problem that says what to do", "[sockets]") {
    Context context;
    auto first = Responder::bind(context, any_port);
    REQUIRE(first.ok());
    const auto second = Responder::bind(context, Endpoint{"203.0.113.1", 5560});
    REQUIRE_FALSE(second.ok());
    CHECK(second.problem().code == "link.cannot_bind");
}
