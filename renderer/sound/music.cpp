// SPDX-License-Identifier: MIT
#include "renderer/sound/music.hpp"

#include <sndfile.h>

#include <algorithm>
#include <cmath>

namespace panggil::screen {

namespace {

constexpr int wanted_rate = 48'000;

Problem unusable(const std::string& path, std::string what) {
    return {"sound.bad_music", path, std::move(what),
            "make it 48 kHz, mono or stereo, as WAV, FLAC or Ogg: ffmpeg -i in -ar 48000 out.flac",
            "musik tidak dapat diputar"};
}

} // namespace

Result<std::unique_ptr<Music>> Music::open(const std::string& path, double gain_db) {
    SF_INFO info{};
    SNDFILE* file = sf_open(path.c_str(), SFM_READ, &info);
    if (file == nullptr) {
        return unusable(path, std::string("cannot be read as sound: ") + sf_strerror(nullptr));
    }
    if (info.samplerate != wanted_rate || info.channels > 2 || info.frames == 0) {
        sf_close(file);
        return unusable(path, "has " + std::to_string(info.samplerate) + " Hz, " +
                                  std::to_string(info.channels) + " channels, " +
                                  std::to_string(info.frames) + " samples");
    }
    auto music = std::unique_ptr<Music>(
        new Music(file, info.channels, static_cast<float>(std::pow(10.0, gain_db / 20))));
    music->fill();
    return music;
}

Music::~Music() {
    sf_close(file_);
}

void Music::fill() {
    std::array<float, 4096> block{};
    std::uint64_t written = written_.load(std::memory_order_relaxed);
    bool begun_anew = false;
    while (true) {
        const std::uint64_t room = capacity - (written - read_.load(std::memory_order_acquire));
        const auto most = std::min<std::uint64_t>(room, block.size() / 2);
        const sf_count_t got =
            most == 0 ? 0 : sf_readf_float(file_, block.data(), static_cast<sf_count_t>(most));
        if (got > 0) {
            begun_anew = false;
        } else if (most == 0 || begun_anew || sf_seek(file_, 0, SEEK_SET) != 0) {
            return; // full, or a file that gives nothing any more
        } else {
            begun_anew = true;
            continue;
        }
        for (std::size_t frame = 0; frame < static_cast<std::size_t>(got); ++frame) {
            const std::size_t at = (written + frame) % capacity;
            const std::size_t from = frame * static_cast<std::size_t>(channels_);
            ring_[2 * at] = std::clamp(block[from] * gain_, -1.0F, 1.0F);
            ring_[2 * at + 1] =
                channels_ == 2 ? std::clamp(block[from + 1] * gain_, -1.0F, 1.0F) : ring_[2 * at];
        }
        written += static_cast<std::uint64_t>(got);
        written_.store(written, std::memory_order_release);
    }
}

std::size_t Music::take(std::span<float> stereo) {
    const std::uint64_t read = read_.load(std::memory_order_relaxed);
    const std::uint64_t there = written_.load(std::memory_order_acquire) - read;
    const auto frames = static_cast<std::size_t>(std::min<std::uint64_t>(there, stereo.size() / 2));
    for (std::size_t frame = 0; frame < frames; ++frame) {
        const std::size_t at = (read + frame) % capacity;
        stereo[2 * frame] = ring_[2 * at];
        stereo[2 * frame + 1] = ring_[2 * at + 1];
    }
    read_.store(read + frames, std::memory_order_release);
    return frames;
}

} // namespace panggil::screen
