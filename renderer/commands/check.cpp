// SPDX-License-Identifier: MIT
#include "renderer/commands/check.hpp"

#include "codec/wire.hpp"
#include "core/diagnosis.hpp"
#include "core/record.hpp"
#include "renderer/commands/checking.hpp"
#include "renderer/commands/source_book.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <memory>

namespace panggil::screen {

namespace {

/// A problem as it is told: located, classed, in one language.
struct Finding {
    Problem problem;
    std::string code;
    bool warning = false;
    std::optional<SourceBook::Spot> spot;
};

std::string sentence(const Finding& finding, bool english) {
    const Problem& problem = finding.problem;
    if (!english && !problem.pesan.empty()) {
        return problem.pesan;
    }
    return problem.what + (problem.hint.empty() ? "" : " (" + problem.hint + ")");
}

std::string position(const Finding& finding) {
    return finding.spot ? to_text(finding.spot->place) : finding.problem.where;
}

/// "   88 |  "widget": "counters-gird"," and a line of carets below.
std::string excerpt(const SourceBook::Spot& spot, bool english) {
    const std::string number = std::to_string(spot.place.value.line);
    const std::string margin(5 + number.size(), ' ');
    const auto before = static_cast<std::size_t>(spot.place.value.column - 1);
    const auto letters = static_cast<std::size_t>(std::max(1, spot.place.value.letters));
    std::string text = "    " + number + " | " + spot.line + '\n';
    text += margin + "| " + std::string(before, ' ') + '^' + std::string(letters - 1, '~') + '\n';
    if (!spot.place.pointer.empty()) {
        text += margin + (english ? "= at " : "= di ") + spot.place.pointer + '\n';
    }
    return text;
}

std::string as_text(const Finding& finding, bool english) {
    const char* weight =
        finding.warning ? (english ? "warning " : "peringatan ") : (english ? "error " : "galat ");
    std::string text =
        position(finding) + ": " + weight + finding.code + ": " + sentence(finding, english) + '\n';
    return finding.spot ? text + excerpt(*finding.spot, english) : text;
}

std::string as_json(const Finding& finding) {
    const Place place = finding.spot ? finding.spot->place : Place{};
    Record line;
    line.set("file", place.file.empty() ? finding.problem.where : place.file);
    line.set("line", std::int64_t{place.value.line});
    line.set("column", std::int64_t{place.value.column});
    line.set("length", std::int64_t{place.value.letters});
    line.set("pointer", place.pointer);
    line.set("severity", finding.warning ? "warning" : "error");
    line.set("code", finding.code);
    line.set("name", finding.problem.code);
    line.set("en", sentence(finding, true));
    line.set("id", sentence(finding, false));
    return codec::encode(line) + '\n';
}

std::vector<Finding> located(Problems problems, SourceBook& book) {
    std::vector<Finding> findings;
    for (Problem& problem : problems) {
        const Diagnosis* known = find_diagnosis(problem.code);
        const bool warning =
            known != nullptr ? known->is_warning() : is_known_warning(problem.code);
        std::string code(known != nullptr ? known->code : std::string_view(problem.code));
        auto spot = book.find(problem.where);
        findings.push_back({std::move(problem), std::move(code), warning, std::move(spot)});
    }
    std::ranges::stable_sort(findings, {}, [](const Finding& finding) {
        const Place place = finding.spot ? finding.spot->place : Place{};
        return std::tuple(place.file, place.value.line, place.value.column);
    });
    return findings;
}

} // namespace

CheckAnswer check(const CheckOptions& options) {
    const Result<Checked> checked = check_paths(options.paths, options.site, options.hall);
    if (!checked) {
        return {2, "", "panggil-screen check: " + to_line(checked.problem()) + '\n'};
    }
    SourceBook book(checked.value().site);
    const std::vector<Finding> findings = located(checked.value().problems, book);
    const bool english = options.lang != "id";
    CheckAnswer answer;
    for (const Finding& finding : findings) {
        answer.out += options.json ? as_json(finding) : as_text(finding, english);
        answer.exit_code = finding.warning ? answer.exit_code : 1;
    }
    const auto warnings = std::ranges::count(findings, true, &Finding::warning);
    const auto errors = static_cast<std::ptrdiff_t>(findings.size()) - warnings;
    const std::string files = std::to_string(checked.value().files);
    answer.err = english ? files + " files: " + std::to_string(errors) + " errors, " +
                               std::to_string(warnings) + " warnings\n"
                         : files + " berkas: " + std::to_string(errors) + " galat, " +
                               std::to_string(warnings) + " peringatan\n";
    return answer;
}

void add_check(CLI::App& app, int& exit_code) {
    auto* command =
        app.add_subcommand("check", "Checks layouts, themes, screens.json, halls and voice packs.");
    command->footer("Every problem has a code; docs/diagnoses.md explains them.\nExamples:\n"
                    "  panggil-screen check layouts\n"
                    "  panggil-screen check layouts/lobi.json --lang id");
    auto options = std::make_shared<CheckOptions>();
    command->add_option("PATH", options->paths, "Files and folders")->required();
    command->add_option("--site", options->site, "Site folder (default: found near the path)");
    command->add_option("--hall", options->hall,
                        "The hall whose names must fit (default: hub/halls of the site)");
    command->add_option("--lang", options->lang, "Language of the sentences")
        ->check(CLI::IsMember({"en", "id"}))
        ->capture_default_str();
    command->add_flag("--json", options->json, "One JSON object a line");
    command->callback([options, &exit_code] {
        const CheckAnswer answer = check(*options);
        std::fputs(answer.out.c_str(), stdout);
        std::fputs(answer.err.c_str(), stderr);
        exit_code = answer.exit_code;
    });
}

} // namespace panggil::screen
