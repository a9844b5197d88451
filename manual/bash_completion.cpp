// SPDX-License-Identifier: MIT
#include "manual/bash_completion.hpp"

#include "manual/shell_words.hpp"

#include <sstream>

namespace panggil::manual {

namespace {

/// All words that can come next behind `outline`.
std::string words_after(const Outline& outline) {
    std::vector<std::string> words;
    for (const Outline& command : outline.commands) {
        words.push_back(command.name);
    }
    for (const Option& option : outline.options) {
        words.insert(words.end(), option.names.begin(), option.names.end());
    }
    return joined(words, ' ');
}

/// How the value of an option is completed.
std::string reply_for(const Option& option) {
    switch (option.kind) {
    case ValueKind::File:
        return R"(COMPREPLY=($(compgen -f -- "$word")))";
    case ValueKind::Folder:
        return R"(COMPREPLY=($(compgen -d -- "$word")))";
    case ValueKind::Choice:
        return "COMPREPLY=($(compgen -W '" + joined(option.choices, ' ') + "' -- \"$word\"))";
    case ValueKind::None:
    case ValueKind::Text:
        break;
    }
    return "COMPREPLY=()";
}

bool takes_files(const Outline& outline) {
    for (const Option& option : outline.options) {
        if (option.names.empty() && option.kind == ValueKind::File) {
            return true;
        }
    }
    return false;
}

/// One case of the two switches below, for the commands typed so far ("", " keys", " keys add").
void write_values(std::ostream& out, const Outline& outline, const std::string& typed) {
    for (const Option& option : outline.options) {
        if (option.kind == ValueKind::None || option.names.empty()) {
            continue;
        }
        std::vector<std::string> patterns;
        for (const std::string& name : option.names) {
            patterns.push_back("'" + typed + "/" + name + "'");
        }
        out << "        " << joined(patterns, '|') << ") " << reply_for(option) << "; return ;;\n";
    }
    for (const Outline& command : outline.commands) {
        write_values(out, command, typed + ' ' + command.name);
    }
}

void write_words(std::ostream& out, const Outline& outline, const std::string& typed) {
    out << "        '" << typed << "') words='" << words_after(outline)
        << "'; files=" << (takes_files(outline) ? "yes" : "no") << " ;;\n";
    for (const Outline& command : outline.commands) {
        write_words(out, command, typed + ' ' + command.name);
    }
}

void write_paths(std::ostream& out, const Outline& outline, const std::string& typed) {
    for (const Outline& command : outline.commands) {
        const std::string path = typed + ' ' + command.name;
        out << "            '" << path << "') typed='" << path << "' ;;\n";
        write_paths(out, command, path);
    }
}

} // namespace

std::string bash_completion(const Outline& outline) {
    const std::string function = "_" + identifier(outline.name);
    std::ostringstream out;
    out << "# Completion of " << outline.name << " for bash, made from its own option table.\n"
        << function << "() {\n"
        << "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
        << "    local typed='' words='' files=no at\n"
        << "    for ((at = 1; at < COMP_CWORD; at++)); do\n"
        << "        case \"$typed ${COMP_WORDS[at]}\" in\n";
    write_paths(out, outline, "");
    out << "        esac\n"
        << "    done\n"
        << "    case \"$typed/$before\" in\n";
    write_values(out, outline, "");
    out << "    esac\n"
        << "    case \"$typed\" in\n";
    write_words(out, outline, "");
    out << "    esac\n"
        << "    COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
        << "    if [ $files = yes ]; then COMPREPLY+=($(compgen -f -- \"$word\")); fi\n"
        << "}\n"
        << "complete -o filenames -F " << function << ' ' << outline.name << '\n';
    return out.str();
}

} // namespace panggil::manual
