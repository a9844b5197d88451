// SPDX-License-Identifier: MIT
#include "renderer/fields.hpp"
#include "renderer/picture_fit.hpp"
#include "renderer/text_block.hpp"

namespace panggil::screen {

namespace {

constexpr FieldSpec own_fields[]{
    {"text", FieldKind::Text, "What everybody is asked.", "Hadirin dimohon berdiri"},
    {"video", FieldKind::Path, "A film behind the text.", "none"},
    {"audio", FieldKind::Path,
     "A recording that is played once (MP3, AAC, FLAC, Ogg, WAV); without one the film is heard.",
     "none"},
    {"seconds", FieldKind::Number, "How long; the schedule ends it.", "130", {}, 5, 600},
    fields::font,
    fields::color,
    fields::fit,
};

void draw(Drawing& drawing, const Tree& properties, const Rect& place) {
    Rect words = place;
    if (const std::string path = properties.text_or("video"); !path.empty()) {
        const FilmLook film = drawing.metrics().film(path, {place.width, place.height});
        if (film.state == FilmLook::State::Playing) {
            drawing.add(FilmMark{path, fitted(film.size, place, "contain"), film.frame});
            const int line = drawing.text_style(properties).line;
            words = {place.x, place.bottom() - 2 * line, place.width, 2 * line};
            drawing.hear({path, 1.0});
        }
    }
    if (const std::string path = properties.text_or("audio"); !path.empty()) {
        drawing.hear({.path = path, .volume = 1.0, .of_film = false});
    }
    TextBlock block = text_block(drawing, properties);
    if (block.pieces.front().text.empty()) {
        block.pieces.front().text = "Hadirin dimohon berdiri";
    }
    block.align = properties.text_or("align", "center");
    block.valign = properties.text_or("valign", "middle");
    draw_block(drawing, std::move(block), words);
}

} // namespace

extern const WidgetType anthem;
const WidgetType anthem{"anthem", "The national anthem: everybody is asked to stand.", own_fields,
                        R"({"text": "Hadirin dimohon berdiri", "font": "call-idle"})", draw};

} // namespace panggil::screen
