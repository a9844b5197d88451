// SPDX-License-Identifier: MIT
#pragma once
/// Strangers: which of the unknown keys that knock are written down and told. Writing costs a sync
/// of the disk and a line costs disk for ever, so both are paced; and a flood of keys from one
/// machine must not hide the screen that was hung up today, so addresses take turns. No clock, no
/// file.

#include "core/time.hpp"
#include "link/knocks.hpp"

#include <map>
#include <optional>

namespace panggil::hub {

class Strangers {
public:
    /// Notes a knock, unless the key was written down within the last half minute.
    void knock(link::Knock knock, Moment now);

    /// The key to be written down now, if any: one a second, each time of the address whose turn is
    /// longest ago.
    [[nodiscard]] std::optional<link::Knock> next(Moment now);

    struct Verdict {
        bool say = false;
        std::int64_t held_back = 0; ///< keys that were not told since the last line
    };

    /// Whether to tell this one: each key once in ten minutes, three keys of an address and twenty
    /// in all a minute.
    [[nodiscard]] Verdict tell(const link::Knock& knock, Moment now);

    /// The key is somebody's now.
    void forget(const std::string& key);

private:
    using Times = std::map<std::string, Moment, std::less<>>;

    link::Knocks waiting_;
    Times written_; ///< by key
    Times served_;  ///< by address
    Times told_;    ///< by key
    Moment due_{};
    Moment window_{};
    std::map<std::string, int> told_of_; ///< by address, since window_
    int told_in_all_ = 0;
    std::int64_t held_back_ = 0;
};

} // namespace panggil::hub
