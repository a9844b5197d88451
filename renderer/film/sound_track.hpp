// SPDX-License-Identifier: MIT
#pragma once
/// SoundTrack: reads the sound of a file ahead into its ring, round after round, each sample at its
/// place of the film's time. A file without sound, or with a broken one, gives none. Of the film's
/// thread; it may wait for the disk, never for the ring.

#include "renderer/film/sound_decoder.hpp"
#include "renderer/film/sound_ring.hpp"

#include <optional>

namespace panggil::film {

/// Where the film is, in samples of its time, which goes on from round to round.
struct Round {
    std::int64_t number = 0;
    std::int64_t begins = 0;
    std::int64_t length = 0; ///< 0 while it is not known
    std::int64_t now = 0;
};

class SoundTrack {
public:
    enum class Again { OverAndOver, Never };

    SoundTrack(std::string path, const std::atomic<bool>& stop, std::shared_ptr<SoundRing> ring,
               Again again)
        : path_(std::move(path)), stop_(&stop), ring_(std::move(ring)), again_(again) {}

    /// Reads as much as the ring has room for.
    void fill(const Round& round);

    /// Nothing comes any more, unless a later round begins; what the ring holds is yet to be heard.
    [[nodiscard]] bool is_over() const { return is_over_; }

    /// The place behind the last sample that was read.
    [[nodiscard]] std::int64_t end() const { return begins_ + at_; }

    /// Why there is no sound; told once.
    [[nodiscard]] std::optional<Problem> take_problem();

private:
    [[nodiscard]] bool open();
    void meet(const Round& round);
    void begin_round(std::int64_t number);
    /// False when nothing more can be put now.
    [[nodiscard]] bool put_more(const Round& round);
    [[nodiscard]] bool put_block(std::int64_t length);
    [[nodiscard]] bool put_silence(std::int64_t length);
    [[nodiscard]] bool read_block(const Round& round);

    std::string path_;
    const std::atomic<bool>* stop_;
    std::shared_ptr<SoundRing> ring_;
    Again again_;
    std::unique_ptr<SoundDecoder> decoder_;
    std::optional<Problem> problem_;
    bool opened_ = false;
    bool is_over_ = false;
    std::int64_t round_ = 0;
    std::int64_t begins_ = 0; ///< of the round that is read
    std::int64_t at_ = 0;     ///< the place in the round that is put next
    std::size_t used_ = 0;    ///< frames of the block that were put
    bool has_block_ = false;
    bool ended_ = false; ///< the file's sound, in this round
};

} // namespace panggil::film
