// SPDX-License-Identifier: MIT
#pragma once
/// TextMetrics: how large text is, for those who place it. Answers are exact for the canvas that
/// will paint it: `ink` is the box of the pixels, relative to the pen on the baseline.

#include "core/scene.hpp"

#include <span>
#include <string_view>

namespace panggil {

struct TextExtent {
    int advance = 0; ///< how far the pen moves
    Rect ink;        ///< relative to the pen; y is negative above the baseline; empty for blanks
};

struct FontExtent {
    int ascent = 0;     ///< baseline to the top of the line, positive
    int descent = 0;    ///< baseline to the bottom of the line, positive
    int cap_height = 0; ///< height of a capital H
};

/// How a film stands. Frames are in the film's own size.
struct FilmLook {
    enum class State { Waiting, Playing, Failed };

    State state = State::Failed;
    Size size;
    std::uint64_t frame = 0;  ///< how many have been shown
    std::uint64_t rounds = 0; ///< how often it has come to its end
};

/// A film that takes its turn among others.
struct FilmTurn {
    std::string path;
    Millis stands{0}; ///< for so long, again and again if need be; 0: once, to its end
};

/// The film whose turn it is.
struct FilmChoice {
    std::string path;
    FilmLook look;
};

class TextMetrics {
public:
    virtual ~TextMetrics() = default;
    /// An unknown face is answered with the fall-back face's extents.
    [[nodiscard]] virtual TextExtent measure(const Font& font, std::string_view text) = 0;
    [[nodiscard]] virtual FontExtent extent(const Font& font) = 0;
    /// The picture's own size in pixels; 0 x 0 while it is being read, and when it can't be. Of a
    /// drawing only the shape counts.
    [[nodiscard]] virtual Size picture(const std::string& path) = 0;

    /// Which reading of its file is painted at this size; 0 while there is none yet. Asking begins
    /// the reading.
    [[nodiscard]] virtual std::uint32_t picture_version(const std::string& /*path*/,
                                                        Size /*size*/) {
        return 1;
    }

    /// Asking begins the film and keeps it running. One that cannot be played has Failed.
    [[nodiscard]] virtual FilmLook film(const std::string& /*path*/, Size /*size*/) { return {}; }

    /// The films of this name, one after the other and then the first again, without a black frame
    /// between them; one that cannot be played is passed over. Asking keeps them running. Never
    /// asked for none.
    [[nodiscard]] virtual FilmChoice films(const std::string& /*name*/,
                                           std::span<const FilmTurn> films, Size size) {
        return {films.front().path, film(films.front().path, size)};
    }
};

} // namespace panggil
