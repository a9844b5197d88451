// SPDX-License-Identifier: MIT
#include "manual/fish_completion.hpp"

#include "manual/shell_words.hpp"

#include <sstream>

namespace panggil::manual {

namespace {

/// Between single quotes fish knows two signs.
std::string quoted(const std::string& text) {
    return "'" + escaped(text, "\\'") + "'";
}

void write_paths(std::ostream& out, const Outline& outline, const std::string& typed) {
    for (const Outline& command : outline.commands) {
        const std::string path = typed + ' ' + command.name;
        out << "            case " << quoted(path) << "\n                set typed " << quoted(path)
            << '\n';
        write_paths(out, command, path);
    }
}

/// How the value of an option is completed; -x takes no files, -F does although the program as a
/// whole does not.
std::string value_of(const Option& option) {
    switch (option.kind) {
    case ValueKind::File:
        return " -r -F";
    case ValueKind::Folder:
        return " -x -a '(__fish_complete_directories)'";
    case ValueKind::Choice:
        return " -x -a " + quoted(joined(option.choices, ' '));
    case ValueKind::Text:
        return " -x";
    case ValueKind::None:
        break;
    }
    return "";
}

std::string names_of(const Option& option) {
    std::string text;
    for (const std::string& name : option.names) {
        text += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
    }
    return text;
}

/// What can come behind the commands typed so far ("", " keys", " keys add"). `program` begins each
/// line.
void write_words(std::ostream& out, const Outline& outline, const std::string& typed,
                 const std::string& program, const std::string& is_at) {
    const std::string begin =
        "complete -c " + program + " -n " + quoted(is_at + " " + quoted(typed));
    for (const Outline& command : outline.commands) {
        out << begin << " -a " << command.name << " -d " << quoted(first_line(command.about))
            << '\n';
    }
    for (const Option& option : outline.options) {
        if (!option.names.empty()) {
            out << begin << names_of(option) << value_of(option) << " -d "
                << quoted(first_line(option.about)) << '\n';
        } else if (option.kind == ValueKind::File || option.kind == ValueKind::Folder) {
            out << begin << " -F\n";
        } else if (option.kind == ValueKind::Choice) {
            out << begin << " -a " << quoted(joined(option.choices, ' ')) << '\n';
        }
    }
    for (const Outline& command : outline.commands) {
        write_words(out, command, typed + ' ' + command.name, program, is_at);
    }
}

} // namespace

std::string fish_completion(const Outline& outline) {
    const std::string is_at = "__" + identifier(outline.name) + "_is_at";
    std::ostringstream out;
    out << "# Completion of " << outline.name << " for fish, made from its own option table.\n"
        << "function " << is_at
        << " --description 'whether these commands, and no more, were typed'\n"
        << "    set -l typed ''\n"
        << "    for word in (commandline -opc)[2..]\n"
        << "        switch \"$typed $word\"\n";
    write_paths(out, outline, "");
    out << "        end\n"
        << "    end\n"
        << "    test \"$typed\" = \"$argv[1]\"\n"
        << "end\n"
        << "complete -c " << outline.name << " -f\n";
    write_words(out, outline, "", outline.name, is_at);
    return out.str();
}

} // namespace panggil::manual
