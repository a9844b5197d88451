// SPDX-License-Identifier: MIT
// Who asks for what of a screen, and who is told what became of it.
#include "hub/orders.hpp"
#include "tests/catch.hpp"

using namespace panggil;
using namespace panggil::hub;
using namespace std::chrono_literals;

namespace {

class Desk {
public:
    explicit Desk(std::int64_t term = 1'795'478'400) : orders(term) {
        orders.reached("tv-1", "peer-1");
    }

    std::optional<OrderFate> ask(const std::string& deed, Route asker = {"", 1},
                                 const std::string& screen = "tv-1",
                                 std::optional<Millis> silence = Millis(400)) {
        return orders.ask({7, screen, deed, 0}, std::move(asker), silence, now);
    }

    OrderReport did(std::int64_t order, const std::string& screen = "tv-1") {
        OrderReport report;
        report.order = order;
        report.screen = screen;
        return report;
    }

    OrderReport part(std::int64_t order, std::int64_t at, const std::string& bytes,
                     std::int64_t whole) {
        OrderReport report = did(order);
        report.at = at;
        report.part = bytes;
        report.bytes = whole;
        return report;
    }

    /// The only letter.
    Orders::Letter letter() {
        auto letters = orders.take_letters();
        REQUIRE(letters.size() == 1);
        return letters.front();
    }

    Order order() { return std::get<Order>(letter().what); }

    OrderFate fate() { return std::get<OrderFate>(letter().what); }

    Orders orders;
    Moment now{1h};
};

} // namespace

TEST_CASE("an order goes to its screen once, and the answer to who has asked", "[orders]") {
    Desk desk;
    CHECK_FALSE(desk.ask("identify", {"clerk", 0}));
    CHECK(desk.orders.owes({"clerk", 0}));
    const auto letter = desk.letter();
    CHECK(letter.to == Route{"peer-1", 0});
    const auto order = std::get<Order>(letter.what);
    CHECK(order.deed == "identify");
    CHECK(order.life == 3s);
    CHECK_FALSE(desk.orders.hear(desk.did(order.id + 1), desk.now));
    CHECK_FALSE(desk.orders.hear(desk.did(order.id, "tv-2"), desk.now)); // not its order
    CHECK(desk.orders.hear(desk.did(order.id), desk.now));
    const auto told = desk.letter();
    CHECK(told.to == Route{"clerk", 0});
    const auto fate = std::get<OrderFate>(told.what);
    CHECK(fate.rid == 7);
    CHECK(fate.screen == "tv-1");
    CHECK_FALSE(fate.refused);
    CHECK_FALSE(desk.orders.owes({"clerk", 0}));
    CHECK_FALSE(desk.orders.hear(desk.did(order.id), desk.now)); // once
}

TEST_CASE("what a screen refuses is told in its words", "[orders]") {
    Desk desk;
    CHECK_FALSE(desk.ask("restart"));
    OrderReport report = desk.did(desk.order().id);
    report.refused = Problem{"not_kept", "screen", "nobody would start it", "", "..."};
    CHECK(desk.orders.hear(report, desk.now));
    CHECK(desk.fate().refused->code == "not_kept");
}

TEST_CASE("a screen that is unknown, silent, or does not answer is told to be so", "[orders]") {
    Desk desk;
    CHECK(desk.ask("identify", {"", 1}, "tv-9", std::nullopt)->refused->code == "unknown_screen");
    CHECK(desk.ask("identify", {"", 1}, "tv-1", Millis(8001))->refused->code == "screen_silent");
    CHECK(desk.ask("identify", {"", 1}, "tv-2", Millis(1))->refused->code == "screen_silent");
    CHECK(desk.orders.take_letters().empty());

    CHECK_FALSE(desk.ask("identify"));
    const auto order = desk.order();
    desk.now += 3'999ms;
    desk.orders.tick(desk.now);
    CHECK(desk.orders.take_letters().empty());
    desk.now += 1ms;
    desk.orders.tick(desk.now);
    CHECK(desk.fate().refused->code == "screen_silent");
    CHECK_FALSE(desk.orders.hear(desk.did(order.id), desk.now));
    CHECK(desk.orders.take_letters().empty());
}

TEST_CASE("who asks for the same at once shares the answer", "[orders]") {
    Desk desk;
    CHECK_FALSE(desk.ask("identify", {"", 1}));
    CHECK_FALSE(desk.ask("identify", {"", 2}));
    const auto order = desk.order();
    CHECK(desk.orders.hear(desk.did(order.id), desk.now));
    const auto letters = desk.orders.take_letters();
    REQUIRE(letters.size() == 2);
    CHECK(letters[0].to.question == 1);
    CHECK(letters[1].to.question == 2);
    CHECK_FALSE(desk.ask("identify"));
    CHECK(desk.order().id > order.id);
}

TEST_CASE("a question that is said again is answered again, and done once", "[orders]") {
    Desk desk;
    const Route clerk{"clerk", 0};
    CHECK_FALSE(desk.ask("test-voice", clerk));
    CHECK_FALSE(desk.ask("test-voice", clerk)); // nobody has answered yet
    const auto order = desk.order();
    OrderReport report = desk.did(order.id);
    report.audible = Millis(3100);
    CHECK(desk.orders.hear(report, desk.now));
    CHECK(desk.fate().audible == Millis(3100)); // one letter
    const auto again = desk.ask("test-voice", clerk);
    REQUIRE(again);
    CHECK(again->audible == Millis(3100));
    CHECK(desk.orders.take_letters().empty());
    SECTION("another one's question is another") {
        CHECK_FALSE(desk.ask("test-voice", {"another", 0}));
        CHECK(desk.order().id > order.id);
    }
    SECTION("after a while it is a new one") {
        desk.now += 10s;
        desk.orders.tick(desk.now);
        CHECK_FALSE(desk.ask("test-voice", clerk));
        CHECK(desk.order().id > order.id);
    }
}

TEST_CASE("a picture is put together from its parts, and is good for a second", "[orders]") {
    Desk desk;
    CHECK_FALSE(desk.ask("picture"));
    const auto id = desk.order().id;
    CHECK(desk.orders.hear(desk.part(id, 0, "abc", 8), desk.now));
    CHECK(desk.orders.take_letters().empty());
    CHECK(desk.orders.hear(desk.part(id, 3, "defgh", 8), desk.now));
    CHECK(desk.fate().picture == "abcdefgh");
    desk.now += 999ms;
    desk.orders.tick(desk.now);
    const auto again = desk.ask("picture");
    REQUIRE(again);
    CHECK(again->picture == "abcdefgh");
    desk.now += 1ms;
    desk.orders.tick(desk.now);
    CHECK_FALSE(desk.ask("picture"));
    CHECK(desk.order().id > id);
}

TEST_CASE("a picture of which a part is missing, doubled or too long is none", "[orders]") {
    Desk desk;
    CHECK_FALSE(desk.ask("picture"));
    const auto id = desk.order().id;
    CHECK(desk.orders.hear(desk.part(id, 0, "abc", 8), desk.now));
    CHECK_FALSE(desk.orders.hear(desk.part(id, 0, "abc", 8), desk.now));
    CHECK_FALSE(desk.orders.hear(desk.part(id, 4, "efgh", 8), desk.now));
    CHECK_FALSE(desk.orders.hear(desk.part(id, 3, "defghi", 8), desk.now));
    CHECK_FALSE(desk.orders.hear(desk.part(id, 3, "", 8), desk.now));
    CHECK(desk.orders.take_letters().empty());
    desk.now += 6s;
    desk.orders.tick(desk.now);
    CHECK(desk.fate().refused->code == "screen_silent");
}

TEST_CASE("a crowd of orders is refused and not kept", "[orders]") {
    Desk desk;
    for (int at = 0; at < 64; ++at) {
        desk.orders.reached("s" + std::to_string(at), "peer");
        CHECK_FALSE(desk.ask("identify", {"", 1}, "s" + std::to_string(at)));
    }
    CHECK(desk.ask("identify")->refused->code == "busy");
    CHECK(desk.orders.take_letters().size() == 64);
    for (std::uint64_t at = 2; at < 65; ++at) {
        CHECK_FALSE(desk.ask("identify", {"", at}, "s0"));
    }
    CHECK(desk.ask("identify", {"", 65}, "s0")->refused->code == "busy");
}

TEST_CASE("what a screen has done for an earlier life of the hub answers nothing of this one",
          "[orders]") {
    Desk before(1'795'478'400);
    Desk after(1'795'478'401);
    CHECK_FALSE(before.ask("test-voice"));
    CHECK_FALSE(after.ask("restart"));
    const auto old = before.order();
    const auto order = after.order();
    CHECK_FALSE(after.orders.hear(after.did(old.id), after.now));
    CHECK(after.orders.hear(after.did(order.id), after.now));
}

TEST_CASE("nobody is sent the same picture twice", "[orders]") {
    Desk desk;
    const Route one{"one", 0};
    const Route other{"other", 0};
    CHECK_FALSE(desk.ask("picture", one));
    const auto id = desk.order().id;
    CHECK(desk.orders.hear(desk.part(id, 0, "abc", 3), desk.now));
    CHECK(desk.fate().picture == "abc");
    CHECK(desk.ask("picture", one)->refused->code == "rate");
    CHECK(desk.ask("picture", other)->picture == "abc");
    CHECK(desk.ask("picture", other)->refused->code == "rate");
    desk.now += 1s;
    desk.orders.tick(desk.now);
    CHECK_FALSE(desk.ask("picture", one)); // a new one
    CHECK(desk.order().id > id);
}
