// SPDX-License-Identifier: MIT
#include "renderer/fields.hpp"
#include "renderer/pages.hpp"
#include "renderer/picture_fit.hpp"
#include "renderer/playlist.hpp"
#include "renderer/text_block.hpp"

#include <algorithm>

namespace panggil::screen {

namespace {

constexpr FieldSpec own_fields[]{
    {"playlist", FieldKind::Playlist, "The layout's pictures; one that cannot be read is passed."},
    {"fit", FieldKind::Word, "The whole picture, the whole place, or stretched.", "cover",
     "contain cover fill"},
    {"secondsPerItem", FieldKind::Number, "Seconds of each picture.", "10", {}, 2, 600},
    {"motion", FieldKind::Word,
     "slow-pan moves each picture a little while it stands. None grows: a picture is scaled once, "
     "aside, and to scale it anew many times a second would take the processor from the numbers.",
     "none", "none slow-pan"},
    {"enter", FieldKind::Motion, "How a picture comes; a fade lies over the one before.",
     "at once"},
    {"captionFill", FieldKind::Color, "Ground behind a caption.", "ink"},
    fields::font,
    fields::color,
};

constexpr double pan_part = 0.06;
/// A slow movement needs no sixty steps a second.
constexpr Micros pan_step{50'000};

struct Slide {
    const Tree* item = nullptr;
    std::string path;
    Size own;
};

/// The pictures that can be shown; asking for them begins their reading.
std::vector<Slide> slides(Drawing& drawing, const Tree& properties) {
    std::vector<Slide> found;
    for (const Tree* item : items_now(drawing, properties, "image")) {
        std::string path = item->text_or("image");
        const Size own = drawing.metrics().picture(path);
        if (own.width > 0 && own.height > 0) {
            found.push_back({item, std::move(path), own});
        }
    }
    return found;
}

void draw_caption(Drawing& drawing, const Tree& properties, const Tree& item, const Rect& place) {
    const std::string caption = drawing.fill(item.text_or("caption"));
    if (caption.empty()) {
        return;
    }
    TextBlock block = text_block(drawing, properties);
    block.pieces.front().text = caption;
    const int line = block.pieces.front().style.line;
    const Rect band{place.x, place.bottom() - 2 * line, place.width, 2 * line};
    drawing.add(BoxMark{band, drawing.color(properties, "captionFill", "ink"), {}, 0, {}});
    block.valign = "middle";
    const int margin = drawing.px(32);
    draw_block(drawing, std::move(block),
               {band.x + margin, band.y, band.width - 2 * margin, band.height});
}

void draw_slide(Drawing& drawing, const Tree& properties, const Slide& slide, const Rect& place,
                const TurnedPage& page) {
    Rect box = fitted(slide.own, place, properties.text_or("fit", "cover"));
    if (properties.text_or("motion") == "slow-pan") {
        const int reach = static_cast<int>(place.width * pan_part);
        box = fitted(slide.own, {place.x, place.y, place.width + reach, place.height}, "cover");
        const double part = static_cast<double>((drawing.time().mono - page.since).count()) /
                            static_cast<double>((page.until - page.since).count());
        box.x = place.x - static_cast<int>(reach * std::clamp(part, 0.0, 1.0));
        drawing.wake_at(drawing.time().mono + pan_step);
    }
    drawing.add(ImageMark{slide.path,
                          box,
                          {0, 0, 0, 0},
                          drawing.metrics().picture_version(slide.path, {box.width, box.height})});
    draw_caption(drawing, properties, *slide.item, place);
}

void draw(Drawing& drawing, const Tree& properties, const Rect& place) {
    const std::vector<Slide> all = slides(drawing, properties);
    if (all.empty()) {
        return;
    }
    const double seconds = std::clamp(properties.number_or("secondsPerItem", 10), 2.0, 600.0);
    std::vector<Millis> times;
    for (const Slide& slide : all) {
        const double own = std::clamp(slide.item->number_or("seconds", seconds), 2.0, 600.0);
        times.emplace_back(static_cast<std::int64_t>(own * 1000));
    }
    const TurnedPage page = page_at(times, drawing.time().mono);
    const Drawing::Clipped clipped(drawing, place);
    if (all.size() == 1) {
        draw_slide(drawing, properties, all.front(), place, page);
        return;
    }
    const double opacity = drawing.entrance(properties, page.since);
    drawing.wake_at(page.until);
    if (opacity < 1.0) { // the one before lies below while this one comes
        draw_slide(drawing, properties, all[(page.index + all.size() - 1) % all.size()], place,
                   {0, page.since - Micros(1), page.since});
    }
    drawing.part("coming");
    const Drawing::Faded faded(drawing, opacity);
    draw_slide(drawing, properties, all[page.index], place, page);
}

} // namespace

extern const WidgetType slideshow;
const WidgetType slideshow{"slideshow", "Pictures, one after the other.", own_fields,
                           R"({"playlist": "pengumuman", "secondsPerItem": 10, "enter": "page"})",
                           draw};

} // namespace panggil::screen
