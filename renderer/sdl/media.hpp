// SPDX-License-Identifier: MIT
#pragma once
/// Media: the pictures and films of one glass, and the bell by which they say that there is more to
/// see. Main thread only.

#include "renderer/sdl/films.hpp"
#include "renderer/sdl/images.hpp"

namespace panggil::sdl {

struct Media {
    explicit Media(Reading reading = Reading::AtOnce)
        : images(reading == Reading::Aside ? ImageStore(bell) : ImageStore()),
          films(reading, bell) {}

    /// Takes what has come; once a turn, before drawing.
    void collect() {
        const bool rang = bell.silence();
        images.collect();
        news += rang || films.any() ? 1 : 0;
    }

    /// Files may have changed.
    void forget() {
        images.forget();
        films.forget();
        ++news;
    }

    film::Bell bell; ///< first: the others ring it until their end
    ImageStore images;
    FilmStore films;
    std::uint64_t news = 0; ///< another number when something may look otherwise
};

} // namespace panggil::sdl
