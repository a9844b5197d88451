// SPDX-License-Identifier: MIT
#include "renderer/sound/kept_clip.hpp"

#include <xxhash.h>

#include <utility>

namespace panggil::screen {

KeptClip::KeptClip(std::string bytes, const std::shared_ptr<ClipSpool>& spool)
    : size_(bytes.size()), digest_(digest_of(bytes)) {
    if (const auto at = spool ? spool->add(bytes) : std::nullopt; at) {
        spool_ = spool;
        at_ = *at;
    } else {
        here_ = std::make_shared<const std::string>(std::move(bytes));
    }
}

KeptClip::Digest KeptClip::digest_of(const std::string& bytes) {
    const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
    return {hash.low64, hash.high64};
}

std::shared_ptr<const std::string> KeptClip::bytes() const {
    if (here_) {
        return here_;
    }
    std::string read(size_, '\0');
    const bool same = spool_->read(at_, read) && digest_of(read) == digest_;
    return same ? std::make_shared<const std::string>(std::move(read)) : nullptr;
}

} // namespace panggil::screen
