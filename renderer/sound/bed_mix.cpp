// SPDX-License-Identifier: MIT
#include "renderer/sound/bed_mix.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace panggil::screen {

namespace {

constexpr float film_step = 1.0F / 2400;    ///< a film comes and goes in 50 ms
constexpr float music_step = 1.0F / 24'000; ///< music in half a second
/// A film that is silent for longer than this (two seconds) has no sound, whatever its file says.
constexpr std::uint32_t long_silence = 96'000;
constexpr float inaudible = 1.0e-5F;

float nearer(float from, float to, float step) {
    return from < to ? std::min(from + step, to) : std::max(from - step, to);
}

} // namespace

std::shared_ptr<Bed> BedMix::set_film(std::shared_ptr<Bed> film, double volume) {
    const auto wanted = static_cast<float>(std::clamp(volume, 0.0, 1.0));
    if (film == coming_.bed) {
        coming_.wanted = wanted;
        return film;
    }
    std::shared_ptr<Bed> over = std::exchange(going_, std::move(coming_)).bed;
    going_.wanted = 0.0F;
    coming_ = {std::move(film), 0.0F, wanted};
    return over;
}

std::size_t BedMix::add(Voice& film, std::span<float> stereo) {
    if (film.bed == nullptr || (film.volume <= 0.0F && film.wanted <= 0.0F)) {
        return 0;
    }
    const std::size_t there = film.bed->take(std::span(film_samples_).first(stereo.size()));
    const auto heard = std::span(film_samples_).first(2 * there);
    if (std::ranges::any_of(heard, [](float sample) { return std::abs(sample) > inaudible; })) {
        film_silent_ = 0;
    }
    for (std::size_t frame = 0; frame < there; ++frame) {
        film.volume = nearer(film.volume, film.wanted, film_step);
        stereo[2 * frame] += film_samples_[2 * frame] * film.volume;
        stereo[2 * frame + 1] += film_samples_[2 * frame + 1] * film.volume;
    }
    return there;
}

std::size_t BedMix::take_slice(std::span<float> stereo) {
    const std::size_t music = music_ != nullptr ? music_->take(stereo) : 0;
    std::fill(stereo.begin() + static_cast<std::ptrdiff_t>(2 * music), stereo.end(), 0.0F);
    for (std::size_t frame = 0; frame < stereo.size() / 2; ++frame) {
        music_volume_ =
            nearer(music_volume_, film_silent_ < long_silence ? 0.0F : 1.0F, music_step);
        stereo[2 * frame] *= music_volume_;
        stereo[2 * frame + 1] *= music_volume_;
    }
    const auto frames = static_cast<std::uint32_t>(stereo.size() / 2);
    film_silent_ = std::max(film_silent_, film_silent_ + frames);
    const std::size_t films = std::max(add(going_, stereo), add(coming_, stereo));
    return std::max(music, films);
}

std::size_t BedMix::take(std::span<float> stereo) {
    std::size_t frames = 0;
    while (2 * frames < stereo.size()) {
        const auto part =
            stereo.subspan(2 * frames).first(std::min(2 * slice, stereo.size() - 2 * frames));
        const std::size_t there = take_slice(part);
        frames += there;
        if (2 * there < part.size()) {
            break;
        }
    }
    return frames;
}

} // namespace panggil::screen
