// SPDX-License-Identifier: MIT
#include "renderer/drawing.hpp"
#include "renderer/picture_fit.hpp"
#include "renderer/playlist.hpp"

namespace panggil::screen {

namespace {

constexpr FieldSpec own_fields[]{
    {"src", FieldKind::Path, "Film file (mp4, webm) inside the site.", "the playlist's first"},
    {"playlist", FieldKind::Playlist, "The layout's films.", "none"},
    {"fit", FieldKind::Word, "The whole film, the whole place, or stretched.", "contain",
     "contain cover fill"},
    {"volume", FieldKind::Number, "Films are shown without their sound.", "0", {}, 0, 1},
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

void draw(Drawing& drawing, const Tree& properties, const Rect& place) {
    std::string path = properties.text_or("src");
    if (path.empty()) {
        const auto films = items_now(drawing, properties, "video");
        path = films.empty() ? "" : films.front()->text_or("video");
    }
    const FilmLook film =
        path.empty() ? FilmLook{} : drawing.metrics().film(path, {place.width, place.height});
    const Drawing::Clipped clipped(drawing, place);
    if (film.state != FilmLook::State::Playing) {
        draw_fallback(drawing, properties, place);
        return;
    }
    drawing.add(
        FilmMark{path, fitted(film.size, place, properties.text_or("fit", "contain")), film.frame});
}

} // namespace

extern const WidgetType video;
const WidgetType video{"video", "A film that begins again when it ends.", own_fields,
                       R"({"src": "assets/lambang.svg", "fallback": "assets/lambang.svg"})", draw};

} // namespace panggil::screen
