// SPDX-License-Identifier: MIT
#include "renderer/sdl/recorder.hpp"

#include <algorithm>

namespace panggil::sdl {

Result<std::unique_ptr<Recorder>> Recorder::open(const std::string& path, int rate) {
    SF_INFO info{};
    info.samplerate = rate;
    info.channels = 1;
    info.format = SF_FORMAT_WAV | SF_FORMAT_PCM_16;
    SNDFILE* file = sf_open(path.c_str(), SFM_WRITE, &info);
    if (file == nullptr) {
        return Problem{"sound.not_recorded", path,
                       std::string("the recording cannot be written: ") + sf_strerror(nullptr),
                       "check that the folder exists and may be written to",
                       "rekaman suara tidak dapat ditulis"};
    }
    sf_command(file, SFC_SET_CLIPPING, nullptr, SF_TRUE);
    return std::unique_ptr<Recorder>(new Recorder(file));
}

Recorder::~Recorder() {
    drain();
    sf_close(file_);
}

void Recorder::put(std::span<const float> stereo) {
    const std::size_t frames = stereo.size() / 2;
    const std::uint64_t written = written_.load(std::memory_order_relaxed);
    const std::uint64_t used = written - read_.load(std::memory_order_acquire);
    if (used + frames > capacity || lost_.load(std::memory_order_relaxed) > 0) {
        // Once something is lost all is, until the main thread has written the gap: order stays.
        lost_.fetch_add(frames, std::memory_order_release);
        return;
    }
    for (std::size_t i = 0; i < frames; ++i) {
        ring_[(written + i) % capacity] = stereo[2 * i];
    }
    written_.store(written + frames, std::memory_order_release);
}

std::uint64_t Recorder::drain() {
    const auto empty_ring = [&] {
        std::uint64_t at = read_.load(std::memory_order_relaxed);
        const std::uint64_t end = written_.load(std::memory_order_acquire);
        while (at < end) {
            const std::uint64_t run = std::min(end - at, capacity - at % capacity);
            sf_writef_float(file_, ring_.data() + at % capacity, static_cast<sf_count_t>(run));
            at += run;
        }
        read_.store(at, std::memory_order_release);
    };
    empty_ring();
    if (lost_.load(std::memory_order_acquire) == 0) {
        return 0;
    }
    empty_ring(); // what was put before the loss began
    const std::uint64_t lost = lost_.exchange(0, std::memory_order_acq_rel);
    write_silence(lost);
    return lost;
}

void Recorder::write_silence(std::uint64_t samples) {
    static constexpr std::array<float, 4096> silence{};
    while (samples > 0) {
        const std::uint64_t some = std::min<std::uint64_t>(samples, silence.size());
        sf_writef_float(file_, silence.data(), static_cast<sf_count_t>(some));
        samples -= some;
    }
}

} // namespace panggil::sdl
