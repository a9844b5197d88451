// SPDX-License-Identifier: MIT
#pragma once
/// RecentIds: the ids of the last calls, to know one that comes again. Some thousand at most, which
/// are looked through in microseconds, once for each call; so nothing is kept beside the ids
/// themselves. Pure.

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>

namespace panggil {

class RecentIds {
public:
    explicit RecentIds(std::size_t most) : most_(most) {}

    [[nodiscard]] bool contains(std::string_view id) const;
    /// False when it is among them. Where there are too many then, the oldest goes.
    bool add(const std::string& id);

    /// The oldest first.
    [[nodiscard]] const std::deque<std::string>& all() const { return ids_; }

private:
    std::size_t most_;
    std::deque<std::string> ids_;
};

} // namespace panggil
