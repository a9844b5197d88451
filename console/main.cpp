// SPDX-License-Identifier: MIT
// panggil: the command of the staff, of scripts and of other systems.
#include "console/console.hpp"
#include "link/name_servers.hpp"

#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

// A signal handler can reach nothing else.
std::atomic<bool> asked_to_stop{false};
static_assert(std::atomic<bool>::is_always_lock_free);

void stop(int) {
    asked_to_stop = true;
}

std::string variable(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

void write_line(std::FILE* file, std::string_view line) {
    std::fwrite(line.data(), 1, line.size(), file);
    std::fputc('\n', file);
    // Whoever reads along sees each line when it is said.
    std::fflush(file);
}

} // namespace

int main(int count, char** words) {
    using namespace panggil::console;
    panggil::link::ask_name_servers_briefly();
    const auto read = read_command_line(
        std::vector<std::string>(words + 1, words + count),
        {variable("PANGGIL_HUB"), variable("PANGGIL_LANG"), variable("PANGGIL_KEYS")});
    if (const auto* early = std::get_if<EarlyExit>(&read); early != nullptr) {
        std::fputs(early->out.c_str(), stdout);
        std::fputs(early->err.c_str(), stderr);
        return early->code;
    }
    const auto& line = std::get<CommandLine>(read);
    if (std::holds_alternative<Watch>(line.request) ||
        std::holds_alternative<Simulate>(line.request)) {
        // These run until somebody ends them, and that is no failure.
        std::signal(SIGINT, stop);
        std::signal(SIGTERM, stop);
    }
    const Output output{[](std::string_view text) { write_line(stdout, text); },
                        [](std::string_view text) { write_line(stderr, text); }};
    return run(line, output, [] { return asked_to_stop.load(); });
}
