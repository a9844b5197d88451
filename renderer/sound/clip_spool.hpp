// SPDX-License-Identifier: MIT
#pragma once
/// ClipSpool: a file on the disk that has no name, for what is to be kept but seldom needed. Nobody
/// else can change it, the system gives back its memory when that is short, and it is gone with the
/// program, however that ends.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

namespace panggil::screen {

class ClipSpool {
public:
    /// More than this is left to others of a disk that a spool is on.
    static constexpr std::uint64_t left_to_others = std::uint64_t{512} << 20U;

    /// Null where nothing would be gained or much be risked: no folder, one that is in memory
    /// itself, a disk that is nearly full.
    [[nodiscard]] static std::shared_ptr<ClipSpool> open(const std::filesystem::path& folder);

    ~ClipSpool();
    ClipSpool(const ClipSpool&) = delete;
    ClipSpool& operator=(const ClipSpool&) = delete;

    /// Where they stand; nothing when the disk does not take them, or would be nearly full. One
    /// thread at a time.
    [[nodiscard]] std::optional<std::uint64_t> add(std::string_view bytes);

    /// False when the disk does not give them all. Any thread; may wait for the disk.
    [[nodiscard]] bool read(std::uint64_t from, std::span<char> into) const;

private:
    explicit ClipSpool(int descriptor) : descriptor_(descriptor) {}

    int descriptor_;
    std::uint64_t end_ = 0;
};

} // namespace panggil::screen
