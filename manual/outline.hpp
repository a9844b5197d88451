// SPDX-License-Identifier: MIT
#pragma once
/// What a program's command line takes, as a value: read from its option table, so that help,
/// manual and completion cannot differ. Hidden options are left out.

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace panggil::manual {

/// What stands behind an option, as far as a shell can complete it.
enum class ValueKind { None, Text, File, Folder, Choice };

struct Option {
    std::vector<std::string> names; ///< "-h", "--help"; empty for a positional
    std::string value;              ///< "DIR", "{id,en}"; of a positional its name
    std::string fallback;           ///< the default value, "" when there is none
    std::string about;
    ValueKind kind = ValueKind::None;
    std::vector<std::string> choices; ///< of a Choice
    bool required = false;
};

struct Outline {
    std::string name;  ///< "panggil-hub", of a sub-command "keys"
    std::string about; ///< may have several lines
    std::string footer;
    std::vector<Option> options;
    std::vector<Outline> commands;
    bool needs_command = false;
};

[[nodiscard]] Outline outline_of(const CLI::App& app);

} // namespace panggil::manual
