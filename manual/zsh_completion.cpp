// SPDX-License-Identifier: MIT
#include "manual/zsh_completion.hpp"

#include "manual/shell_words.hpp"

#include <sstream>

namespace panggil::manual {

namespace {

/// Between single quotes zsh knows no sign but the quote itself.
std::string quoted(const std::string& text) {
    std::string safe;
    for (const char sign : text) {
        safe += sign == '\'' ? std::string("'\\''") : std::string(1, sign);
    }
    return "'" + safe + "'";
}

void write_paths(std::ostream& out, const Outline& outline, const std::string& typed) {
    for (const Outline& command : outline.commands) {
        const std::string path = typed + ' ' + command.name;
        out << "            '" << path << "') typed='" << path << "'; last=$at ;;\n";
        write_paths(out, command, path);
    }
}

/// ":FILE:_files": what a value is called, and how it is completed.
std::string value_of(const Option& option) {
    const std::string named = ":" + escaped(option.value, "\\:") + ":";
    switch (option.kind) {
    case ValueKind::File:
        return named + "_files";
    case ValueKind::Folder:
        return named + "_files -/";
    case ValueKind::Choice:
        return named + "(" + joined(option.choices, ' ') + ")";
    case ValueKind::Text:
        return named + " ";
    case ValueKind::None:
        break;
    }
    return "";
}

/// The words of _arguments for one option, or for what stands without a name.
void write_option(std::ostream& out, const Option& option) {
    const std::string value = value_of(option);
    if (option.names.empty()) {
        out << " \\\n            " << quoted("*" + value);
        return;
    }
    for (const std::string& name : option.names) {
        const bool joins =
            !value.empty() && name.starts_with("--"); // --log=json as well as --log json
        out << " \\\n            "
            << quoted("*" + name + (joins ? "=" : "") + "[" +
                      escaped(first_line(option.about), "\\[]:") + "]" + value);
    }
}

void write_words(std::ostream& out, const Outline& outline, const std::string& typed) {
    out << "        '" << typed << "')\n";
    if (!outline.commands.empty()) {
        out << "            commands=(\n";
        for (const Outline& command : outline.commands) {
            out << "                "
                << quoted(command.name + ":" + escaped(first_line(command.about), "\\:")) << '\n';
        }
        out << "            )\n";
    }
    out << "            _arguments -s -S";
    for (const Option& option : outline.options) {
        write_option(out, option);
    }
    if (!outline.commands.empty()) {
        out << " \\\n            '1:command:{_describe command commands}'";
    }
    out << " ;;\n";
    for (const Outline& command : outline.commands) {
        write_words(out, command, typed + ' ' + command.name);
    }
}

} // namespace

std::string zsh_completion(const Outline& outline) {
    const std::string function = "_" + identifier(outline.name);
    std::ostringstream out;
    out << "#compdef " << outline.name << '\n'
        << "# Completion of " << outline.name << " for zsh, made from its own option table.\n"
        << function << "() {\n"
        << "    local typed='' at last=1\n"
        << "    local -a commands\n"
        << "    for ((at = 2; at < CURRENT; at++)); do\n"
        << "        case \"$typed ${words[at]}\" in\n";
    write_paths(out, outline, "");
    out << "        esac\n"
        << "    done\n"
        << "    # The last command typed is what the options belong to.\n"
        << "    shift $((last - 1)) words\n"
        << "    ((CURRENT -= last - 1))\n"
        << "    case \"$typed\" in\n";
    write_words(out, outline, "");
    out << "    esac\n"
        << "}\n"
        << function << " \"$@\"\n";
    return out.str();
}

} // namespace panggil::manual
