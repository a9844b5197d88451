// SPDX-License-Identifier: MIT
#include "renderer/drawing.hpp"
#include "renderer/picture_fit.hpp"
#include "renderer/playlist.hpp"

#include <algorithm>

namespace panggil::screen {

namespace {

constexpr FieldSpec own_fields[]{
    {"src", FieldKind::Path, "Film file (mp4, webm) inside the site.", "the playlist's first"},
    {"playlist", FieldKind::Playlist,
     "The layout's films, one after the other; each to its end, or for its seconds.", "none"},
    {"fit", FieldKind::Word, "The whole film, the whole place, or stretched.", "contain",
     "contain cover fill"},
    {"volume",
     FieldKind::Number,
     "How loud it is in the zone's loudspeaker; 0 is silent.",
     "0",
     {},
     0,
     1},
    {"duckDb", FieldKind::Number, "How much its sound gives way to a voice.", "-18", {}, -60, 0},
    {"fallback", FieldKind::Path, "Picture that stands for a film that cannot be played.", "none"},
};

void draw_fallback(Drawing& drawing, const Tree& properties, const Rect& place) {
    const std::string path = properties.text_or("fallback");
    const Size own = path.empty() ? Size{} : drawing.metrics().picture(path);
    if (own.width > 0) {
        const Rect box = fitted(own, place, properties.text_or("fit", "contain"));
        drawing.add(ImageMark{path,
                              box,
                              {0, 0, 0, 0},
                              drawing.metrics().picture_version(path, {box.width, box.height})});
    }
}

std::vector<FilmTurn> turns_now(Drawing& drawing, const Tree& properties) {
    if (std::string src = properties.text_or("src"); !src.empty()) {
        return {{std::move(src), Millis{0}}};
    }
    std::vector<FilmTurn> turns;
    for (const Tree* item : items_now(drawing, properties, "video")) {
        const double seconds = std::clamp(item->number_or("seconds", 0), 0.0, 600.0);
        turns.push_back(
            {item->text_or("video"), Millis(static_cast<std::int64_t>(seconds * 1000))});
    }
    return turns;
}

/// One alone goes round by itself.
FilmChoice film_now(Drawing& drawing, const Tree& properties, Size size) {
    const std::vector<FilmTurn> turns = turns_now(drawing, properties);
    if (turns.empty()) {
        return {};
    }
    return turns.size() > 1
               ? drawing.metrics().films(properties.text_or("playlist"), turns, size)
               : FilmChoice{turns.front().path, drawing.metrics().film(turns.front().path, size)};
}

void draw(Drawing& drawing, const Tree& properties, const Rect& place) {
    const FilmChoice film = film_now(drawing, properties, {place.width, place.height});
    const Drawing::Clipped clipped(drawing, place);
    if (film.look.state != FilmLook::State::Playing) {
        draw_fallback(drawing, properties, place);
        return;
    }
    drawing.add(FilmMark{film.path,
                         fitted(film.look.size, place, properties.text_or("fit", "contain")),
                         film.look.frame});
    drawing.hear({film.path, std::clamp(properties.number_or("volume", 0), 0.0, 1.0),
                  std::clamp(properties.number_or("duckDb", -18), -60.0, 0.0)});
}

} // namespace

extern const WidgetType video;
const WidgetType video{"video", "A film that begins again when it ends, or several by turns.",
                       own_fields,
                       R"({"src": "assets/lambang.svg", "fallback": "assets/lambang.svg"})", draw};

} // namespace panggil::screen
