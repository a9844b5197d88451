// SPDX-License-Identifier: MIT
#include "renderer/sdl/mixer_output.hpp"

#include <SDL.h>
#include <SDL_mixer.h>

#include <string_view>

namespace panggil::sdl {

namespace {

void pull(void* source, Uint8* stream, int bytes) {
    static_cast<SampleSource*>(source)->pull(
        {reinterpret_cast<float*>(stream), static_cast<std::size_t>(bytes) / sizeof(float)});
}

/// "" where the driver cannot tell.
std::string default_device() {
    char* name = nullptr;
    SDL_AudioSpec spec;
    if (SDL_GetDefaultAudioInfo(&name, &spec, 0) != 0 || name == nullptr) {
        return "";
    }
    std::string text(name);
    SDL_free(name);
    return text;
}

} // namespace

MixerOutput::~MixerOutput() {
    close();
}

std::optional<std::string> MixerOutput::open(const std::shared_ptr<SampleSource>& source) {
    close();
    if (!quiet_alsa_) {
        quiet_alsa_ = std::make_unique<QuietAlsa>();
    }
    // SDL's own choice of a driver, or what SDL_AUDIODRIVER says.
    if (SDL_InitSubSystem(SDL_INIT_AUDIO) != 0) {
        return SDL_GetError();
    }
    if (Mix_OpenAudioDevice(rate, AUDIO_F32SYS, 2, block_frames, nullptr, 0) != 0) {
        const std::string why = SDL_GetError();
        SDL_QuitSubSystem(SDL_INIT_AUDIO);
        return why;
    }
    Mix_AllocateChannels(0); // everything comes through the hook
    source_ = source;
    device_ = default_device();
    const char* driver = SDL_GetCurrentAudioDriver();
    audible_ = driver != nullptr && std::string_view(driver) != "dummy";
    Mix_HookMusic(pull, source_.get());
    return std::nullopt;
}

void MixerOutput::close() {
    if (!source_) {
        return;
    }
    Mix_CloseAudio(); // the device takes from the source until it is closed
    Mix_HookMusic(nullptr, nullptr);
    SDL_QuitSubSystem(SDL_INIT_AUDIO);
    source_.reset();
}

bool MixerOutput::is_outdated() {
    return source_ && !device_.empty() && default_device() != device_;
}

} // namespace panggil::sdl
