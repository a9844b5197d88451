// SPDX-License-Identifier: MIT
#include "renderer/sdl/text_run.hpp"

#include "renderer/sdl/handles.hpp"
#include "renderer/sdl/reading_order.hpp"

#include <algorithm>
#include <cstring>

namespace panggil::sdl {
namespace {

using Letter = FontBook::Letter;

struct FreeBySdl {
    void operator()(void* memory) const { SDL_free(memory); }
};

std::vector<Letter> letters_of(const std::string& text) {
    std::vector<Letter> letters;
    const char* ucs4 = SDL_BYTEORDER == SDL_LIL_ENDIAN ? "UCS-4LE" : "UCS-4BE";
    const std::unique_ptr<char, FreeBySdl> wide(
        SDL_iconv_string(ucs4, "UTF-8", text.c_str(), text.size() + 1));
    if (!wide) {
        return letters;
    }
    for (std::size_t at = 0;; ++at) {
        Uint32 code = 0;
        std::memcpy(&code, wide.get() + at * sizeof code, sizeof code);
        if (code == 0) {
            return letters;
        }
        const std::array<Uint32, 2> single{code, 0};
        const std::unique_ptr<char, FreeBySdl> narrow(SDL_iconv_string(
            "UTF-8", ucs4, reinterpret_cast<const char*>(single.data()), sizeof single));
        if (narrow) {
            letters.push_back({code, narrow.get()});
        }
    }
}

/// Joiners, marks of direction and the like: they steer the shaping and have no picture.
bool steers_only(Uint32 code) {
    return code == 0x00AD || (code >= 0x200B && code <= 0x200F) ||
           (code >= 0x2060 && code <= 0x2064) || (code >= 0xFE00 && code <= 0xFE0F) ||
           code == 0xFEFF;
}

/// Neighbouring letters that one font draws; no file where no font has them.
struct Piece {
    std::string file;
    std::vector<Letter> letters;
};

/// From left to right on the glass.
std::vector<Piece> pieces_of(FontBook& fonts, const Font& font, const Stretch& stretch) {
    std::vector<Piece> pieces;
    for (const Letter& letter : stretch.letters) {
        std::string file = steers_only(letter.code)
                               ? (pieces.empty() ? fonts.file_of(font.face) : pieces.back().file)
                               : fonts.file_with(font.face, letter, font.pixels);
        if (pieces.empty() || pieces.back().file != file) {
            pieces.push_back({std::move(file), {}});
        }
        pieces.back().letters.push_back(letter);
    }
    if (stretch.leftward) {
        std::ranges::reverse(pieces);
    }
    return pieces;
}

struct Glyph {
    int min_x = 0;
    int max_y = 0;
};

Glyph glyph_of(TTF_Font* font, Uint32 code) {
    Glyph glyph;
    TTF_GlyphMetrics32(font, code, &glyph.min_x, nullptr, nullptr, &glyph.max_y, nullptr);
    return glyph;
}

/// SDL_ttf makes its picture wide enough for ink left of the pen and high enough for ink above the
/// ascent, and does not say how much. The leftmost and the highest letter do.
struct Margins {
    int left = 0;
    int top = 0;
};

Margins margins_of(TTF_Font* font, const std::vector<Letter>& letters, bool leftward) {
    Margins margins;
    const int ascent = TTF_FontAscent(font);
    bool first = true;
    for (const Letter& letter : letters) {
        if (steers_only(letter.code)) {
            continue;
        }
        const Glyph glyph = glyph_of(font, letter.code);
        if (first || leftward) {
            margins.left = std::max(0, -glyph.min_x);
            first = false;
        }
        margins.top = std::max(margins.top, glyph.max_y - ascent);
    }
    return margins;
}

std::string text_of(const std::vector<Letter>& letters) {
    std::string text;
    for (const Letter& letter : letters) {
        text += letter.bytes;
    }
    return text;
}

int width_of(TTF_Font* font, const std::string& text) {
    int width = 0;
    TTF_SizeUTF8(font, text.c_str(), &width, nullptr);
    return width;
}

/// SDL_ttf states the larger of advance and ink. A private letter that no font has, drawn as the
/// font's empty box and kerned with nothing, stands at the end and makes it the advance.
int advance_of(TTF_Font* font, const std::vector<Letter>& letters, bool leftward = false) {
    static const std::string guard = "\U0010FFFD";
    if (letters.empty()) {
        return 0;
    }
    return width_of(font, text_of(letters) + guard) - width_of(font, guard) -
           margins_of(font, letters, leftward).left;
}

/// The coverage that SDL_ttf has drawn: the alpha of a picture, row by row.
class Drawn {
public:
    explicit Drawn(const SDL_Surface& picture) : picture_(&picture) { find_ink(); }

    /// Relative to the picture's upper left; empty when nothing is visible.
    [[nodiscard]] const Rect& ink() const { return ink_; }

    /// The row's coverage from the ink's left edge on.
    [[nodiscard]] std::uint8_t at(const Uint32* row, int x) const {
        return static_cast<std::uint8_t>(row[ink_.x + x] >> 24);
    }

    [[nodiscard]] const Uint32* row(int y) const {
        return reinterpret_cast<const Uint32*>(static_cast<const Uint8*>(picture_->pixels) +
                                               static_cast<std::ptrdiff_t>(y) * picture_->pitch);
    }

private:
    void find_ink() {
        constexpr Uint32 visible = 0xFF000000;
        int left = picture_->w;
        int right = 0;
        int top = picture_->h;
        int bottom = 0;
        for (int y = 0; y < picture_->h; ++y) {
            const Uint32* const begin = row(y);
            const Uint32* const end = begin + picture_->w;
            const Uint32* const first =
                std::find_if(begin, end, [](Uint32 pixel) { return (pixel & visible) != 0; });
            if (first == end) {
                continue;
            }
            const Uint32* last = end - 1;
            while ((*last & visible) == 0) {
                --last;
            }
            left = std::min(left, static_cast<int>(first - begin));
            right = std::max(right, static_cast<int>(last - begin) + 1);
            top = std::min(top, y);
            bottom = y + 1;
        }
        if (right > left) {
            ink_ = {left, top, right - left, bottom - top};
        }
    }

    const SDL_Surface* picture_;
    Rect ink_;
};

std::uint8_t* row_of(TextRun& run, int y) {
    return run.coverage.data() +
           static_cast<std::ptrdiff_t>(y - run.ink.y) * static_cast<std::ptrdiff_t>(run.ink.width);
}

/// Makes room for more ink.
void widen(TextRun& run, const Rect& ink) {
    TextRun wider;
    wider.ink = unite(run.ink, ink);
    wider.advance = run.advance;
    wider.coverage.assign(static_cast<std::size_t>(wider.ink.area()), 0);
    for (int y = run.ink.y; y < run.ink.bottom(); ++y) {
        const std::uint8_t* const from = row_of(run, y);
        std::copy_n(from, run.ink.width, row_of(wider, y) + (run.ink.x - wider.ink.x));
    }
    run = std::move(wider);
}

/// Adds to `run` what SDL_ttf draws for these letters with the pen at `pen`.
void add(TextRun& run, TTF_Font* font, const std::vector<Letter>& letters, int pen,
         bool leftward = false) {
    const Surface picture(
        TTF_RenderUTF8_Blended(font, text_of(letters).c_str(), {255, 255, 255, 255}));
    if (!picture || picture->format->BytesPerPixel != 4) {
        return; // blanks without width have no picture
    }
    const Drawn drawn(*picture);
    if (drawn.ink().empty()) {
        return;
    }
    const Margins margins = margins_of(font, letters, leftward);
    const Rect ink{pen - margins.left + drawn.ink().x,
                   drawn.ink().y - TTF_FontAscent(font) - margins.top, drawn.ink().width,
                   drawn.ink().height};
    widen(run, ink);
    for (int y = 0; y < ink.height; ++y) {
        const Uint32* const from = drawn.row(drawn.ink().y + y);
        std::uint8_t* const to = row_of(run, ink.y + y) + (ink.x - run.ink.x);
        for (int x = 0; x < ink.width; ++x) {
            to[x] = std::max(to[x], drawn.at(from, x));
        }
    }
}

/// Letter by letter: each stands where the shaped line would put it, plus the tracking so far.
void add_tracked(TextRun& run, TTF_Font* font, const std::vector<Letter>& letters, int tracking) {
    const int start = run.advance;
    int extra = 0;
    std::vector<Letter> so_far;
    for (const Letter& letter : letters) {
        so_far.push_back(letter);
        if (steers_only(letter.code)) {
            continue;
        }
        const std::vector<Letter> alone{letter};
        add(run, font, alone, start + advance_of(font, so_far) - advance_of(font, alone) + extra);
        extra += tracking;
    }
    run.advance = start + advance_of(font, so_far) + extra;
}

/// A quiet gap for what no font can draw, not a box for each letter: once, however many they are.
int gap_for(const std::vector<Letter>& letters, int pixels) {
    return std::ranges::all_of(letters, [](const Letter& each) { return steers_only(each.code); })
               ? 0
               : pixels / 2;
}

/// Tracking is for letters that stand apart: what runs to the left is shaped as a whole.
void add_piece(TextRun& run, TTF_Font* face, const std::vector<Letter>& letters, const Font& font,
               const Stretch& its) {
    const bool leftward = its.leftward;
    if (face == nullptr) {
        run.advance += gap_for(letters, font.pixels);
        return;
    }
    TTF_SetFontDirection(face, leftward ? TTF_DIRECTION_RTL : TTF_DIRECTION_LTR);
    TTF_SetFontScriptName(face, its.script);
    if (font.tracking != 0 && !leftward) {
        add_tracked(run, face, letters, font.tracking);
    } else {
        add(run, face, letters, run.advance, leftward);
        run.advance += advance_of(face, letters, leftward);
    }
}

} // namespace

TextRun render_run(FontBook& fonts, const Font& font, const std::string& text) {
    TextRun run;
    if (text.empty() || fonts.open(font.face, font.pixels) == nullptr) {
        return run;
    }
    for (const Stretch& stretch : stretches_of(letters_of(text))) {
        for (const Piece& piece : pieces_of(fonts, font, stretch)) {
            add_piece(run, fonts.open_file(piece.file, font.pixels), piece.letters, font, stretch);
        }
    }
    return run;
}

} // namespace panggil::sdl
