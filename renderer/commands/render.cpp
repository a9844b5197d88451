// SPDX-License-Identifier: MIT
#include "codec/board_codec.hpp"
#include "codec/fonts_codec.hpp"
#include "codec/layout_codec.hpp"
#include "codec/wire.hpp"
#include "renderer/clock.hpp"
#include "renderer/commands/commands.hpp"
#include "renderer/commands/options.hpp"
#include "renderer/layout_check.hpp"
#include "renderer/paint.hpp"
#include "renderer/sdl/png.hpp"
#include "renderer/sdl/surface_canvas.hpp"
#include "renderer/site.hpp"
#include "renderer/view.hpp"

#include <CLI/CLI.hpp>

#include <array>
#include <cstdio>
#include <memory>

namespace panggil::screen {

namespace {

struct RenderOptions {
    std::string layout;
    std::string state;
    std::string at;
    std::string mode;
    std::string out;
    std::string site;
    Size size{1920, 1080};
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

/// The site that a layout belongs to when none is named: the folder above its layouts folder.
Result<Site> site_of(const RenderOptions& options) {
    std::error_code ignored;
    const std::filesystem::path layout = std::filesystem::weakly_canonical(options.layout, ignored);
    if (options.site.empty() && layout.parent_path().filename() == "layouts") {
        return Site{layout.parent_path().parent_path()};
    }
    return find_site(options.site);
}

/// The table of faces: the site's own, or that of the program's site.
FontFaces font_faces(const Site& site) {
    for (const Result<Site>& each : {Result<Site>(site), find_site("")}) {
        if (!each) {
            continue;
        }
        if (const auto text = read_file(each.value().font_table()); text) {
            if (auto faces = codec::read_font_faces(text.value()); faces) {
                return std::move(faces).value();
            }
        }
    }
    return {};
}

/// Without --at: when the file was written, so that the same file gives the same picture.
UtcTime time_of_file(const std::string& path) {
    std::error_code error;
    const auto written = std::filesystem::last_write_time(path, error);
    return error ? read_clock().utc
                 : std::chrono::floor<Millis>(std::chrono::file_clock::to_sys(written));
}

int render(const RenderOptions& options) {
    const Result<Site> site = site_of(options);
    if (!site) {
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
    const Result<Board> board = read_board(options.state, at);
    if (!board) {
        return fail(board.problem(), 1);
    }
    const auto loaded =
        codec::load_layout(options.layout, site.value().root, options.mode, read_file);
    if (!loaded) {
        return fail(loaded.problem(), 1);
    }
    warn(loaded.value().problems);
    const Layout& layout = loaded.value().layout;
    warn(check_layout(layout, options.layout));
    sdl::FontBook fonts(font_faces(site.value()), site.value().root / "fonts");
    sdl::ImageStore images;
    sdl::TextCache text(fonts, images);
    sdl::SurfaceCanvas canvas(options.size, text, images);
    PatchedCards patched;
    // Far from every page's and fade's beginning, so that a picture shows what stands, not what
    // comes.
    const Moment settled{std::chrono::milliseconds(1500)};
    const Scene scene = present(layout, board.value(), {at, settled}, options.size, text, patched);
    const std::array<Rect, 1> everything{Rect{0, 0, options.size.width, options.size.height}};
    paint(scene, everything, canvas);
    warn(fonts.take_problems());
    warn(images.take_problems());
    const Result<Done> saved = sdl::save_png(canvas.surface(), options.out);
    return saved ? 0 : fail(saved.problem(), 1);
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
    command->add_option("--layout", options->layout, "Layout file")->required();
    command
        ->add_option("--state", options->state,
                     "State of the hall (panggil state --json), or a board written by hand")
        ->required();
    command->add_option("--out", options->out, "PNG file to write")->required();
    command->add_option(
        "--at", options->at,
        "Time on the hall's clock, \"2026-11-24 09.41\" (default: when the state was "
        "written)");
    command->add_option("--mode", options->mode, "Mode of the theme, such as gelap");
    command->add_option("--site", options->site, "Site folder (default: the folder above layouts)");
    command->add_option_function<std::string>(
        "--size", [options](const std::string& text) { options->size = parse_size(text); },
        "WxH (default 1920x1080)");
    command->callback([options, &exit_code] { exit_code = render(*options); });
}

} // namespace panggil::screen
