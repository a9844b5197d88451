// SPDX-License-Identifier: MIT
#pragma once
/// ClipStore: the clips of one voice pack as samples. A clip is decoded when it is needed, and
/// those that were needed last are kept within a budget, so no call waits for the whole pack, and
/// no month of calls fills the memory. Only libsndfile's formats for speech are taken (WAV, FLAC,
/// Ogg), mono, at the pack's rate: nothing is resampled at run time. A store that was taken in
/// needs its files no more: they may change, or go (KeptClip). One thread at a time.

#include "core/result.hpp"
#include "core/voice_pack.hpp"
#include "renderer/sound/clip_samples.hpp"
#include "renderer/sound/kept_clip.hpp"

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <span>

namespace panggil::screen {

/// The files of one voice, as they are on the disk, each once however many packs name it.
struct ClipFiles {
    /// Thirty packs like ours: a machine that drives a television has no more to spare.
    static constexpr std::size_t most_bytes = std::size_t{256} << 20U;

    using File = Result<KeptClip>;

    std::map<std::string, File> files; ///< by path: those that can be played, and why not
    std::size_t bytes = 0;
    std::shared_ptr<ClipSpool> spool; ///< null: they are kept in memory
};

class ClipStore {
public:
    /// Room for half a minute of speech at 48 kHz: more than the words of any call.
    static constexpr std::size_t usual_budget = std::size_t{3} << 20U;

    /// `folder` holds pack.json; `rate` is the pack's, in hertz; `budget_bytes` are for samples.
    ClipStore(std::filesystem::path folder, int rate, std::size_t budget_bytes = usual_budget)
        : folder_(std::move(folder)), rate_(rate), budget_(budget_bytes) {}

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
    /// Keeps every file that the pack names as it is now, and plays it once from end to end,
    /// unheard. Otherwise as survey(). Files that are in `files` are not read again, the others are
    /// added.
    [[nodiscard]] Problems take_in(VoicePack& pack, ClipFiles& files);

    /// The samples of a file, within [-1, 1]; valid until the next call. A file that failed once is
    /// not tried again, unless it was taken in: it could be played then, so the disk has failed,
    /// perhaps for a moment.
    [[nodiscard]] Result<std::span<const float>> samples(const std::string& file);

    /// How many samples() would give; decodes the file when it must.
    [[nodiscard]] Result<std::size_t> length(const std::string& file);

    /// Adds what samples() would give to the end of `buffer`; nothing of a file that failed.
    void add_to(std::vector<float>& buffer, const std::string& file);

    /// Of the samples that are kept.
    [[nodiscard]] std::size_t kept_bytes() const { return decoded_bytes_; }

private:
    using Decoded = Result<ClipSamples>;

    struct Clip {
        Decoded decoded;
        std::uint64_t used = 0; ///< the turn of its last use
    };

    [[nodiscard]] Decoded decode(const std::string& file) const;
    [[nodiscard]] const Decoded& find(const std::string& file);
    [[nodiscard]] ClipFiles::File read(const std::string& path,
                                       const std::shared_ptr<ClipSpool>& spool) const;

    std::filesystem::path folder_;
    int rate_;
    void make_room();

    std::size_t budget_;
    std::map<std::string, Clip> decoded_;
    std::size_t decoded_bytes_ = 0;
    std::vector<float> given_; ///< what samples() gave out last
    std::uint64_t turn_ = 0;
    std::map<std::string, KeptClip> kept_; ///< those that were taken in
};

} // namespace panggil::screen
