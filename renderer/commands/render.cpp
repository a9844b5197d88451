// SPDX-License-Identifier: MIT
#include "codec/board_codec.hpp"
#include "codec/schedule_codec.hpp"
#include "codec/wire.hpp"
#include "core/hall_day.hpp"
#include "renderer/clock.hpp"
#include "renderer/commands/commands.hpp"
#include "renderer/commands/options.hpp"
#include "renderer/commands/still.hpp"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <memory>

namespace panggil::screen {

namespace {

struct RenderOptions {
    Still still;
    std::string state;
    std::string at;
};

int fail(const Problem& problem, int code) {
    std::fprintf(stderr, "panggil-screen render: %s\n", to_line(problem).c_str());
    return code;
}

void warn(const Problems& problems) {
    for (const Problem& problem : problems) {
        std::fprintf(stderr, "panggil-screen render: warning: %s\n", to_line(problem).c_str());
    }
}

/// Either the hub's state (`panggil state --json`) or a board written by hand.
Result<Board> read_board(const std::string& path, UtcTime at) {
    const Result<std::string> text = read_file(path);
    if (!text) {
        return text.problem();
    }
    if (const Result<QueueState> state = codec::decode_state(text.value()); state) {
        return board_of(state.value(), std::nullopt, LinkHealth::Live, at);
    }
    return codec::decode_board(text.value(), path);
}

/// How old a stale board is drawn.
constexpr Minutes unheard{3};

/// The site's own; none where there is no screens.json.
Schedule schedule_of(const Still& still, Problems& warnings) {
    const Result<Site> site = site_of(still);
    if (!site || !std::filesystem::exists(site.value().schedule())) {
        return {};
    }
    auto loaded = codec::load_schedule(site.value().schedule(), site.value().root, read_file);
    if (!loaded) {
        warnings.push_back(loaded.problem());
        return {};
    }
    return std::move(loaded).value().schedule;
}

/// Without --at: when the file was written, so that the same file gives the same picture.
UtcTime time_of_file(const std::string& path) {
    std::error_code error;
    const auto written = std::filesystem::last_write_time(path, error);
    return error ? read_clock().utc
                 : std::chrono::floor<Millis>(std::chrono::file_clock::to_sys(written));
}

int render(const RenderOptions& options) {
    if (const Result<Site> site = site_of(options.still); !site) {
        return fail(site.problem(), 1);
    }
    UtcTime at = time_of_file(options.state);
    if (!options.at.empty()) {
        const auto parsed = parse_hall_time(options.at, std::chrono::hours(8));
        if (!parsed) {
            return fail(parsed.problem(), 2);
        }
        at = parsed.value();
    }
    Result<Board> board = read_board(options.state, at);
    if (!board) {
        return fail(board.problem(), 1);
    }
    if (board.value().health == LinkHealth::Stale) {
        board.value().heard_at = at - unheard;
    }
    Problems warnings;
    tell_day(board.value(), schedule_of(options.still, warnings), at);
    const Result<Done> drawn = draw_still(options.still, board.value(), at, warnings);
    warn(warnings);
    return drawn ? 0 : fail(drawn.problem(), 1);
}

} // namespace

void add_render(CLI::App& app, int& exit_code) {
    auto* command = app.add_subcommand(
        "render", "Draws one picture of a layout, as the television would show it.");
    command->footer("Example:\n"
                    "  panggil state --json > hall.json\n"
                    "  panggil-screen render --layout layouts/mpp-lanskap.json --state hall.json "
                    "--out hall.png");
    auto options = std::make_shared<RenderOptions>();
    command->add_option("--layout", options->still.layout, "Layout file")->required();
    command
        ->add_option("--state", options->state,
                     "State of the hall (panggil state --json), or a board written by hand")
        ->required();
    command->add_option("--out", options->still.out, "PNG file to write")->required();
    command->add_option(
        "--at", options->at,
        "Time on the hall's clock, \"2026-11-24 09.41\" (default: when the state was "
        "written)");
    command
        ->add_option("--after", options->still.standing_seconds,
                     "Seconds for which it has been standing, for later pages and texts")
        ->check(CLI::Range(0, 86400));
    command->add_option("--mode", options->still.mode, "Mode of the theme, such as gelap");
    command->add_option("--site", options->still.site,
                        "Site folder (default: the folder above layouts)");
    command->add_option_function<std::string>(
        "--size", [options](const std::string& text) { options->still.size = parse_size(text); },
        "WxH (default 1920x1080)");
    command->callback([options, &exit_code] { exit_code = render(*options); });
}

} // namespace panggil::screen
