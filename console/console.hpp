// SPDX-License-Identifier: MIT
#pragma once
/// The staff command, put together: does what a command line asks, says how it went, and returns
/// the exit code of the program (0 done, 1 refused, 2 wrong usage, 3 hub not reachable).

#include "console/command_line.hpp"
#include "console/hub_line.hpp"
#include "console/output.hpp"

namespace panggil::console {

enum ExitCode : int { AllDone = 0, Refused = 1, WrongUsage = 2, Unreachable = 3 };

/// What every verb works with.
struct Desk {
    link::Context& context;
    HubLine& line;
    const Common& common;
    const Output& output;
    const std::function<bool()>& stopped; ///< somebody pressed Ctrl-C
};

[[nodiscard]] int run(const CommandLine& line, const Output& output,
                      const std::function<bool()>& stopped);

/// Says why something could not be done, for people and, with --json, for machines.
[[nodiscard]] int give_up(const Problem& problem, const std::string& request_id, const Desk& desk);

// The verbs, one file each.
[[nodiscard]] int operate(const Operate& operation, const Desk& desk);
[[nodiscard]] int show_state(const Desk& desk);
[[nodiscard]] int show_screens(const Desk& desk);
[[nodiscard]] int order(const OrderScreen& wish, const Desk& desk);
[[nodiscard]] int query(const QueryCommand& asked, const Desk& desk);
[[nodiscard]] int watch(const Watch& watch, const Desk& desk);
[[nodiscard]] int simulate(const Simulate& day, const Desk& desk);

/// The hub's state with its proof: the digest in the envelope is that of the records.
struct Sight {
    QueueState state;
    std::vector<Snapshot::Recent> recent;
};

[[nodiscard]] Result<Sight> look(HubLine& line);

} // namespace panggil::console
