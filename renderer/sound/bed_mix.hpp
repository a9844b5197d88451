// SPDX-License-Identifier: MIT
#pragma once
/// BedMix: the one bed of the mixer: music, and over it the sound of the film on the glass. While a
/// film is heard the music is gone, since two musics are noise; one film gives way to the next
/// within a blink, without a click. The device's thread takes; whoever sets the film sees to it
/// that it doesn't do so meanwhile.

#include "renderer/sound/bed.hpp"

#include <array>
#include <cstdint>
#include <memory>

namespace panggil::screen {

class BedMix final : public Bed {
public:
    /// `music` may be null, and outlives this.
    explicit BedMix(Bed* music = nullptr) : music_(music) {}

    /// The film that is heard from now on, null for none, and how loud: 0 to 1. Answers what is no
    /// longer needed, for the caller to free.
    [[nodiscard]] std::shared_ptr<Bed> set_film(std::shared_ptr<Bed> film, double volume);

    /// There is something that may sound.
    [[nodiscard]] bool is_there() const { return music_ != nullptr || coming_.bed != nullptr; }

    std::size_t take(std::span<float> stereo) override;

private:
    static constexpr std::size_t slice = 512; ///< frames

    struct Voice {
        std::shared_ptr<Bed> bed;
        float volume = 1.0F; ///< on its way to `wanted`
        float wanted = 1.0F;
    };

    std::size_t take_slice(std::span<float> stereo);
    /// Adds what the film has, and answers how many frames.
    std::size_t add(Voice& film, std::span<float> stereo);

    Bed* music_;
    float music_volume_ = 1.0F;
    Voice coming_;
    Voice going_;
    std::uint32_t film_silent_ = UINT32_MAX; ///< frames since a film was heard
    std::array<float, 2 * slice> film_samples_{};
};

} // namespace panggil::screen
