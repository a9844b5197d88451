// SPDX-License-Identifier: MIT
/// The screen's line to its hub on real sockets, in the test's time.
#include "codec/wire.hpp"
#include "renderer/hub_client.hpp"
#include "tests/catch.hpp"
#include "tests/fakes/manual_screen.hpp"
#include "tests/link/eventually.hpp"

using namespace panggil;
using namespace std::chrono_literals;
using panggil::tests::eventually;

namespace {

const link::Endpoint any_port{"127.0.0.1", 0};
constexpr const char* site = "bolmut";

/// A hub that answers pings, says nothing of its own, and notes nothing. When it has ended its port
/// is free.
class DeafHub {
public:
    explicit DeafHub(const link::Endpoint& at)
        : events_(link::Publisher::bind(context_, any_port)),
          control_(link::Responder::bind(context_, at)) {
        REQUIRE(events_.ok());
        REQUIRE(control_.ok());
    }

    [[nodiscard]] link::Endpoint at() const { return any_port.with_port(control_.value().port()); }

    [[nodiscard]] link::Pollable& control() { return control_.value(); }

    /// Takes what has come; the calls that it was told of.
    std::vector<std::string> turn() {
        std::vector<std::string> told;
        while (const auto request = control_.value().receive()) {
            const auto asked = codec::decode_control_request(request->body, site);
            REQUIRE(asked);
            if (const auto* ping = std::get_if<Ping>(&asked.value())) {
                const HubMessage pong{{site, "9f00000000000001", 1, "a1b2c3d4", 1, 0, {}, {}},
                                      Pong{ping->rid, events_.value().port(), 1}};
                control_.value().send(request->from, codec::encode(pong));
            } else if (const auto* report = std::get_if<ReceiptReport>(&asked.value())) {
                told.push_back(report->receipt.call_id);
            }
        }
        return told;
    }

private:
    link::Context context_;
    Result<link::Publisher> events_;
    Result<link::Responder> control_;
};

} // namespace

TEST_CASE("a hub that is gone with a report on its way wakes nobody all the time, and hears it "
          "when it is back",
          "[hub_client]") {
    std::optional<DeafHub> hub(any_port);
    link::Context context;
    const link::Endpoint at = hub->at();
    testing::KeptLog log;
    screen::HubClient client(context, at, log);
    screen::Now now{UtcTime{Millis{1'795'478'400'000}}, Moment{1h}};
    const auto turn = [&](Micros later) {
        now.mono += later;
        static_cast<void>(client.turn(now));
    };
    const auto is_told = [&] {
        turn(50ms);
        return hub->turn() == std::vector<std::string>{"1-7"};
    };
    client.report({"1-7", "tv-1", "lobi", "shown", Millis{0}, {}}, now.mono);
    REQUIRE(eventually(hub->control(), is_told));

    hub.reset();
    for (int turns = 0; turns < 30; ++turns) {
        turn(std::max<Micros>(client.next_deadline(now) - now.mono, 0us));
    }
    // A question a second or less, a new connection every four.
    CHECK(now.mono > Moment{1h} + 10s);
    CHECK_FALSE(client.has_told_all());

    hub.emplace(at);
    CHECK(eventually(hub->control(), is_told));
}

namespace {

/// A hub whose word is believed: it publishes, answers, and gives orders.
class GivingHub {
public:
    GivingHub()
        : events_(link::Publisher::bind(context_, any_port)),
          control_(link::Responder::bind(context_, any_port)) {
        REQUIRE(events_.ok());
        REQUIRE(control_.ok());
    }

    [[nodiscard]] link::Endpoint at() const { return any_port.with_port(control_.value().port()); }

    [[nodiscard]] HubMessage message(decltype(HubMessage::body) body, Moment now) const {
        const HubMoment mono(std::chrono::floor<Millis>(now.time_since_epoch()));
        return {{site, "9f00000000000001", term, "a1b2c3d4", 1, codec::digest({}), mono, {}},
                std::move(body)};
    }

    void publish(const char* kind, const std::string& body) {
        events_.value().send(std::string("q1.") + site + '.' + kind, body);
    }

    void turn(Moment now) {
        publish("h", codec::encode(message(Heartbeat{}, now)));
        while (const auto request = control_.value().receive()) {
            const auto asked = codec::decode_control_request(request->body, site);
            REQUIRE(asked);
            screen_ = request->from;
            if (const auto* ping = std::get_if<Ping>(&asked.value())) {
                pings_.push_back(ping->rid);
            } else if (const auto* snap = std::get_if<SnapshotRequest>(&asked.value())) {
                if (snapshots) {
                    send(Snapshot{snap->rid, {}, {}}, now);
                }
            } else if (const auto* report = std::get_if<OrderReport>(&asked.value())) {
                reports.push_back(*report);
            }
        }
        while (answers && !pings_.empty()) {
            send(Pong{pings_.front(), events_.value().port(), 1}, now);
            pings_.erase(pings_.begin());
        }
    }

    void send(decltype(HubMessage::body) body, Moment made) {
        control_.value().send(screen_, codec::encode(message(std::move(body), made)));
    }

    std::int64_t term = 5;
    bool answers = true; ///< pings, at once
    bool snapshots = true;
    std::vector<OrderReport> reports;

private:
    link::Context context_;
    Result<link::Publisher> events_;
    Result<link::Responder> control_;
    std::string screen_;
    std::vector<std::int64_t> pings_; ///< to be answered
};

class Line {
public:
    Line() {
        REQUIRE(wait_for([&] { return client.phase() == "live"; }));
    }

    template <class Condition>
    bool wait_for(Condition condition) {
        for (int turn = 0; turn < 2'000; ++turn) {
            if (condition()) {
                return true;
            }
            now.mono += 10ms;
            hub.turn(now.mono);
            static_cast<void>(client.turn(now));
            for (Order& order : client.take_orders()) {
                orders.push_back(std::move(order));
            }
            auto sockets = client.sockets();
            link::wait(sockets, {}, 1ms);
        }
        return false;
    }

    void pass(int turns) {
        static_cast<void>(wait_for([&] { return turns-- == 0; }));
    }

    void answer_with_picture(std::int64_t parts) {
        for (std::int64_t at = 0; at < parts; ++at) {
            OrderReport report;
            report.order = 1;
            report.screen = "tv-1";
            report.at = at;
            report.part = std::string(largest_part, 'x');
            client.answer(std::move(report), now.mono);
        }
    }

    /// Everything that was said until then has been heard.
    void settle() {
        hub.send(Order{++last, "identify", 3s, 0}, now.mono);
        REQUIRE(wait_for([&] { return !orders.empty() && orders.back().id == last; }));
    }

    GivingHub hub;
    screen::Now now{UtcTime{Millis{1'795'478'400'000}}, Moment{1h}};
    link::Context context;
    testing::KeptLog log;
    screen::HubClient client{context, hub.at(), log};
    std::vector<Order> orders;
    std::int64_t last = 0;
};

} // namespace

TEST_CASE("an order is taken once, in its time, and from the hub that is followed",
          "[hub_client]") {
    Line line;
    const auto ids = [&] {
        std::vector<std::int64_t> all;
        for (const Order& order : line.orders) {
            all.push_back(order.id);
        }
        return all;
    };
    line.hub.send(Order{7, "identify", 3s, 0}, line.now.mono);
    line.hub.send(Order{7, "identify", 3s, 0}, line.now.mono); // once more
    line.hub.send(Order{6, "restart", 3s, 0}, line.now.mono);  // older than one that was taken
    line.hub.send(Order{8, "restart", 3s, 0}, line.now.mono - 4s);
    line.hub.term = 4;
    line.hub.send(Order{9, "restart", 3s, 0}, line.now.mono);
    line.hub.term = 5;
    line.last = 10;
    line.settle();
    CHECK(ids() == std::vector<std::int64_t>{7, 11});
    CHECK(std::ranges::count(line.log.lines, "order.dropped", &LogLine::event) == 1); // a minute
}

TEST_CASE("a keyframe is not even read by who is live, and heals who is not", "[hub_client]") {
    Line line;
    line.hub.publish("k", "{ no message");
    line.pass(20);
    CHECK(line.log.lines.empty());
    line.hub.publish("h", "{ no message");
    REQUIRE(line.wait_for([&] { return !line.log.lines.empty(); })); // and a heartbeat is read
    line.hub.snapshots = false;
    line.hub.term = 6; // another life of the hub: all is to be learned anew
    REQUIRE(line.wait_for([&] { return line.client.phase() == "syncing"; }));
    line.pass(50);
    CHECK(line.client.phase() == "syncing");
    line.hub.publish("k", codec::encode(line.hub.message(Snapshot{0, {}, {}}, line.now.mono)));
    CHECK(line.wait_for([&] { return line.client.phase() == "live"; }));
}

TEST_CASE("a large answer leaves in its order, and little by little", "[hub_client]") {
    Line line;
    line.answer_with_picture(25);
    const Moment begun = line.now.mono;
    REQUIRE(line.wait_for([&] { return line.hub.reports.size() == 25; }));
    for (std::size_t at = 0; at < 25; ++at) {
        CHECK(line.hub.reports[at].at == static_cast<std::int64_t>(at));
    }
    CHECK(line.now.mono - begun >= 240ms);
    CHECK(line.client.has_answered());
}

TEST_CASE("a picture leaves as fast as the hub answers, so that no question waits behind it",
          "[hub_client]") {
    Line line;
    ScreenStatus status;
    status.screen = "tv-1";
    status.health = "live";
    status.zones = {"lobi"};
    line.client.set_status(status);
    REQUIRE(line.wait_for([&] { return line.client.proven() > Moment::min(); }));
    line.hub.answers = false;
    line.answer_with_picture(9);
    REQUIRE(line.wait_for([&] { return line.hub.reports.size() >= 3; }));
    line.pass(50);
    CHECK(line.hub.reports.size() == 3); // and a question after them
    CHECK(line.client.next_deadline(line.now) > line.now.mono);
    line.hub.answers = true;
    REQUIRE(line.wait_for([&] { return line.hub.reports.size() == 9; }));
    CHECK(line.client.has_answered());
}

TEST_CASE("while a voice depends on the hub no picture leaves, and small answers do",
          "[hub_client]") {
    Line line;
    line.client.stay_close(true, line.now.mono);
    line.answer_with_picture(2);
    OrderReport small;
    small.order = 2;
    small.screen = "tv-1";
    line.client.answer(small, line.now.mono);
    REQUIRE(line.wait_for([&] { return !line.hub.reports.empty(); }));
    CHECK(line.hub.reports[0].order == 2);
    line.pass(50);
    CHECK(line.hub.reports.size() == 1);
    line.client.stay_close(false, line.now.mono);
    CHECK(line.wait_for([&] { return line.hub.reports.size() == 3; }));
}

TEST_CASE("a picture that a call holds up for too long is refused, and the hub is told why",
          "[hub_client]") {
    Line line;
    line.client.stay_close(true, line.now.mono);
    line.answer_with_picture(2);
    const Moment begun = line.now.mono;
    REQUIRE(line.wait_for([&] { return !line.hub.reports.empty(); }));
    REQUIRE(line.hub.reports[0].refused);
    CHECK(line.hub.reports[0].refused->code == "calling");
    CHECK_FALSE(line.hub.reports[0].refused->pesan.empty());
    CHECK(line.hub.reports[0].order == 1);
    CHECK(line.now.mono - begun >= 4s);
    CHECK(line.now.mono - begun < 6s); // when the hub would call the screen silent
    line.client.stay_close(false, line.now.mono);
    line.pass(50);
    CHECK(line.hub.reports.size() == 1); // and no part comes after it
    line.answer_with_picture(2);
    CHECK(line.wait_for([&] { return line.hub.reports.size() == 3; }));
}
