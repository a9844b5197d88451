// SPDX-License-Identifier: MIT
#pragma once
/// ClipStore: the clips of one voice pack as samples. A clip is decoded when it is first needed and
/// kept, so no call waits for the whole pack. Only libsndfile's formats for speech are taken (WAV,
/// FLAC, Ogg), mono, at the pack's rate: nothing is resampled at run time. Main thread only.

#include "core/result.hpp"
#include "core/voice_pack.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <span>

namespace panggil::screen {

class ClipStore {
public:
    /// `folder` holds pack.json; `rate` is the pack's, in hertz.
    ClipStore(std::filesystem::path folder, int rate) : folder_(std::move(folder)), rate_(rate) {}

    [[nodiscard]] int rate() const { return rate_; }

    /// Looks at the head of every file that the pack names, without decoding. A file that cannot be
    /// used is reported and taken out of the pack, so that compose() falls back to another melody
    /// of the same clip.
    [[nodiscard]] Problems survey(VoicePack& pack) const;

    /// Whether the file is another pack's, from which this one takes what it lacks.
    [[nodiscard]] static bool is_borrowed(const std::string& file);
    /// Where the manifest that owns the file names it: "PACK/pack.json#/clips/num.7/files/m".
    [[nodiscard]] std::optional<std::string> place_of(const std::string& key, Variant variant,
                                                      const std::string& file) const;
    /// A problem of the file, at that place.
    [[nodiscard]] Problem placed(Problem problem, const std::string& key, Variant variant,
                                 const std::string& file) const;

    /// The samples of a file, within [-1, 1]; valid as long as the store lives. A file that failed
    /// once is not tried again.
    [[nodiscard]] Result<std::span<const float>> samples(const std::string& file);

private:
    using Decoded = Result<std::vector<float>>;

    [[nodiscard]] Decoded decode(const std::string& file) const;

    std::filesystem::path folder_;
    int rate_;
    std::map<std::string, Decoded> decoded_;
};

} // namespace panggil::screen
