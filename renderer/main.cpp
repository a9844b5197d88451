// SPDX-License-Identifier: MIT
// panggil-screen: the program of the box behind the television. Admins use its sub-commands.
#include "link/name_servers.hpp"
#include "manual/request.hpp"
#include "renderer/commands/check.hpp"
#include "renderer/commands/commands.hpp"
#include "renderer/commands/explain.hpp"
#include "renderer/commands/migrate.hpp"
#include "renderer/commands/replay.hpp"
#include "renderer/commands/say.hpp"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <string>
#include <vector>

namespace {

/// `panggil-screen --headless` means `panggil-screen run --headless`: a box needs no verb.
std::vector<std::string> with_default_verb(int count, char** words) {
    std::vector<std::string> arguments(words + 1, words + count);
    const std::string first = arguments.empty() ? "" : arguments.front();
    const bool asks_about_itself = first == "--help" || first == "-h" || first == "--version";
    if (first.empty() || (first.starts_with('-') && !asks_about_itself)) {
        arguments.insert(arguments.begin(), "run");
    }
    return {arguments.rbegin(), arguments.rend()}; // CLI11 takes them last first
}

} // namespace

int main(int count, char** words) {
    panggil::link::ask_name_servers_briefly();
    CLI::App app{"Panggil: the screen and the voice of a waiting hall.\n"
                 "Without a sub-command it runs the screen, fullscreen.",
                 "panggil-screen"};
    app.set_version_flag("--version", PANGGIL_VERSION);
    app.require_subcommand(1);
    int exit_code = 0;
    panggil::screen::add_run(app, exit_code);
    panggil::screen::add_render(app, exit_code);
    panggil::screen::add_say(app, exit_code);
    panggil::screen::add_replay(app, exit_code);
    panggil::screen::add_check(app, exit_code);
    panggil::screen::add_explain(app, exit_code);
    panggil::screen::add_migrate(app, exit_code);
    if (const auto text = panggil::manual::asked_for({words + 1, words + count}, app,
                                                     {"en", 1, "panggil(1), panggil-hub(8)"})) {
        std::fputs(text->c_str(), stdout);
        return 0;
    }
    try {
        app.parse(with_default_verb(count, words));
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    return exit_code;
}
