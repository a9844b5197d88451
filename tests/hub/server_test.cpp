// SPDX-License-Identifier: MIT
// The hub behind real sockets on the loopback; the test turns the server by hand.
#include "codec/wire.hpp"
#include "hub/server.hpp"
#include "tests/catch.hpp"
#include "tests/hub/hub_fixture.hpp"

using namespace panggil;
using namespace panggil::tests;

namespace {

class Wire {
public:
    Wire()
        : server(must(hub::Server::bind(context, {"127.0.0.1", 0}, *hall.hub, hall.log,
                                        [this] { return at_the_question(); }))),
          control(must(link::Requester::connect(context, server.control()))),
          commands(must(link::Requester::connect(context, server.commands()))),
          events(must(link::Subscriber::connect(context, server.events(), "q1.uji."))) {
        // Heard is proof that the subscription has arrived.
        REQUIRE(wait_for([this] { return !frames.empty(); }));
        frames.clear();
    }

    /// Turns the server until the condition holds; false when it never did. Each turn advances the
    /// hub's clock by 10 ms, so pauses of the protocol pass quickly.
    template <class Condition>
    bool wait_for(Condition condition) {
        for (int turn = 0; turn < 2'000; ++turn) {
            if (condition()) {
                return true;
            }
            hall.pass(Millis(10));
            server.turn(hall.now);
            link::Pollable* const sockets[] = {&events, &control, &commands};
            link::wait(sockets, {}, std::chrono::milliseconds(2));
            while (auto frame = events.receive()) {
                frames.push_back(std::move(*frame));
            }
            while (auto answer = control.receive()) {
                answers.push_back(std::move(*answer));
            }
            while (auto ack = commands.receive()) {
                acks.push_back(std::move(*ack));
            }
        }
        return false;
    }

    bool send(link::Requester& socket, const std::string& body) {
        return wait_for([&] { return socket.send(body); });
    }

    Ack ack(const std::string& body) {
        const std::size_t before = acks.size();
        REQUIRE(send(commands, body));
        REQUIRE(wait_for([&] { return acks.size() > before; }));
        auto decoded = codec::decode_ack(acks.back());
        REQUIRE(decoded.ok());
        return std::move(decoded).value();
    }

    HubMessage answer(const ControlRequest& request) {
        const std::size_t before = answers.size();
        REQUIRE(send(control, codec::encode(request, "uji")));
        REQUIRE(wait_for([&] { return answers.size() > before; }));
        auto decoded = codec::decode_hub_message(answers.back(), "uji");
        REQUIRE(decoded.ok());
        return std::move(decoded).value();
    }

    std::vector<HubMessage> heard(const std::string& topic) const {
        std::vector<HubMessage> messages;
        for (const link::Frame& frame : frames) {
            if (frame.topic == topic) {
                messages.push_back(codec::decode_hub_message(frame.body, "uji").value());
            }
        }
        return messages;
    }

    hub::Now at_the_question() const {
        hub::Now now = hall.now;
        now.mono += turn_lasts;
        return now;
    }

    HallUnderTest hall;
    Millis turn_lasts{0}; ///< since the turn began until a question is read
    link::Context context;
    hub::Server server;
    link::Requester control;
    link::Requester commands;
    link::Subscriber events;
    std::vector<link::Frame> frames;
    std::vector<std::string> answers;
    std::vector<std::string> acks;
};

std::string encoded(const std::string& id, const std::string& op, Record args,
                    const std::string& site = "uji") {
    return codec::encode(command(id, op, std::move(args)), site);
}

} // namespace

TEST_CASE("a command is published as an event and acknowledged with its number", "[server]") {
    Wire wire;
    wire.ack(encoded("1", "issue", args("service", "F")));
    const Ack ack = wire.ack(encoded("2", "call", args("counter", "1")));
    CHECK_FALSE(ack.refused);
    REQUIRE(wire.wait_for([&] { return wire.heard("q1.uji.e").size() == 2; }));
    const HubMessage message = wire.heard("q1.uji.e")[1];
    const auto& event = std::get<Event>(message.body);
    CHECK(event.seq == ack.seq);
    CHECK(message.envelope.digest == codec::digest(wire.hall.hub->state()));
    REQUIRE(event.announce);
    CHECK(event.announce->call_id == ack.result.text("call_id"));
    SECTION("the same request again gets the same answer, and no second event") {
        const Ack again = wire.ack(encoded("2", "call", args("counter", "1")));
        CHECK(again.repeated == 1);
        CHECK(again.result == ack.result);
        CHECK(wire.heard("q1.uji.e").size() == 2);
    }
}

TEST_CASE("whether a command was carried out can be asked, and how old it is counts", "[server]") {
    Wire wire;
    const Ack issued = wire.ack(encoded("1", "issue", args("service", "F")));
    const Ack known = wire.ack(codec::encode(CommandQuery{"1"}, "uji"));
    CHECK(known.repeated == 1);
    CHECK(known.result == issued.result);
    CHECK(wire.ack(codec::encode(CommandQuery{"2"}, "uji")).refused->code == "unknown_rid");
    CHECK(wire.ack(encoded("2", "issue", args("service", "F"))).refused->code == "expired");
    Command issue = command("3", "issue", args("service", "F"));
    issue.seen = Seen{wire.hall.hub->term(), wire.hall.now.hub()};
    wire.turn_lasts = Millis(20'000); // the hub was held up before it could read
    CHECK(wire.ack(codec::encode(issue, "uji")).refused->code == "expired");
}

TEST_CASE("an answer states a time after its question, however long the turn was", "[server]") {
    Wire wire;
    wire.turn_lasts = Millis(2500);
    const HubMoment asked = wire.hall.now.hub();
    CHECK(wire.answer(Ping{7, std::nullopt}).envelope.mono >= asked + wire.turn_lasts);
    CHECK(wire.answer(SnapshotRequest{8}).envelope.mono >= asked + wire.turn_lasts);
}

TEST_CASE("a ping tells the ports, a snapshot the state, and a screen is remembered", "[server]") {
    Wire wire;
    const auto pong = std::get<Pong>(wire.answer(Ping{7, std::nullopt}).body);
    CHECK(pong.rid == 7);
    CHECK(pong.events_port == wire.server.events().port);
    CHECK(pong.commands_port == wire.server.commands().port);
    const HubMessage answer = wire.answer(SnapshotRequest{8});
    CHECK(std::get<Snapshot>(answer.body).records == wire.hall.hub->state().records);
    CHECK(answer.envelope.digest == codec::digest(wire.hall.hub->state()));
    CHECK(answer.envelope.term == wire.hall.hub->term());

    ScreenStatus status;
    status.screen = "tv-1";
    status.zones = {"lobi"};
    status.audio_ok = 1;
    status.health = "live";
    wire.answer(Ping{9, status});
    const auto screens = std::get<Screens>(wire.answer(ScreensRequest{10}).body);
    REQUIRE(screens.screens.size() == 1);
    CHECK(screens.screens[0].screen == "tv-1");
    CHECK(record_at(wire.hall.hub->state(), "zone/lobi").text("speaker") == "tv-1");

    REQUIRE(wire.send(wire.control,
                      codec::encode(ControlRequest(ReceiptReport{
                                        {"1-1", "tv-1", "lobi", "done", Millis(3100), morning}}),
                                    "uji")));
    const auto receipts = std::get<Receipts>(wire.answer(ReceiptsRequest{11, "1-1"}).body);
    REQUIRE(receipts.receipts.size() == 1);
    CHECK(receipts.receipts[0].audible == Millis(3100));
}

TEST_CASE("an order goes to the screen that speaks by that name, and its answer to who asked",
          "[server]") {
    Wire wire;
    ScreenStatus status;
    status.screen = "tv-1";
    wire.answer(Ping{9, status});
    // The one who asks is another connection.
    link::Requester admin = must(link::Requester::connect(wire.context, wire.server.control()));
    std::vector<HubMessage> told;
    const auto is_told = [&] {
        while (const auto answer = admin.receive()) {
            told.push_back(must(codec::decode_hub_message(*answer, "uji")));
        }
        return !told.empty();
    };
    std::int64_t rid = 70;
    const auto ask = [&](const std::string& screen) {
        told.clear();
        const std::string body =
            codec::encode(ControlRequest(OrderRequest{++rid, screen, "identify"}), "uji");
        REQUIRE(wire.wait_for([&] { return admin.send(body); }));
    };
    ask("tv-2");
    REQUIRE(wire.wait_for(is_told));
    CHECK(std::get<OrderFate>(told[0].body).refused->code == "unknown_screen");

    wire.answers.clear();
    ask("tv-1");
    REQUIRE(wire.wait_for([&] { return !wire.answers.empty(); }));
    const auto order =
        std::get<Order>(must(codec::decode_hub_message(wire.answers.back(), "uji")).body);
    CHECK(order.deed == "identify");
    CHECK(told.empty());
    OrderReport report;
    report.order = order.id;
    report.screen = "tv-1";
    const auto before = wire.hall.hub->state();
    REQUIRE(wire.send(wire.control, codec::encode(ControlRequest(report), "uji")));
    REQUIRE(wire.wait_for(is_told));
    CHECK(std::get<OrderFate>(told[0].body).rid == 72);
    CHECK_FALSE(std::get<OrderFate>(told[0].body).refused);
    CHECK(wire.hall.hub->state().seq == before.seq); // no event
    CHECK(wire.hall.log.count("screen.ordered") == 2);

    // A screen that does not answer.
    ask("tv-1");
    REQUIRE(wire.wait_for(is_told));
    CHECK(std::get<OrderFate>(told[0].body).refused->code == "screen_silent");
}

TEST_CASE("heartbeats and keyframes keep their pace", "[server]") {
    Wire wire;
    const hub::Now from = wire.hall.now;
    REQUIRE(wire.wait_for([&] { return wire.hall.now.mono - from.mono >= Millis(10'000); }));
    REQUIRE(wire.wait_for([&] { return wire.heard("q1.uji.h").size() >= 10; }));
    CHECK(wire.heard("q1.uji.h").size() <= 12);
    CHECK(std::get<Heartbeat>(wire.heard("q1.uji.h")[0].body).health == "ok");
    REQUIRE(wire.wait_for([&] { return !wire.heard("q1.uji.k").empty(); }));
    CHECK(std::get<Snapshot>(wire.heard("q1.uji.k")[0].body).rid == 0);
}

TEST_CASE("what cannot be understood is counted, said once, and changes nothing", "[server]") {
    Wire wire;
    const QueueState before = wire.hall.hub->state();
    const std::string good = encoded("x", "issue", args("service", "F"));
    const std::string other_major = R"({"v":2)" + good.substr(good.find(','));
    for (int time = 0; time < 5; ++time) {
        for (const std::string& body :
             {std::string("garbage"), std::string("{}"), std::string(200, '['),
              std::string("\xFF\xFE"),
              std::string("{\"v\":1,\"site\":\"uji\",\"type\":\"ping\"")}) {
            REQUIRE(wire.send(wire.commands, body));
            REQUIRE(wire.send(wire.control, body));
        }
    }
    REQUIRE(wire.wait_for([&] { return wire.server.rejected() == 50; }));
    CHECK(wire.hall.hub->state() == before);
    const std::size_t said = wire.hall.log.count("message.rejected");
    CHECK(said >= 2);
    CHECK(said <= 8); // a few kinds on two planes, each once
    CHECK(wire.acks.empty());
    SECTION("a command of another site or major that can be told is told") {
        const Ack stranger = wire.ack(encoded("x", "issue", args("service", "F"), "lain"));
        REQUIRE(stranger.refused);
        CHECK(stranger.refused->code == "bad_request");
        CHECK(stranger.refused->where == "wrong_site");
        CHECK(stranger.request_id == "x");
        CHECK(wire.hall.hub->state() == before);
    }
}

TEST_CASE("ten counters that call in one moment make ten events in order", "[server]") {
    Wire wire;
    for (int count = 0; count < 10; ++count) {
        wire.ack(encoded("i" + std::to_string(count), "issue", args("service", "F")));
    }
    wire.frames.clear();
    wire.acks.clear();
    for (int count = 0; count < 10; ++count) {
        REQUIRE(wire.send(wire.commands, encoded("c" + std::to_string(count), "call",
                                                 args("counter", count % 2 == 0 ? "1" : "2"))));
    }
    REQUIRE(wire.wait_for([&] { return wire.acks.size() == 10; }));
    REQUIRE(wire.wait_for([&] { return wire.heard("q1.uji.e").size() == 10; }));
    Sequence last = 0;
    for (const HubMessage& message : wire.heard("q1.uji.e")) {
        const auto& event = std::get<Event>(message.body);
        CHECK((last == 0 || event.seq == last + 1));
        CHECK(event.announce);
        last = event.seq;
    }
}
