// SPDX-License-Identifier: MIT
#include "renderer/said_journal.hpp"
#include "tests/catch.hpp"
#include "tests/temporary_folder.hpp"

#include <csignal>
#include <fstream>
#include <iterator>
#include <sys/resource.h>

using namespace panggil;
using namespace panggil::screen;

namespace {

struct Disk {
    [[nodiscard]] std::string text() const {
        std::ifstream file(folder.path() / "said.log", std::ios::binary);
        return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    }

    /// Without the room behind it.
    [[nodiscard]] std::string lines() const {
        const std::string all = text();
        return all.substr(0, all.find_last_not_of(' ') + 1);
    }

    void write(const std::string& text) const {
        std::ofstream(folder.path() / "said.log", std::ios::binary) << text;
    }

    test::TemporaryFolder folder;
    Problems problems;
};

} // namespace

TEST_CASE("what was said is known after a restart, what was begun as well", "[said_journal]") {
    Disk disk;
    {
        SaidJournal journal(disk.folder.path(), disk.problems);
        CHECK(journal.last_said().empty());
        REQUIRE(journal.begin({"1-1", "a-1"}).ok());
        REQUIRE(journal.end("1-1").ok());
        REQUIRE(journal.begin({"1-2", "a-2"}).ok());
        CHECK(journal.has_said("1-1"));
        CHECK_FALSE(journal.has_said("1-2"));
        CHECK_FALSE(journal.interrupted());
    }
    SaidJournal again(disk.folder.path(), disk.problems);
    CHECK(disk.problems.empty());
    CHECK(again.has_said("1-1"));
    REQUIRE(again.interrupted());
    CHECK(again.interrupted()->call_id == "1-2");
    CHECK(again.interrupted()->bid == "a-2");
    CHECK(again.last_said() == "1-1");
}

TEST_CASE("a journal cut at any byte is read up to the last whole line", "[said_journal]") {
    const std::string whole = "S 77-12\nD 77-12\nS 77-13\n";
    for (std::size_t length = 0; length <= whole.size(); ++length) {
        INFO(length);
        Disk disk;
        disk.write(whole.substr(0, length));
        const SaidJournal journal(disk.folder.path(), disk.problems);
        CHECK(disk.problems.empty());
        CHECK(journal.has_said("77-12") == (length >= 16));
        const bool open = (length >= 8 && length < 16) || length == whole.size();
        CHECK(journal.interrupted().has_value() == open);
        // The next life begins with whole lines.
        const std::string left = disk.lines();
        CHECK((left.empty() || left.back() == '\n'));
    }
}

TEST_CASE("a journal does not grow over the days", "[said_journal]") {
    Disk disk;
    for (int day = 0; day < 3; ++day) {
        SaidJournal journal(disk.folder.path(), disk.problems);
        for (int call = 0; call < 1500; ++call) {
            const std::string id = std::to_string(day) + '-' + std::to_string(call);
            (void)journal.begin({id, "a-1"});
            (void)journal.end(id);
        }
    }
    const SaidJournal journal(disk.folder.path(), disk.problems);
    CHECK(disk.lines().size() < 2100U * 10U);
    CHECK(journal.has_said("2-1499"));
}

TEST_CASE("without a place on the disk it remembers for this life, and says so", "[said_journal]") {
    Disk disk;
    disk.write("D 1-1\n");
    SaidJournal first(disk.folder.path(), disk.problems);
    SECTION("another screen holds it") {
        SaidJournal second(disk.folder.path(), disk.problems);
        REQUIRE(disk.problems.size() == 1);
        CHECK(disk.problems[0].code == "said_journal.in_use");
        CHECK(second.begin({"1-2", "a-2"}).ok());
        CHECK(second.end("1-2").ok());
        CHECK(second.has_said("1-2"));
    }
    SECTION("the folder cannot be made") {
        SaidJournal second(disk.folder.path() / "said.log" / "below", disk.problems);
        REQUIRE(disk.problems.size() == 1);
        CHECK(disk.problems[0].code == "said_journal.failed");
        CHECK(second.end("1-2").ok());
        CHECK(second.has_said("1-2"));
    }
    SECTION("the disk fills up") {
        rlimit room{};
        getrlimit(RLIMIT_FSIZE, &room);
        rlimit none{0, room.rlim_max};
        signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &none);
        const Result<Done> written = first.end("1-2");
        setrlimit(RLIMIT_FSIZE, &room);
        CHECK_FALSE(written.ok());
        CHECK(first.has_said("1-2"));
    }
}

TEST_CASE("a day of calls does not make the file of what was said longer", "[said_journal]") {
    Disk disk;
    SaidJournal journal(disk.folder.path(), disk.problems);
    const std::size_t room = disk.text().size();
    std::string lines;
    for (int call = 1; call <= 250; ++call) {
        const std::string id = "1795939657-" + std::to_string(call);
        REQUIRE(journal.begin({id, "e3f20ba4-" + std::to_string(call)}).ok());
        REQUIRE(journal.end(id).ok());
        lines += "S " + id + " e3f20ba4-" + std::to_string(call) + "\nD " + id + '\n';
    }
    CHECK(disk.text().size() == room);
    CHECK(disk.lines() == lines);
}

TEST_CASE("a line that is torn among the blanks of the room is none", "[said_journal]") {
    const std::string line = "D 77-12\n";
    for (std::size_t length = 0; length <= line.size(); ++length) {
        INFO(length);
        Disk disk;
        disk.write("D 77-11\n" + line.substr(0, length) + std::string(100 - length, ' '));
        const SaidJournal journal(disk.folder.path(), disk.problems);
        CHECK(journal.has_said("77-11"));
        CHECK(journal.has_said("77-12") == (length == line.size()));
        CHECK_FALSE(journal.has_said("77-1"));
    }
}

TEST_CASE("a line that did not fit is not taken for one by the next life", "[said_journal]") {
    Disk disk;
    {
        SaidJournal journal(disk.folder.path(), disk.problems);
        REQUIRE(journal.begin({"77-12", "a-1"}).ok());
        rlimit room{};
        getrlimit(RLIMIT_FSIZE, &room);
        rlimit some{disk.lines().size() + 6, room.rlim_max}; // of "D 77-12"
        signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &some);
        const Result<Done> written = journal.end("77-12");
        setrlimit(RLIMIT_FSIZE, &room);
        CHECK_FALSE(written.ok());
        REQUIRE(journal.begin({"78-1", ""}).ok());
    }
    CHECK(disk.lines() == "S 77-12 a-1\nS 78-1\n");
    const SaidJournal again(disk.folder.path(), disk.problems);
    CHECK_FALSE(again.has_said("77-1"));
    REQUIRE(again.interrupted());
    CHECK(again.interrupted()->call_id == "78-1");
}
