// SPDX-License-Identifier: MIT
#include "renderer/sound/clip_store.hpp"

#include <sndfile.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

namespace panggil::screen {

namespace {

using File = std::unique_ptr<SNDFILE, decltype(&sf_close)>;

constexpr int longest_clip_seconds = 20;
constexpr float furthest_overshoot = 1.5F;
constexpr std::string_view wanted_form = "save it as FLAC or WAV, mono, at the rate of the pack";

Problem unusable(std::string where, std::string what, std::string_view hint = wanted_form) {
    return {"voice.bad_clip", std::move(where), std::move(what), std::string(hint), ""};
}

bool is_known_format(int format) {
    constexpr std::array known{SF_FORMAT_WAV, SF_FORMAT_WAVEX, SF_FORMAT_FLAC, SF_FORMAT_OGG};
    return std::ranges::find(known, format & SF_FORMAT_TYPEMASK) != known.end();
}

struct Opened {
    File file{nullptr, &sf_close};
    sf_count_t frames = 0;
};

Result<Opened> open_clip(const std::filesystem::path& path, int rate) {
    std::error_code failed;
    if (!std::filesystem::is_regular_file(path, failed)) { // a pipe would block for ever
        return unusable(path.string(), "there is no such file", "put it there, or mend the path");
    }
    SF_INFO info{};
    Opened opened;
    opened.file.reset(sf_open(path.c_str(), SFM_READ, &info));
    if (!opened.file || !is_known_format(info.format)) {
        return unusable(path.string(), "is not a sound file that can be read");
    }
    if (info.channels != 1) {
        return unusable(path.string(), "has " + std::to_string(info.channels) + " channels");
    }
    if (info.samplerate != rate) {
        return unusable(path.string(), "has " + std::to_string(info.samplerate) +
                                           " Hz, the pack has " + std::to_string(rate));
    }
    if (info.frames <= 0) {
        return unusable(path.string(), "is empty", "record it again");
    }
    if (info.frames > sf_count_t{rate} * longest_clip_seconds) {
        return unusable(path.string(),
                        "lasts " + std::to_string(info.frames / rate) + " s, a clip lasts up to " +
                            std::to_string(longest_clip_seconds),
                        "cut it to the words of one clip");
    }
    opened.frames = info.frames;
    return opened;
}

} // namespace

Problems ClipStore::survey(VoicePack& pack) const {
    Problems problems;
    for (auto& [key, clip] : pack.clips) {
        std::erase_if(clip.files, [&](const auto& file) {
            const Result<Opened> opened = open_clip(folder_ / file.second, rate_);
            if (!opened) {
                problems.push_back(placed(opened.problem(), key, file.first, file.second));
            }
            return !opened;
        });
    }
    return problems;
}

Problem ClipStore::placed(Problem problem, const std::string& key, Variant variant,
                          const std::string& file) const {
    problem.where = place_of(key, variant, file).value_or(std::move(problem.where));
    problem.what = file + ": " + problem.what;
    return problem;
}

std::optional<std::string> ClipStore::place_of(const std::string& key, Variant variant,
                                               const std::string& file) const {
    std::filesystem::path home = folder_;
    if (is_borrowed(file)) {
        std::error_code ignored;
        home = std::filesystem::path(file).parent_path();
        while (!std::filesystem::exists(home / "pack.json", ignored)) {
            if (!home.has_relative_path()) {
                return std::nullopt;
            }
            home = home.parent_path();
        }
    }
    return (home / "pack.json").string() + "#/clips/" + key + "/files/" + letter_of(variant);
}

bool ClipStore::is_borrowed(const std::string& file) {
    return std::filesystem::path(file).is_absolute();
}

Result<std::span<const float>> ClipStore::samples(const std::string& file) {
    auto found = decoded_.find(file);
    if (found == decoded_.end()) {
        found = decoded_.emplace(file, decode(file)).first;
    }
    if (!found->second) {
        return found->second.problem();
    }
    return std::span<const float>(found->second.value());
}

ClipStore::Decoded ClipStore::decode(const std::string& file) const {
    const std::filesystem::path path = folder_ / file;
    const Result<Opened> opened = open_clip(path, rate_);
    if (!opened) {
        return opened.problem();
    }
    const sf_count_t frames = opened.value().frames;
    std::vector<float> samples(static_cast<std::size_t>(frames));
    const sf_count_t got = sf_readf_float(opened.value().file.get(), samples.data(), frames);
    if (got != frames) {
        return unusable(path.string(), "ends after " + std::to_string(got) + " of " +
                                           std::to_string(frames) + " samples");
    }
    // Lossy formats pass full scale by a little; a float file may hold anything, and one NaN or a
    // thousandfold sample would be heard by the whole hall.
    const bool sane = std::ranges::all_of(samples, [](float sample) {
        return std::isfinite(sample) && std::abs(sample) <= furthest_overshoot;
    });
    if (!sane) {
        return unusable(path.string(), "holds samples far beyond full scale");
    }
    std::ranges::transform(samples, samples.begin(),
                           [](float sample) { return std::clamp(sample, -1.0F, 1.0F); });
    return samples;
}

} // namespace panggil::screen
