// SPDX-License-Identifier: MIT
#include "manual/man_page.hpp"

#include <sstream>

namespace panggil::manual {

namespace {

/// The headings of a page, in one language.
struct Words {
    std::string_view name, synopsis, description, options, commands, notes, see_also;
    std::string_view option, command, fallback, required;
};

constexpr Words english{"NAME",     "SYNOPSIS", "DESCRIPTION", "OPTIONS", "COMMANDS", "NOTES",
                        "SEE ALSO", "options",  "command",     "Default", "Required"};
constexpr Words indonesian{"NAMA",       "RINGKASAN", "KETERANGAN", "OPSI", "PERINTAH", "CATATAN",
                           "LIHAT JUGA", "opsi",      "perintah",   "Baku", "Wajib"};

/// Text in which nothing is a command of the typesetter: a backslash, a hyphen that is to be typed,
/// a dot or an apostrophe at the beginning of a line.
std::string plain(std::string_view text) {
    std::string out;
    for (const char sign : text) {
        const bool begins = out.empty() || out.back() == '\n';
        if (begins && (sign == '.' || sign == '\'')) {
            out += "\\&";
        }
        if (sign == '\\') {
            out += "\\e";
        } else if (sign == '-') {
            out += "\\-";
        } else {
            out += sign;
        }
    }
    return out;
}

std::string first_line(std::string_view text) {
    return std::string(text.substr(0, text.find('\n')));
}

/// "panggil-hub - keeps the queue" wants no full stop.
std::string without_stop(std::string text) {
    if (text.ends_with('.')) {
        text.pop_back();
    }
    return text;
}

class Page {
public:
    /// `said_below`: what all commands that say nothing of their own inherit as their footer.
    Page(const Words& words, std::string said_below)
        : words_(words), said_below_(std::move(said_below)) {}

    void heading(std::string_view text) { out_ << ".SH \"" << plain(text) << "\"\n"; }

    void paragraph(std::string_view text) { out_ << ".PP\n" << plain(text) << '\n'; }

    void verbatim(std::string_view text) { out_ << ".PP\n.nf\n" << plain(text) << "\n.fi\n"; }

    void raw(std::string_view text) { out_ << text; }

    void option(const Option& option) {
        out_ << ".TP\n";
        std::string_view between;
        for (const std::string& name : option.names) {
            out_ << between << "\\fB" << plain(name) << "\\fR";
            between = ", ";
        }
        if (!option.value.empty()) {
            out_ << (option.names.empty() ? "" : " ") << "\\fI" << plain(option.value) << "\\fR";
        }
        out_ << '\n' << plain(option.about);
        if (option.required) {
            out_ << " (" << words_.required << ")";
        }
        if (!option.fallback.empty()) {
            out_ << " (" << words_.fallback << ": " << plain(option.fallback) << ")";
        }
        out_ << '\n';
    }

    /// `path` is what is typed before it: "panggil-hub keys".
    void command(const Outline& outline, const std::string& path) {
        const std::string typed = path + ' ' + outline.name;
        out_ << ".SS \"" << plain(typed) << "\"\n" << plain(outline.about) << '\n';
        for (const Option& each : outline.options) {
            if (each.names.empty() || each.names.back() != "--help") {
                option(each);
            }
        }
        if (!outline.footer.empty() && outline.footer != said_below_) {
            verbatim(outline.footer);
        }
        for (const Outline& inner : outline.commands) {
            command(inner, typed);
        }
    }

    [[nodiscard]] std::string text() const { return out_.str(); }

private:
    const Words& words_;
    std::string said_below_;
    std::ostringstream out_;
};

std::string synopsis(const Outline& outline, const Words& words) {
    std::string line =
        ".B " + plain(outline.name) + "\n[\\fI" + std::string(words.option) + "\\fR]";
    if (!outline.commands.empty()) {
        const bool must = outline.needs_command;
        line += std::string(must ? " " : " [") + "\\fI" + std::string(words.command) + "\\fR" +
                (must ? "" : "]") + " [...]";
    }
    return line + '\n';
}

} // namespace

std::string man_page(const Outline& outline, const Edition& edition) {
    const Words& words = edition.language == "id" ? indonesian : english;
    Page page(words, outline.footer);
    page.raw(".TH \"" + plain(outline.name) + "\" " + std::to_string(edition.section) +
             " \"\" \"Panggil " + std::string(edition.version) + "\"\n");
    page.heading(words.name);
    page.raw(plain(outline.name) + " \\- " + plain(without_stop(first_line(outline.about))) + '\n');
    page.heading(words.synopsis);
    page.raw(synopsis(outline, words));
    page.heading(words.description);
    page.paragraph(outline.about);
    page.heading(words.options);
    for (const Option& option : outline.options) {
        page.option(option);
    }
    if (!outline.commands.empty()) {
        page.heading(words.commands);
        for (const Outline& command : outline.commands) {
            page.command(command, outline.name);
        }
    }
    if (!outline.footer.empty()) {
        page.heading(words.notes);
        page.verbatim(outline.footer);
    }
    page.heading(words.see_also);
    page.paragraph(edition.see_also);
    return page.text();
}

} // namespace panggil::manual
