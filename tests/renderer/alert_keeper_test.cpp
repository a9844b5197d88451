// SPDX-License-Identifier: MIT
/// Alerts that outlive the hub and the screen.
#include "renderer/alert_keeper.hpp"
#include "tests/catch.hpp"
#include "tests/temporary_folder.hpp"

#include <fstream>

using namespace panggil;
using namespace panggil::screen;

namespace {

constexpr UtcTime now{Millis{1'795'478'400'000}};
const Alert quake{"7", "gempa", "", true, now.time_since_epoch().count(), 0};
const Alert wave{"8",
                 "tsunami",
                 "awas",
                 false,
                 now.time_since_epoch().count(),
                 (now + Minutes(10)).time_since_epoch().count()};

using Alerts = std::vector<Alert>;

Alerts settled(AlertKeeper& keeper, Alerts on_board, bool known, UtcTime at = now) {
    Board board;
    board.alerts = std::move(on_board);
    keeper.settle(board, known, at);
    return board.alerts;
}

} // namespace

TEST_CASE("a screen that starts anew without its hub shows the alerts of its last life",
          "[alert_keeper]") {
    const test::TemporaryFolder folder;
    AlertKeeper before(folder.path());
    CHECK(settled(before, {}, false).empty());
    CHECK(settled(before, {wave, quake}, true) == Alerts{wave, quake});

    AlertKeeper after(folder.path());
    CHECK(settled(after, {}, false) == Alerts{wave, quake});              // the drill is still one
    CHECK(settled(after, {}, false, now + Minutes(10)) == Alerts{quake}); // one ends by itself
    CHECK(settled(after, {}, true).empty()); // the hub has cleared them meanwhile
    AlertKeeper third(folder.path());
    CHECK(settled(third, {}, false).empty());
}

TEST_CASE("what cannot be read or written costs no alert that the hub tells", "[alert_keeper]") {
    const test::TemporaryFolder folder;
    std::ofstream(folder.path() / "alerts.json") << "[{\"kind\": ";
    AlertKeeper broken(folder.path());
    CHECK(settled(broken, {}, false).empty());
    CHECK(settled(broken, {quake}, true) == Alerts{quake});
    AlertKeeper nowhere(folder.path() / "no" / "such" / "folder");
    CHECK(settled(nowhere, {quake}, true) == Alerts{quake});
    CHECK(settled(nowhere, {}, false) == Alerts{quake}); // in memory
    AlertKeeper unkept("");
    CHECK(settled(unkept, {quake}, true) == Alerts{quake});
}
