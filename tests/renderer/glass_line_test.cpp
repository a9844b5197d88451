// SPDX-License-Identifier: MIT
#include "renderer/glass_line.hpp"
#include "tests/catch.hpp"
#include "tests/core/small_hall.hpp"

using namespace panggil;
using panggil::screen::glass_line;

namespace {

Record line_of(const QueueState& state, LinkHealth health) {
    return glass_line(board_of(state, std::nullopt, health, UtcTime{}));
}

} // namespace

TEST_CASE("the line of a frame says each counter's number, the panel and the last calls",
          "[glass_line]") {
    QueueState state;
    state.records["counter/3"] = Record{
        {"ticket", "F018"}, {"status", "calling"}, {"order", 1}, {"attempt", 3}, {"zone", "lobi"}};
    state.records["counter/4"] = Record{{"status", "closed"}, {"order", 2}};
    state.records["call/000000000007"] =
        Record{{"call_id", "1-7"}, {"ticket", "F018"}, {"counter", "3"}, {"attempt", 3}};
    const Record live = line_of(state, LinkHealth::Live);
    CHECK(live.text("health") == "live");
    CHECK(live.list("cards") == TextList{"3 F018 called+last-call", "4 - closed+empty"});
    CHECK(live.text("panel") == "F018 3 3");
    CHECK(live.list("history") == TextList{"F018 3"});
    CHECK_FALSE(live.has("on_air")); // it was the last call, and is not said now
    CHECK_FALSE(live.has("said"));
    Board board = board_of(state, std::nullopt, LinkHealth::Live, UtcTime{});
    board.call_since = Moment{};
    board.said = "silakan menuju loket tiga.";
    CHECK(glass_line(board).text("on_air") == "F018");
    CHECK(glass_line(board).text("said") == board.said);
    CHECK(line_of(state, LinkHealth::Stale).list("cards").front() ==
          "3 F018 stale+called+last-call");
    const Record lost = line_of(state, LinkHealth::Lost);
    CHECK(lost.list("cards") == TextList{"3 - offline", "4 - offline"});
    CHECK_FALSE(lost.has("panel"));
    CHECK_FALSE(lost.has("history"));
}
