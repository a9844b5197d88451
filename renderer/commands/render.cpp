// SPDX-License-Identifier: MIT
#include "codec/board_codec.hpp"
#include "codec/wire.hpp"
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

/// What is drawn, and when: a time on the hall's clock needs the hall.
struct Scenery {
    Board board;
    UtcTime at{};
};

/// Either the hub's state (`panggil state --json`) or a board written by hand.
Result<Scenery> read_scenery(const RenderOptions& options, UtcTime written) {
    const Result<std::string> text = read_file(options.state);
    if (!text) {
        return text.problem();
    }
    const Result<QueueState> state = codec::decode_state(text.value());
    Result<Board> board =
        state ? Result<Board>(board_of(state.value(), std::nullopt, LinkHealth::Live, written))
              : codec::decode_board(text.value(), options.state);
    if (!board) {
        return board.problem();
    }
    if (options.at.empty()) {
        return Scenery{std::move(board).value(), written};
    }
    const auto at = parse_hall_time(options.at, board.value().utc_offset);
    if (!at) {
        return at.problem();
    }
    return Scenery{state ? board_of(state.value(), std::nullopt, LinkHealth::Live, at.value())
                         : std::move(board).value(),
                   at.value()};
}

/// How old a stale board is drawn.
constexpr Minutes unheard{3};

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
    auto scenery = read_scenery(options, time_of_file(options.state));
    if (!scenery) {
        return fail(scenery.problem(), scenery.problem().code.starts_with("usage.") ? 2 : 1);
    }
    auto& [board, at] = scenery.value();
    if (board.health == LinkHealth::Stale) {
        board.heard_at = at - unheard;
    }
    Problems warnings;
    const Result<Done> drawn = draw_still(options.still, board, at, warnings);
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
