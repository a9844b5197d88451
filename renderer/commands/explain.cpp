// SPDX-License-Identifier: MIT
#include "renderer/commands/explain.hpp"

#include "codec/schedule_codec.hpp"
#include "renderer/call_view.hpp"
#include "renderer/commands/options.hpp"
#include "renderer/site.hpp"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <memory>

namespace panggil::screen {

namespace {

std::string shown(const std::string& layout, const Site& site) {
    return std::filesystem::path(layout).lexically_relative(site.root).string();
}

std::string verdicts_of(const Choice& choice, const Site& site) {
    std::string lines;
    for (const RuleVerdict& verdict : choice.verdicts) {
        lines += (verdict.holds ? "  -> " : "     ") + verdict.rule + ": " + verdict.why +
                 (verdict.holds && !choice.show.empty() ? ": " + shown(choice.show, site) : "") +
                 '\n';
    }
    return lines;
}

/// As the programme sees it; a layout that cannot be read shows the numbers by itself.
CallView view_in(const Site& site, const std::string& show, const std::string& mode) {
    const auto loaded = codec::load_layout(show, site.root, mode, read_file);
    return loaded ? call_view(loaded.value().layout) : CallView::Panel;
}

/// What is shown instead while a number is called; "" when it is the same.
std::string while_calling(const Schedule& schedule, Question question, const Choice& usual,
                          const Site& site) {
    question.call_view = [&](const std::string& show, const std::string& mode) {
        return view_in(site, show, mode);
    };
    const Choice choice = choose(schedule, question);
    return choice.rule == usual.rule
               ? ""
               : "  while a number is called: " + choice.rule +
                     (choice.show.empty() ? "" : ": " + shown(choice.show, site)) + " (" +
                     usual.rule + " would hide it)\n";
}

/// An overlay lies over what the rules say.
std::string overlay_of(const Schedule& schedule, const Question& question, const std::string& mode,
                       const Site& site) {
    const auto overlay = overlay_due(schedule, question);
    if (!overlay) {
        return "";
    }
    const bool hides = view_in(site, overlay->show, mode) != CallView::Panel;
    return "  over it: " + overlay->rule + ", for " + std::to_string(overlay->seconds) +
           " seconds" + (overlay->after_call || hides ? " once the call on show has ended" : "") +
           (hides ? "; new calls wait until it is over" : "") + ": " + shown(overlay->show, site) +
           '\n';
}

} // namespace

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
    answer.out += verdicts_of(choice, site.value());
    answer.out += while_calling(schedule, question, choice, site.value());
    answer.out += overlay_of(schedule, question, choice.mode, site.value());
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
