// SPDX-License-Identifier: MIT
#include "codec/wire.hpp"
#include "hub/journal.hpp"
#include "hub/sqlite.hpp"
#include "tests/catch.hpp"
#include "tests/hub/hub_fixture.hpp"

#include <csignal>
#include <filesystem>
#include <fstream>
#include <random>
#include <sys/wait.h>

using namespace panggil;
using namespace panggil::tests;
using hub::Journal;

namespace {

Journal open(const std::string& folder) {
    auto journal = Journal::open(folder);
    REQUIRE(journal.ok());
    return std::move(journal).value();
}

Journal::Entry entry(Sequence seq) {
    Journal::Entry entry;
    entry.event.seq = seq;
    entry.event.cause = "issue";
    entry.event.utc = morning;
    entry.event.set["ticket/F" + std::to_string(seq)] = Record{{"line", seq}};
    if (seq > 3) {
        entry.event.del.push_back("ticket/F" + std::to_string(seq - 3));
    }
    entry.boot = "0123abcd";
    return entry;
}

std::vector<Journal::Write> one(Journal::Entry entry, std::uint64_t digest,
                                std::optional<Journal::Reply> reply = std::nullopt) {
    return {{std::move(entry), digest, std::move(reply)}};
}

/// Commits events up to `last` on top of what is there.
QueueState commit_up_to(Journal& journal, Sequence last) {
    QueueState state = journal.load().value();
    while (state.seq < last) {
        const Journal::Entry next = entry(state.seq + 1);
        apply(state, next.event);
        REQUIRE(journal.commit(one(next, codec::digest(state)), 7).ok());
    }
    return state;
}

std::string code_of_opening(const std::string& folder) {
    const auto journal = Journal::open(folder);
    return journal ? "" : journal.problem().code;
}

} // namespace

TEST_CASE("what was committed is there after reopening, and its events tell the same",
          "[journal]") {
    TempFolder folder;
    QueueState state;
    {
        Journal journal = open(folder.path());
        state = commit_up_to(journal, 20);
    }
    Journal journal = open(folder.path());
    const QueueState loaded = journal.load().value();
    CHECK(loaded.records == state.records);
    CHECK(loaded.seq == 20);
    CHECK(loaded.term == 7);
    CHECK(journal.replay(20).value() == loaded);
    CHECK(journal.replay(11).value().seq == 11);
    CHECK(journal.entries_after(18).value().size() == 2);
}

TEST_CASE("a term is never lower than an earlier one, nor than the time", "[journal]") {
    TempFolder folder;
    const std::int64_t seconds = 1'795'478'400;
    CHECK(open(folder.path()).begin_term(morning).value() == seconds);
    CHECK(open(folder.path()).begin_term(morning).value() == seconds + 1);
    CHECK(open(folder.path()).begin_term(UtcTime{}).value() == seconds + 2);
    CHECK(open(folder.path()).begin_term(morning + std::chrono::hours(1)).value() ==
          seconds + 3600);
}

TEST_CASE("a reply is kept with its event, whatever the clock says at a start", "[journal]") {
    TempFolder folder;
    Journal journal = open(folder.path());
    const Journal::Entry first = entry(1);
    QueueState state;
    apply(state, first.event);
    const Journal::Reply reply{"", "r1", "issue {}", "{\"ok\":true}"};
    REQUIRE(journal.commit(one(first, codec::digest(state), reply), 7).ok());
    REQUIRE(journal.find_reply("", "r1").value());
    CHECK(journal.find_reply("", "r1").value()->ack == reply.ack);
    CHECK_FALSE(journal.find_reply("", "r2").value());
    REQUIRE(journal.begin_term(morning + std::chrono::days(3)).ok());
    CHECK(journal.find_reply("", "r1").value());
}

TEST_CASE("a reply goes with the third service day after its own", "[journal]") {
    TempFolder folder;
    Journal journal = open(folder.path());
    QueueState state;
    for (int day = 1; day <= 5; ++day) {
        Journal::Entry begins = entry(2 * day - 1);
        begins.event.cause = "day";
        begins.event.set["hall"] = Record{{"day", "2026-11-0" + std::to_string(day)}};
        apply(state, begins.event);
        REQUIRE(journal.commit(one(begins, codec::digest(state)), 7).ok());
        REQUIRE(journal.forget_before_last(400).ok());
        const Journal::Entry next = entry(2 * day);
        apply(state, next.event);
        const Journal::Reply reply{"", "r" + std::to_string(day), "issue {}", "{}"};
        REQUIRE(journal.commit(one(next, codec::digest(state), reply), 7).ok());
    }
    for (int day = 1; day <= 5; ++day) {
        INFO("of day " << day);
        CHECK(journal.find_reply("", "r" + std::to_string(day)).value().has_value() == (day >= 3));
    }
}

TEST_CASE("an event and its reply are written together or not at all", "[journal]") {
    TempFolder folder;
    Journal journal = open(folder.path());
    QueueState state = commit_up_to(journal, 3);
    const Journal::Reply reply{"", "r1", "issue {}", "{}"};
    // Event 3 is there already: this transaction must fail as a whole.
    CHECK_FALSE(journal.commit(one(entry(3), codec::digest(state), reply), 7).ok());
    CHECK_FALSE(journal.find_reply("", "r1").value());
    CHECK(journal.load().value().records == state.records);
}

TEST_CASE("a second hub on the same folder is refused", "[journal]") {
    TempFolder folder;
    const Journal first = open(folder.path());
    CHECK(code_of_opening(folder.path()) == "journal.in_use");
}

TEST_CASE("a folder that can't be written and a file that is no journal are problems",
          "[journal]") {
    TempFolder folder;
    CHECK(code_of_opening("/proc/panggil") == "journal.cannot_open");
    std::ofstream(folder.path() + "/file") << "x";
    CHECK(code_of_opening(folder.path() + "/file") == "journal.cannot_open");
    std::ofstream(folder.path() + "/journal.sqlite") << std::string(8192, 'x');
    CHECK(code_of_opening(folder.path()) == "journal.damaged");
}

TEST_CASE("records that are not what the events left are noticed", "[journal]") {
    TempFolder folder;
    {
        Journal journal = open(folder.path());
        QueueState state = commit_up_to(journal, 4);
        // A digest of another state stands for records that were changed behind the hub's back.
        const Journal::Entry next = entry(5);
        REQUIRE(journal.commit(one(next, codec::digest(state)), 7).ok());
    }
    Journal journal = open(folder.path());
    const auto loaded = journal.load();
    REQUIRE_FALSE(loaded.ok());
    CHECK(loaded.problem().code == "journal.damaged");
}

TEST_CASE("what was acknowledged survives kill -9 at any moment", "[journal]") {
    TempFolder folder;
    std::mt19937 random(11);
    for (int round = 0; round < 12; ++round) {
        int pipe_ends[2];
        REQUIRE(pipe(pipe_ends) == 0);
        const pid_t child = fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            auto journal = Journal::open(folder.path());
            if (!journal) {
                _exit(1);
            }
            QueueState state = journal.value().load().value();
            for (;;) {
                const Journal::Entry next = entry(state.seq + 1);
                apply(state, next.event);
                if (!journal.value().commit(one(next, codec::digest(state)), 7) ||
                    write(pipe_ends[1], &state.seq, sizeof state.seq) < 0) {
                    _exit(2);
                }
            }
        }
        close(pipe_ends[1]);
        // Killed after some number of acknowledgements, wherever it then is.
        Sequence acknowledged = 0;
        for (std::size_t left = 1 + random() % 40; left > 0; --left) {
            REQUIRE(read(pipe_ends[0], &acknowledged, sizeof acknowledged) ==
                    static_cast<ssize_t>(sizeof acknowledged));
        }
        kill(child, SIGKILL);
        waitpid(child, nullptr, 0);
        while (read(pipe_ends[0], &acknowledged, sizeof acknowledged) > 0) {
        }
        close(pipe_ends[0]);
        Journal journal = open(folder.path());
        const auto loaded = journal.load();
        REQUIRE(loaded.ok());
        CHECK(loaded.value().seq >= acknowledged);
        CHECK(loaded.value().seq <= acknowledged + 1);
        CHECK(journal.replay(loaded.value().seq).value() == loaded.value());
    }
}

TEST_CASE("old days are let go, and what is kept still leads to the same board", "[journal]") {
    HallUnderTest hall;
    std::vector<Sequence> begun;
    for (int day = 0; day < 6; ++day) {
        hall.hub->turn(hall.now);
        begun.push_back(hall.hub->state().seq);
        hall("issue", args("service", "F"));
        hall("call", args("counter", "1"));
        hall("notice", args("text", "Hari ke-" + std::to_string(day)));
        hall.pass(std::chrono::hours(24));
    }
    const QueueState last = hall.hub->state();
    hall.stop();
    {
        Journal journal = open(hall.folder.path());
        CHECK(journal.forget_before_last(7).ok());
        CHECK(journal.entries_after(0).value().front().event.seq == 1);
        const QueueState third = journal.replay(begun[3] - 1).value();
        REQUIRE(journal.forget_before_last(3).ok());
        REQUIRE(journal.forget_before_last(3).ok());
        CHECK(journal.entries_after(0).value().front().event.seq == begun[3]);
        CHECK(journal.load().value().records == last.records);
        CHECK(journal.replay(last.seq).value().records == last.records);
        CHECK(journal.replay(begun[3] - 1).value() == third);
        CHECK(journal.replay(begun[3] - 2).problem().code == "journal.too_old");
    }
    SECTION("also after the hall has gone on") {
        hall.start();
        hall("issue", args("service", "F"));
        const QueueState now = hall.hub->state();
        hall.stop();
        Journal journal = open(hall.folder.path());
        REQUIRE(journal.forget_before_last(3).ok());
        CHECK(journal.entries_after(0).value().front().event.seq == begun[4]);
        REQUIRE(journal.forget_before_last(1).ok());
        CHECK(journal.entries_after(0).value().front().event.cause == "day");
        CHECK(journal.load().value().records == now.records);
    }
    SECTION("but not when they do not lead there") {
        const Stranger stranger(hall.folder.path());
        stranger("UPDATE base SET json = replace(json, 'Hari', 'hari') WHERE key LIKE 'notice/%'");
        Journal journal = open(hall.folder.path());
        CHECK(journal.forget_before_last(1).problem().code == "journal.damaged");
        CHECK(journal.entries_after(0).value().front().event.seq == begun[3]);
    }
}

namespace {

/// What this process has given the system to write, in bytes.
std::uint64_t given_to_the_system() {
    std::ifstream io("/proc/self/io");
    std::string name;
    std::uint64_t amount = 0;
    while (io >> name >> amount) {
        if (name == "wchar:") {
            return amount;
        }
    }
    return 0;
}

std::uintmax_t log_size(const TempFolder& folder) {
    return std::filesystem::file_size(folder.path() + "/journal.sqlite-wal");
}

} // namespace

TEST_CASE("the journal's log goes round in its room", "[journal]") {
    const TempFolder folder;
    const std::string pages = GENERATE("2048", "4096");
    INFO("a journal of pages of " << pages << " bytes, as older hubs made them of 4096");
    {
        sqlite3* raw = nullptr;
        REQUIRE(sqlite3_open((folder.path() + "/journal.sqlite").c_str(), &raw) == SQLITE_OK);
        const hub::sqlite::Database made(raw);
        REQUIRE(hub::sqlite::execute(raw, ("PRAGMA page_size=" + pages).c_str()));
        REQUIRE(hub::sqlite::execute(raw, "PRAGMA journal_mode=WAL"));
    }
    Journal journal = open(folder.path());
    const auto room = log_size(folder);
    CHECK(room == 1U << 20U);
    commit_up_to(journal, 1500);
    CHECK(log_size(folder) == room);
}

TEST_CASE("a log that a death has left gets its room, and keeps what it holds", "[journal]") {
    const TempFolder folder;
    const pid_t child = fork();
    if (child == 0) {
        Journal journal = open(folder.path());
        commit_up_to(journal, 20);
        std::filesystem::resize_file(folder.path() + "/journal.sqlite-wal",
                                     log_size(folder) / 2); // what it has written is less
        (void)kill(getpid(), SIGKILL);
    }
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    REQUIRE(WIFSIGNALED(status));
    REQUIRE(log_size(folder) == 1U << 19U);
    for (const Sequence last : {20, 40}) {
        Journal journal = open(folder.path());
        CHECK(log_size(folder) == 1U << 20U);
        CHECK(journal.load().value().seq == last);
        commit_up_to(journal, last + 20);
    }
}

TEST_CASE("an event gives the disk of a new journal few bytes to write", "[journal]") {
    const TempFolder folder;
    Journal journal = open(folder.path());
    commit_up_to(journal, 100);
    const std::uint64_t before = given_to_the_system();
    REQUIRE(before > 0);
    commit_up_to(journal, 200);
    // A page each of the events and of the records, and one more where one is full; of 4 KiB each,
    // as they were, the first two alone would be 8240 bytes.
    CHECK((given_to_the_system() - before) / 100 < 6 * 1024);
}
