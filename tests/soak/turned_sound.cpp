// SPDX-License-Identifier: MIT
#include "tests/soak/turned_sound.hpp"

#include "renderer/sdl/mixer_output.hpp"

#include <algorithm>
#include <array>
#include <mutex>

namespace panggil {

namespace {

std::mutex mutex; // the keeper's thread opens and closes
std::shared_ptr<sdl::SampleSource> open_source;
std::int64_t owed_ms_frames = 0; // microseconds times frames a millisecond that were not taken yet

} // namespace

bool soak::is_sound_open() {
    const std::scoped_lock lock(mutex);
    return open_source != nullptr;
}

void soak::take_sound(Micros time) {
    constexpr std::int64_t frames_a_millisecond = sdl::MixerOutput::rate / 1000;
    std::array<float, std::size_t{2} * sdl::MixerOutput::block_frames> samples{};
    const std::scoped_lock lock(mutex);
    if (open_source == nullptr) {
        return;
    }
    owed_ms_frames += time.count() * frames_a_millisecond;
    for (auto frames = owed_ms_frames / 1000; frames > 0;) {
        const auto now = std::min<std::int64_t>(frames, sdl::MixerOutput::block_frames);
        open_source->pull(std::span(samples).first(static_cast<std::size_t>(now) * 2));
        frames -= now;
    }
    owed_ms_frames %= 1000;
}

sdl::MixerOutput::~MixerOutput() {
    close();
}

std::optional<std::string> sdl::MixerOutput::open(const std::shared_ptr<SampleSource>& source) {
    const std::scoped_lock lock(mutex);
    open_source = source;
    owed_ms_frames = 0;
    audible_ = true;
    return std::nullopt;
}

void sdl::MixerOutput::close() {
    const std::scoped_lock lock(mutex);
    open_source.reset();
}

bool sdl::MixerOutput::is_outdated() {
    return false;
}

} // namespace panggil
