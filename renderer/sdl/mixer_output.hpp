// SPDX-License-Identifier: MIT
#pragma once
/// MixerOutput: the default device of the machine, through SDL_mixer's music hook: 48 kHz, stereo,
/// 32-bit float; SDL converts for the device. SDL_mixer knows one device, so there is one of these.

#include "renderer/sdl/quiet_alsa.hpp"
#include "renderer/sdl/sound_output.hpp"

namespace panggil::sdl {

class MixerOutput final : public SoundOutput {
public:
    static constexpr int rate = 48'000;
    static constexpr int block_frames = 1024;

    ~MixerOutput() override;
    [[nodiscard]] std::optional<std::string>
    open(const std::shared_ptr<SampleSource>& source) override;
    void close() override;

    [[nodiscard]] bool audible() const override { return audible_; }

    [[nodiscard]] bool is_outdated() override;

private:
    std::unique_ptr<QuietAlsa> quiet_alsa_; ///< from the first attempt on
    std::shared_ptr<SampleSource> source_;  ///< while it is open
    std::string device_;                    ///< the default one when it was opened; "" = unknown
    bool audible_ = false;
};

} // namespace panggil::sdl
