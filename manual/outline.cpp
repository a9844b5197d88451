// SPDX-License-Identifier: MIT
#include "manual/outline.hpp"

#include <CLI/CLI.hpp>

namespace panggil::manual {

namespace {

/// "a,b" between the first braces of "TEXT:{a,b}", or nothing.
std::vector<std::string> choices_in(const std::string& type) {
    const auto open = type.find('{');
    const auto shut = type.find('}', open);
    if (open == std::string::npos || shut == std::string::npos) {
        return {};
    }
    return CLI::detail::split(type.substr(open + 1, shut - open - 1), ',');
}

ValueKind kind_of(const CLI::Option& option, const std::vector<std::string>& choices) {
    if (option.get_items_expected_max() == 0) {
        return ValueKind::None;
    }
    if (!choices.empty()) {
        return ValueKind::Choice;
    }
    const std::string type = option.get_type_name();
    const auto begins = [&](const char* word) { return type.rfind(word, 0) == 0; };
    return begins("FILE") || begins("PATH") ? ValueKind::File
           : begins("DIR")                  ? ValueKind::Folder
                                            : ValueKind::Text;
}

Option option_of(const CLI::Option& from) {
    Option option;
    for (const std::string& name : from.get_snames()) {
        option.names.push_back("-" + name);
    }
    for (const std::string& name : from.get_lnames()) {
        option.names.push_back("--" + name);
    }
    option.choices = choices_in(from.get_type_name());
    option.kind = kind_of(from, option.choices);
    option.about = from.get_description();
    option.fallback = from.get_default_str();
    option.required = from.get_required();
    if (option.names.empty()) {
        option.value = from.get_name(true);
    } else if (option.kind == ValueKind::Choice) {
        option.value = "{" + CLI::detail::join(option.choices, ",") + "}";
    } else if (option.kind != ValueKind::None) {
        const std::string type = from.get_type_name();
        option.value = type.substr(0, type.find(':'));
    }
    return option;
}

} // namespace

Outline outline_of(const CLI::App& app) {
    Outline outline;
    outline.name = app.get_name();
    outline.about = app.get_description();
    outline.footer = app.get_footer();
    outline.needs_command = app.get_require_subcommand_min() > 0;
    for (const CLI::Option* option : app.get_options()) {
        if (!option->get_group().empty()) {
            outline.options.push_back(option_of(*option));
        }
    }
    for (const CLI::App* command : app.get_subcommands({})) {
        if (!command->get_group().empty()) {
            outline.commands.push_back(outline_of(*command));
        }
    }
    return outline;
}

} // namespace panggil::manual
