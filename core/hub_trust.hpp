// SPDX-License-Identifier: MIT
#pragma once
/// HubTrust: the hub's key as its clients know it, and the one that it has announced for later. The
/// present one is tried first; when the hub does not answer to it, the next one; what opened is
/// kept. Only what came over a connection that the present key has opened may be given to hear().
/// Pure: whoever holds it stores what it says is to be stored.

#include <string>
#include <utility>

namespace panggil {

class HubTrust {
public:
    HubTrust(std::string present, std::string next)
        : present_(std::move(present)), next_(std::move(next)) {}

    [[nodiscard]] const std::string& present() const { return present_; }

    /// To be used for the next socket.
    [[nodiscard]] const std::string& key() const { return uses_next_ ? next_ : present_; }

    [[nodiscard]] const std::string& next() const { return next_; }

    [[nodiscard]] bool uses_next() const { return uses_next_; }

    /// The hub announces a key. True when it is news, to be stored.
    [[nodiscard]] bool hear(const std::string& announced) {
        return announced != present_ && std::exchange(next_, announced) != announced;
    }

    /// The hub does not answer to key(). True when there is another, which key() now is.
    bool try_other() {
        uses_next_ = !uses_next_ && !next_.empty() && next_ != present_;
        return uses_next_;
    }

    /// The hub answers to key(). True when that is the next one: from now on it is the hub's, to be
    /// stored as such.
    [[nodiscard]] bool opened() {
        if (!std::exchange(uses_next_, false)) {
            return false;
        }
        present_ = std::exchange(next_, "");
        return true;
    }

private:
    std::string present_;
    std::string next_; ///< "" while none is announced
    bool uses_next_ = false;
};

} // namespace panggil
