// SPDX-License-Identifier: MIT
#pragma once
/// RingBed: the sound of a film as the mixer's bed, by the clock of the film's pictures.

#include "renderer/film/sound_ring.hpp"
#include "renderer/sound/bed.hpp"

#include <memory>
#include <utility>

namespace panggil::sdl {

class RingBed final : public screen::Bed {
public:
    explicit RingBed(std::shared_ptr<film::SoundRing> ring) : ring_(std::move(ring)) {}

    std::size_t take(std::span<float> stereo) override {
        return ring_->take(stereo, std::chrono::steady_clock::now());
    }

private:
    std::shared_ptr<film::SoundRing> ring_;
};

} // namespace panggil::sdl
