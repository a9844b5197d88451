// SPDX-License-Identifier: MIT
#include "hub/backup.hpp"
#include "tests/hub/hub_fixture.hpp"

#include <fstream>
#include <thread>

using namespace panggil;
using namespace panggil::tests;
namespace fs = std::filesystem;

namespace {

struct Place {
    [[nodiscard]] std::string at(const std::string& name) const {
        return (fs::path(folder.path()) / name).string();
    }

    TempFolder folder;
};

std::string code_of(const auto& result) {
    return result ? "ok" : result.problem().code;
}

} // namespace

TEST_CASE("a backup made while the hub works brings the board back, in a higher term", "[backup]") {
    HallUnderTest hall;
    const Place usb;
    hall("issue", args("service", "F"));
    hall("call", args("counter", "1"));
    const QueueState then = hall.hub->state();
    REQUIRE(code_of(hub::back_up(hall.folder.path(), usb.at("b.sqlite"))) == "ok");
    hall("issue", args("service", "F"));

    CHECK(code_of(hub::restore(hall.folder.path(), usb.at("b.sqlite"), hall.now.utc)) ==
          "journal.in_use");
    hall.stop();
    hall.pass(Millis(60'000));
    const auto restored = hub::restore(hall.folder.path(), usb.at("b.sqlite"), hall.now.utc);
    REQUIRE(code_of(restored) == "ok");
    CHECK(restored.value().seq == then.seq);
    CHECK(fs::exists(restored.value().kept_old + "/journal.sqlite"));
    hall.start();
    CHECK(hall.hub->state().records == then.records);
    CHECK(hall.hub->term() > then.term);
    // The call of the backup is young enough to be said, but may have been said since.
    CHECK(hall.hub->snapshot(1, hall.now).recent.empty());
    hall("call", args("counter", "2", "ticket", "F001"));
    hall("recall", args("counter", "1"));
    CHECK(hall.hub->snapshot(1, hall.now).recent.size() == 1); // what is called from now on is
    hall.stop();
    hall.start();
    CHECK(hall.hub->snapshot(1, hall.now).recent.size() == 1);
}

TEST_CASE("a backup is not written over, and one that can't be believed is not restored",
          "[backup]") {
    HallUnderTest hall;
    const Place usb;
    hall("issue", args("service", "F"));
    REQUIRE(code_of(hub::back_up(hall.folder.path(), usb.at("b.sqlite"))) == "ok");
    CHECK(code_of(hub::back_up(hall.folder.path(), usb.at("b.sqlite"))) == "backup.failed");
    CHECK(code_of(hub::back_up(usb.at("nowhere"), usb.at("c.sqlite"))) == "journal.cannot_open");
    CHECK(code_of(hub::back_up(hall.folder.path(), usb.at("no/such/c.sqlite"))) != "ok");
    const QueueState before = hall.hub->state();
    hall.stop();

    const auto size = static_cast<std::size_t>(fs::file_size(usb.at("b.sqlite")));
    for (const std::size_t kept : {std::size_t{0}, std::size_t{100}, size / 2}) {
        INFO(kept << " bytes");
        fs::copy_file(usb.at("b.sqlite"), usb.at("cut.sqlite"),
                      fs::copy_options::overwrite_existing);
        fs::resize_file(usb.at("cut.sqlite"), kept);
        const auto refused = hub::restore(hall.folder.path(), usb.at("cut.sqlite"), hall.now.utc);
        CHECK(code_of(refused) != "ok");
    }
    CHECK(code_of(hub::restore(hall.folder.path(), usb.at("none.sqlite"), hall.now.utc)) ==
          "backup.failed");
    hall.start();
    CHECK(hall.hub->state().records == before.records);
}

TEST_CASE("each day has one backup, and two weeks are kept", "[backup]") {
    HallUnderTest hall;
    hall("issue", args("service", "F"));
    const fs::path folder = fs::path(hall.folder.path()) / "backup";
    const auto count = [&] {
        return std::distance(fs::directory_iterator(folder), fs::directory_iterator());
    };
    for (int day = 1; day <= 20; ++day) {
        char name[24];
        std::snprintf(name, sizeof name, "2026-11-%02d", day);
        hub::DailyBackup backup(hall.folder.path());
        CHECK(backup.see("", Moment{}).ok());
        CHECK(backup.see(name, Moment{}).ok());
        CHECK(backup.see(name, Moment{}).ok());
    } // each waits for its worker at the end
    CHECK(count() == 14);
    CHECK(fs::exists(folder / "journal-2026-11-20.sqlite"));
    CHECK_FALSE(fs::exists(folder / "journal-2026-11-06.sqlite"));
}

TEST_CASE("a backup that went wrong is told and tried again after an hour", "[backup]") {
    HallUnderTest hall;
    const fs::path folder = fs::path(hall.folder.path()) / "backup";
    std::ofstream(folder.string()) << "in the way";
    hub::DailyBackup backup(hall.folder.path());
    Moment now{};
    const auto told = [&] {
        auto result = backup.see("2026-11-24", now);
        while (result) { // until the worker has ended; its failure is certain
            std::this_thread::yield();
            result = backup.see("2026-11-24", now);
        }
        return result.problem().code;
    };
    CHECK_FALSE(told().empty());
    fs::remove(folder);
    now += std::chrono::minutes(59);
    CHECK(backup.see("2026-11-24", now).ok());
    CHECK_FALSE(fs::exists(folder));
    now += std::chrono::minutes(1);
    CHECK(backup.see("2026-11-24", now).ok());
    while (!fs::exists(folder / "journal-2026-11-24.sqlite")) {
        REQUIRE(backup.see("2026-11-24", now).ok());
        std::this_thread::yield();
    }
}
