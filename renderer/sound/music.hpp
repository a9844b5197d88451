// SPDX-License-Identifier: MIT
#pragma once
/// Music: a file that sounds as the bed, again and again. The main thread reads ahead into a ring;
/// the device's thread takes from it. libsndfile's formats, 48 kHz, mono or stereo.

#include "core/result.hpp"
#include "renderer/sound/bed.hpp"

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

struct sf_private_tag;

namespace panggil::screen {

class Music final : public Bed {
public:
    /// `gain_db` is how much louder or quieter it is than the file.
    [[nodiscard]] static Result<std::unique_ptr<Music>> open(const std::string& path,
                                                             double gain_db = 0);
    ~Music() override;
    Music(const Music&) = delete;
    Music& operator=(const Music&) = delete;

    /// Main thread, at least once in four seconds: reads ahead.
    void fill();
    std::size_t take(std::span<float> stereo) override;

private:
    static constexpr std::size_t capacity = std::size_t{1} << 18; ///< frames: 5 seconds

    Music(sf_private_tag* file, int channels, float gain)
        : file_(file), channels_(channels), gain_(gain), ring_(2 * capacity) {}

    sf_private_tag* file_;
    int channels_;
    float gain_;
    std::vector<float> ring_;
    std::atomic<std::uint64_t> written_{0}; ///< frames, by the main thread
    std::atomic<std::uint64_t> read_{0};    ///< frames, by the device's thread
};

} // namespace panggil::screen
