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
