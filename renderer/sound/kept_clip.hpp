// SPDX-License-Identifier: MIT
#pragma once
/// KeptClip: the file of a clip as it was when its voice was accepted, whatever has become of it
/// since: in a spool on the disk, or in memory where there is none. What the disk gives back is
/// what it was given, or nothing. Any thread.

#include "renderer/sound/clip_spool.hpp"

#include <array>
#include <memory>
#include <string>

namespace panggil::screen {

class KeptClip {
public:
    /// In memory when the spool is null or full.
    KeptClip(std::string bytes, const std::shared_ptr<ClipSpool>& spool);

    [[nodiscard]] std::size_t size() const { return size_; }

    [[nodiscard]] bool is_on_disk() const { return spool_ != nullptr; }

    /// Null when the disk gives other bytes, or none.
    [[nodiscard]] std::shared_ptr<const std::string> bytes() const;

    /// The same file, wherever it is kept.
    friend bool operator==(const KeptClip& one, const KeptClip& other) {
        return one.size_ == other.size_ && one.digest_ == other.digest_;
    }

private:
    using Digest = std::array<std::uint64_t, 2>;

    [[nodiscard]] static Digest digest_of(const std::string& bytes);

    std::size_t size_;
    Digest digest_;
    std::shared_ptr<const std::string> here_;
    std::shared_ptr<const ClipSpool> spool_; ///< null: it is here
    std::uint64_t at_ = 0;
};

} // namespace panggil::screen
