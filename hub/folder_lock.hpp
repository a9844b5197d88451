// SPDX-License-Identifier: MIT
#pragma once
/// FolderLock: a hub's hold on its folder. Two hubs on one journal would be two truths; a journal
/// that is exchanged under a running hub would be none. Held until destroyed, or the process ends.

#include "core/result.hpp"

#include <string>
#include <utility>

namespace panggil::hub {

class FolderLock {
public:
    /// Makes the folder when it is not there. Codes: journal.in_use, journal.cannot_open.
    [[nodiscard]] static Result<FolderLock> take(const std::string& folder);

    FolderLock(FolderLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

    FolderLock& operator=(FolderLock&& other) noexcept;
    ~FolderLock();

private:
    explicit FolderLock(int descriptor) : descriptor_(descriptor) {}

    int descriptor_;
};

} // namespace panggil::hub
