// SPDX-License-Identifier: MIT
#include "renderer/sound/wav_file.hpp"

#include <sndfile.h>

namespace panggil::screen {

Result<Done> write_wav(const std::filesystem::path& path, const Sound& sound) {
    const auto cannot = [&](const char* why) {
        return Problem{"sound.not_written", path.string(),
                       std::string("the sound cannot be written: ") + why,
                       "is the folder there, writable and not full?", ""};
    };
    SF_INFO info{};
    info.samplerate = sound.rate;
    info.channels = 1;
    info.format = SF_FORMAT_WAV | SF_FORMAT_PCM_24;
    SNDFILE* file = sf_open(path.c_str(), SFM_WRITE, &info);
    if (file == nullptr) {
        return cannot(sf_strerror(nullptr));
    }
    sf_command(file, SFC_SET_CLIPPING, nullptr, SF_TRUE);
    const auto frames = static_cast<sf_count_t>(sound.samples.size());
    const sf_count_t written = sf_writef_float(file, sound.samples.data(), frames);
    const std::string why = sf_strerror(file);
    if (sf_close(file) != 0 || written != frames) {
        return cannot(why.c_str());
    }
    return Done{};
}

} // namespace panggil::screen
