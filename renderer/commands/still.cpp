// SPDX-License-Identifier: MIT
#include "renderer/commands/still.hpp"

#include "codec/fonts_codec.hpp"
#include "codec/layout_codec.hpp"
#include "codec/schedule_codec.hpp"
#include "core/hall_day.hpp"
#include "renderer/layout_check.hpp"
#include "renderer/paint.hpp"
#include "renderer/sdl/png.hpp"
#include "renderer/sdl/surface_canvas.hpp"
#include "renderer/view.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace panggil::screen {

namespace {

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

/// The site's own; none where there is no screens.json.
Schedule schedule_of(const Site& site, Problems& warnings) {
    if (!std::filesystem::exists(site.schedule())) {
        return {};
    }
    auto loaded = codec::load_schedule(site.schedule(), site.root, read_file);
    if (!loaded) {
        warnings.push_back(loaded.problem());
        return {};
    }
    return std::move(loaded).value().schedule;
}

void add_to(Problems& problems, Problems more) {
    std::ranges::move(more, std::back_inserter(problems));
}

} // namespace

Result<Site> site_of(const Still& still) {
    std::error_code ignored;
    const std::filesystem::path layout = std::filesystem::weakly_canonical(still.layout, ignored);
    if (still.site.empty() && layout.parent_path().filename() == "layouts") {
        return Site{layout.parent_path().parent_path()};
    }
    return find_site(still.site);
}

Result<Done> draw_still(const Still& still, Board board, UtcTime at, Problems& warnings) {
    const Result<Site> site = site_of(still);
    if (!site) {
        return site.problem();
    }
    tell_day(board, schedule_of(site.value(), warnings), at);
    const std::string file =
        still.layout.empty() ? site.value().default_layout().string() : still.layout;
    const auto loaded = codec::load_layout(file, site.value().root, still.mode, read_file);
    if (!loaded) {
        return loaded.problem();
    }
    add_to(warnings, loaded.value().problems);
    const Layout& layout = loaded.value().layout;
    add_to(warnings, check_layout(layout, file));
    sdl::FontBook fonts(font_faces(site.value()), site.value().root / "fonts");
    sdl::Media media;
    sdl::TextCache text(fonts, media);
    sdl::SurfaceCanvas canvas(still.size, text, media);
    PatchedCards patched;
    // Far from every page's and fade's beginning, so that a picture shows what stands, not what
    // comes.
    const Moment settled{std::chrono::seconds(still.standing_seconds) +
                         std::chrono::milliseconds(1500)};
    const Scene scene = present(layout, board, {at, settled}, still.size, text, patched);
    const std::array<Rect, 1> everything{Rect{0, 0, still.size.width, still.size.height}};
    paint(scene, everything, canvas);
    add_to(warnings, fonts.take_problems());
    add_to(warnings, media.images.take_problems());
    add_to(warnings, media.films.take_problems());
    return sdl::save_png(canvas.surface(), still.out);
}

} // namespace panggil::screen
