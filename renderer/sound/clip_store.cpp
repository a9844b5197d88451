// SPDX-License-Identifier: MIT
#include "renderer/sound/clip_store.hpp"

#include "renderer/sound/give_back.hpp"

#include <sndfile.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <fstream>
#include <iterator>

namespace panggil::screen {

namespace {

using File = std::unique_ptr<SNDFILE, decltype(&sf_close)>;

constexpr int longest_clip_seconds = 20;
constexpr float furthest_overshoot = 1.5F;
constexpr std::uintmax_t largest_clip = 16U << 20U; ///< bytes: four times the longest in floats
constexpr std::string_view wanted_form = "save it as FLAC or WAV, mono, at the rate of the pack";

Problem unusable(std::string where, std::string what, std::string_view hint = wanted_form) {
    return {"voice.bad_clip", std::move(where), std::move(what), std::string(hint), ""};
}

bool is_known_format(int format) {
    constexpr std::array known{SF_FORMAT_WAV, SF_FORMAT_WAVEX, SF_FORMAT_FLAC, SF_FORMAT_OGG};
    return std::ranges::find(known, format & SF_FORMAT_TYPEMASK) != known.end();
}

/// A file in memory, as libsndfile reads it.
struct Memory {
    std::shared_ptr<const std::string> bytes;
    sf_count_t at = 0;

    static Memory& of(void* self) { return *static_cast<Memory*>(self); }

    [[nodiscard]] sf_count_t size() const { return static_cast<sf_count_t>(bytes->size()); }

    static sf_count_t length(void* self) { return of(self).size(); }

    static sf_count_t seek(sf_count_t offset, int whence, void* self) {
        Memory& memory = of(self);
        const sf_count_t from = whence == SEEK_SET   ? 0
                                : whence == SEEK_CUR ? memory.at
                                                     : memory.size();
        memory.at = std::clamp(from + offset, sf_count_t{0}, memory.size());
        return memory.at;
    }

    static sf_count_t read(void* into, sf_count_t count, void* self) {
        Memory& memory = of(self);
        const sf_count_t got = std::min(count, memory.size() - memory.at);
        std::memcpy(into, memory.bytes->data() + memory.at, static_cast<std::size_t>(got));
        memory.at += got;
        return got;
    }

    static sf_count_t write(const void* /*from*/, sf_count_t /*count*/, void* /*self*/) {
        return 0;
    }

    static sf_count_t tell(void* self) { return of(self).at; }
};

struct Opened {
    std::unique_ptr<Memory> memory; ///< outlives `file`; null for a file on the disk
    File file{nullptr, &sf_close};
    sf_count_t frames = 0;
    bool is_16_bits = false;
};

/// Of a file that libsndfile has looked at.
Result<Opened> judged(Opened opened, const SF_INFO& info, const std::string& where, int rate) {
    if (!opened.file || !is_known_format(info.format)) {
        return unusable(where, "is not a sound file that can be read");
    }
    if (info.channels != 1) {
        return unusable(where, "has " + std::to_string(info.channels) + " channels");
    }
    if (info.samplerate != rate) {
        return unusable(where, "has " + std::to_string(info.samplerate) + " Hz, the pack has " +
                                   std::to_string(rate));
    }
    if (info.frames <= 0) {
        return unusable(where, "is empty", "record it again");
    }
    if (info.frames > sf_count_t{rate} * longest_clip_seconds) {
        return unusable(where,
                        "lasts " + std::to_string(info.frames / rate) + " s, a clip lasts up to " +
                            std::to_string(longest_clip_seconds),
                        "cut it to the words of one clip");
    }
    opened.frames = info.frames;
    opened.is_16_bits = (info.format & SF_FORMAT_SUBMASK) == SF_FORMAT_PCM_16;
    return opened;
}

Result<Opened> open_clip(const std::filesystem::path& path, int rate) {
    std::error_code failed;
    if (!std::filesystem::is_regular_file(path, failed)) { // a pipe would block for ever
        return unusable(path.string(), "there is no such file", "put it there, or mend the path");
    }
    SF_INFO info{};
    Opened opened;
    opened.file.reset(sf_open(path.c_str(), SFM_READ, &info));
    return judged(std::move(opened), info, path.string(), rate);
}

Result<Opened> open_clip(std::shared_ptr<const std::string> bytes, const std::string& where,
                         int rate) {
    SF_VIRTUAL_IO access{Memory::length, Memory::seek, Memory::read, Memory::write, Memory::tell};
    SF_INFO info{};
    Opened opened;
    opened.memory = std::make_unique<Memory>(Memory{std::move(bytes)});
    opened.file.reset(sf_open_virtual(&access, SFM_READ, &info, opened.memory.get()));
    return judged(std::move(opened), info, where, rate);
}

Result<ClipSamples> decoded(const Opened& opened, const std::string& where) {
    ClipSamples clip;
    sf_count_t got = 0;
    if (opened.is_16_bits) {
        clip.steps.resize(static_cast<std::size_t>(opened.frames));
        got = sf_readf_short(opened.file.get(), clip.steps.data(), opened.frames);
    } else {
        clip.floats.resize(static_cast<std::size_t>(opened.frames));
        got = sf_readf_float(opened.file.get(), clip.floats.data(), opened.frames);
    }
    if (got != opened.frames) {
        return unusable(where, "ends after " + std::to_string(got) + " of " +
                                   std::to_string(opened.frames) + " samples");
    }
    // Lossy formats pass full scale by a little; a float file may hold anything, and one NaN or a
    // thousandfold sample would be heard by the whole hall.
    const bool sane = std::ranges::all_of(clip.floats, [](float sample) {
        return std::isfinite(sample) && std::abs(sample) <= furthest_overshoot;
    });
    if (!sane) {
        return unusable(where, "holds samples far beyond full scale");
    }
    std::ranges::transform(clip.floats, clip.floats.begin(),
                           [](float sample) { return std::clamp(sample, -1.0F, 1.0F); });
    return clip;
}

std::size_t bytes_of(const Result<ClipSamples>& clip) {
    return clip ? clip.value().bytes() : 0;
}

/// The same file however a pack gets to it.
std::string one_name(const std::filesystem::path& path) {
    std::error_code failed;
    const auto whole = std::filesystem::weakly_canonical(path, failed);
    return failed ? path.lexically_normal().string() : whole.string();
}

} // namespace

Problems ClipStore::survey(VoicePack& pack) const {
    Problems problems;
    for (auto& [key, clip] : pack.clips) {
        std::erase_if(clip.files, [&, &key = key](const auto& file) {
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

const ClipStore::Decoded& ClipStore::find(const std::string& file) {
    auto found = decoded_.find(file);
    if (found != decoded_.end() && !found->second.decoded && kept_.contains(file)) {
        decoded_.erase(found); // it could be played once: the disk may give it this time
        found = decoded_.end();
    }
    if (found == decoded_.end()) {
        found = decoded_.emplace(file, Clip{decode(file)}).first;
        decoded_bytes_ += bytes_of(found->second.decoded);
    }
    found->second.used = ++turn_;
    make_room();
    return found->second.decoded;
}

Result<std::span<const float>> ClipStore::samples(const std::string& file) {
    const Decoded& clip = find(file);
    return clip ? Result<std::span<const float>>(clip.value().in(given_)) : clip.problem();
}

Result<std::size_t> ClipStore::length(const std::string& file) {
    const Decoded& clip = find(file);
    return clip ? Result<std::size_t>(clip.value().count()) : clip.problem();
}

void ClipStore::add_to(std::vector<float>& buffer, const std::string& file) {
    if (const Decoded& clip = find(file); clip) {
        clip.value().add_to(buffer);
    }
}

/// What was not said for longest goes first, and never what was just asked for.
void ClipStore::make_room() {
    while (decoded_bytes_ > budget_) {
        auto oldest = decoded_.end();
        for (auto each = decoded_.begin(); each != decoded_.end(); ++each) {
            const bool has_samples = bytes_of(each->second.decoded) > 0;
            const bool older = oldest == decoded_.end() || each->second.used < oldest->second.used;
            oldest = has_samples && older ? each : oldest;
        }
        if (oldest == decoded_.end() || oldest->second.used == turn_) {
            return;
        }
        decoded_bytes_ -= bytes_of(oldest->second.decoded);
        decoded_.erase(oldest);
    }
}

ClipStore::Decoded ClipStore::decode(const std::string& file) const {
    const std::filesystem::path path = folder_ / file;
    const auto kept = kept_.find(file);
    const auto bytes = kept != kept_.end() ? kept->second.bytes() : nullptr;
    if (kept != kept_.end() && bytes == nullptr) {
        return unusable(path.string(), "is no longer given back by the disk that it was kept on",
                        "look at the log of the system: a disk may be failing");
    }
    const Result<Opened> opened =
        bytes != nullptr ? open_clip(bytes, path.string(), rate_) : open_clip(path, rate_);
    return opened ? decoded(opened.value(), path.string()) : Decoded(opened.problem());
}

/// The file, which can be played.
ClipFiles::File ClipStore::read(const std::string& path,
                                const std::shared_ptr<ClipSpool>& spool) const {
    if (const Result<Opened> opened = open_clip(std::filesystem::path(path), rate_); !opened) {
        return opened.problem();
    }
    std::error_code failed;
    const std::uintmax_t size = std::filesystem::file_size(path, failed);
    if (size > largest_clip || failed) {
        return unusable(path, "is larger than 16 MiB");
    }
    // As much room as the file has: a string that grows keeps up to twice of that.
    std::string content(static_cast<std::size_t>(size), '\0');
    std::ifstream stream(path, std::ios::binary);
    stream.read(content.data(), static_cast<std::streamsize>(size));
    content.resize(static_cast<std::size_t>(std::max<std::streamsize>(stream.gcount(), 0)));
    const auto bytes = std::make_shared<const std::string>(std::move(content));
    const Result<Opened> opened = open_clip(bytes, path, rate_);
    if (!opened) {
        return opened.problem();
    }
    const Decoded samples = decoded(opened.value(), path);
    return samples ? ClipFiles::File(KeptClip(*bytes, spool)) : ClipFiles::File(samples.problem());
}

Problems ClipStore::take_in(VoicePack& pack, ClipFiles& files) {
    Problems problems;
    for (auto& [key, clip] : pack.clips) {
        std::erase_if(clip.files, [&, &key = key](const auto& each) {
            const std::string name = one_name(folder_ / each.second);
            auto found = files.files.find(name);
            if (found == files.files.end()) {
                ClipFiles::File file =
                    files.bytes < ClipFiles::most_bytes
                        ? read((folder_ / each.second).string(), files.spool)
                        : ClipFiles::File(unusable(name, "is one file too many: the voice takes "
                                                         "more than 256 MiB"));
                files.bytes += file ? file.value().size() : 0;
                found = files.files.emplace(name, std::move(file)).first;
            }
            if (!found->second) {
                problems.push_back(placed(found->second.problem(), key, each.first, each.second));
                return true;
            }
            kept_.insert_or_assign(each.second, found->second.value());
            return false;
        });
    }
    give_back_memory(); // what playing every clip once has freed: as much again as the pack
    return problems;
}

} // namespace panggil::screen
