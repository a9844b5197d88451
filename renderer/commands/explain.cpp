// SPDX-License-Identifier: MIT
#include "renderer/commands/explain.hpp"

#include "codec/schedule_codec.hpp"
#include "renderer/commands/options.hpp"
#include "renderer/site.hpp"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <memory>

namespace panggil::screen {

ExplainAnswer explain(const ExplainOptions& options) {
    const auto refused = [](const Problem& problem, int code) {
        return ExplainAnswer{code, "", "panggil-screen explain: " + to_line(problem) + '\n'};
    };
    const Result<Site> site = find_site(options.site);
    if (!site) {
        return refused(site.problem(), 1);
    }
    const auto at = parse_hall_time(options.at, Minutes{0}); // the hall's own clock is asked
    if (!at) {
        return refused(at.problem(), 2);
    }
    const auto loaded = codec::load_schedule(site.value().schedule(), site.value().root, read_file);
    if (!loaded) {
        return refused(loaded.problem(), 1);
    }
    const Schedule& schedule = loaded.value().schedule;
    const Question question{options.screen, hall_time(at.value(), Minutes{0}), options.waiting};
    const Choice choice = choose(schedule, question);
    ExplainAnswer answer;
    answer.out = options.screen + ", " + format_time(question.time, "EEEE, d MMMM yyyy HH.mm") +
                 (choice.daypart.empty() ? "" : ", " + choice.daypart) +
                 (choice.holiday.empty() ? "" : ", " + choice.holiday) + '\n';
    for (const Verdict& verdict : choice.verdicts) {
        answer.out += (verdict.holds ? "  -> " : "     ") + verdict.rule + ": " + verdict.why +
                      (verdict.holds && !choice.show.empty()
                           ? ": " + std::filesystem::path(choice.show)
                                        .lexically_relative(site.value().root)
                                        .string()
                           : "") +
                      '\n';
    }
    if (const auto overlay = overlay_due(schedule, question); overlay) {
        answer.out += "  over it: " + overlay->rule + ", for " + std::to_string(overlay->seconds) +
                      " seconds" + (overlay->after_call ? " once the call on show has ended" : "") +
                      '\n';
    }
    if (screen_in(schedule, options.screen).is_nothing()) {
        answer.err = "panggil-screen explain: screens.json does not name \"" + options.screen +
                     "\"; rules for all screens hold for it\n";
    }
    return answer;
}

void add_explain(CLI::App& app, int& exit_code) {
    auto* command = app.add_subcommand(
        "explain", "Which rule of screens.json holds, and why each earlier one does not.");
    command->footer("Example:\n"
                    "  panggil-screen explain --screen tv-tunggu-1 --at \"2024-01-19 11.45\"");
    auto options = std::make_shared<ExplainOptions>();
    command->add_option("--site", options->site, "Site folder (default: found near the program)");
    command->add_option("--screen", options->screen, "Name of the screen")->required();
    command->add_option("--at", options->at, "Time on the hall's clock, \"2026-11-24 09.41\"")
        ->required();
    command->add_option("--waiting", options->waiting, "How many wait in the hall")
        ->capture_default_str();
    command->callback([options, &exit_code] {
        const ExplainAnswer answer = explain(*options);
        std::fputs(answer.out.c_str(), stdout);
        std::fputs(answer.err.c_str(), stderr);
        exit_code = answer.exit_code;
    });
}

} // namespace panggil::screen
