// SPDX-License-Identifier: MIT
// A test orders where a program dies: only there, and only at the turn that was named.
#include "link/failpoint.hpp"
#include "tests/catch.hpp"

#include <csignal>
#include <cstdlib>
#include <sys/wait.h>
#include <unistd.h>

using namespace panggil::link;

#ifdef PANGGIL_FAILPOINTS

namespace {

constexpr int lived = 7;

/// A life with this order that passes "before" once and "commit" three times.
pid_t begin(const char* order) {
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        setenv("PANGGIL_FAILPOINT", order, 1);
        failpoint("before");
        for (int turn = 0; turn < 3; ++turn) {
            failpoint("commit");
        }
        std::exit(lived);
    }
    return child;
}

int ended(pid_t child) {
    int status = 0;
    REQUIRE(waitpid(child, &status, WUNTRACED) == child);
    return status;
}

} // namespace

TEST_CASE("a program dies at the place and the turn that a test names", "[failpoint]") {
    const int status = ended(begin("commit:3:kill"));
    REQUIRE(WIFSIGNALED(status));
    CHECK(WTERMSIG(status) == SIGKILL);
}

TEST_CASE("a program that is not to die lives on", "[failpoint]") {
    for (const char* order : {"commit:4:kill", "publish:1:kill", "commit", "commit:1", ""}) {
        INFO(order);
        const int status = ended(begin(order));
        REQUIRE(WIFEXITED(status));
        CHECK(WEXITSTATUS(status) == lived);
    }
}

TEST_CASE("a program that stands still goes on when it is told to", "[failpoint]") {
    const pid_t child = begin("commit:2:stop");
    const int stopped = ended(child);
    REQUIRE(WIFSTOPPED(stopped));
    CHECK(WSTOPSIG(stopped) == SIGSTOP);
    REQUIRE(kill(child, SIGCONT) == 0);
    const int status = ended(child);
    REQUIRE(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == lived);
}

TEST_CASE("how few messages may wait is a number, or nobody asked", "[failpoint]") {
    const auto with = [](const char* text) {
        setenv("PANGGIL_HWM", text, 1);
        const int told = scarce_messages();
        unsetenv("PANGGIL_HWM");
        return told;
    };
    CHECK(scarce_messages() == 0);
    CHECK(with("3") == 3);
    CHECK(with("-3") == 0);
    CHECK(with("few") == 0);
}

#endif
