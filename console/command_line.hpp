// SPDX-License-Identifier: MIT
#pragma once
/// What somebody typed, as a value. The verbs come from the operation table of core, so that a new
/// operation is a new verb without a line here; help, examples and usage errors are ready text.

#include "console/language.hpp"
#include "core/record.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace panggil::console {

enum class Form { Text, Json };
enum class Until { Answered, Heard };

struct Common {
    std::string hub = "tcp://127.0.0.1:5560"; ///< control endpoint
    std::string keys; ///< folder of this machine's keys; empty = a hub without
    Form form = Form::Text;
    Language language = Language::Indonesian;
};

/// One operation of core/operation.hpp.
struct Operate {
    std::string op;
    Record args;
    std::string actor;                                 ///< empty = made from the counter
    std::string request_id;                            ///< empty = a new one
    std::optional<std::int64_t> if_rev = std::nullopt; ///< what the counter's revision was
    Until until = Until::Answered;
};

struct ShowState {};

struct ShowScreens {};

/// Something is wanted of one screen.
struct OrderScreen {
    std::string deed; ///< "identify", "test-voice", "restart"
    std::string screen;
    bool anyway = false; ///< test-voice: also in quiet hours
};

/// What became of a command that was not answered.
struct QueryCommand {
    std::string request_id;
};

struct Watch {
    std::optional<double> seconds;
};

struct Simulate {
    double calls_per_minute =
        5; ///< a call every 12 s: an announcement with its pause takes about that
    double speed = 1;
    std::uint64_t seed = 1;
    std::optional<double> seconds;
    bool opening = false; ///< only open the day
};

using Request =
    std::variant<Operate, ShowState, ShowScreens, OrderScreen, QueryCommand, Watch, Simulate>;

struct CommandLine {
    Common common;
    Request request;
};

/// The program is already done: help was asked for, or the words make no sense.
struct EarlyExit {
    int code = 0; ///< 0, or 2 for wrong usage
    std::string out;
    std::string err;
};

/// What the environment says; the command line is stronger.
struct Environment {
    std::string hub;       ///< PANGGIL_HUB
    std::string language;  ///< PANGGIL_LANG: "id", "en"
    std::string keys = {}; ///< PANGGIL_KEYS
};

[[nodiscard]] std::variant<CommandLine, EarlyExit>
read_command_line(const std::vector<std::string>& words, const Environment& environment);

} // namespace panggil::console
