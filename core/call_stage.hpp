// SPDX-License-Identifier: MIT
#pragma once
/// CallStage: the one place where eye and ear meet. One call at a time is on it: the panel shows it
/// and the voice says it, together. It stays until its voice has ended and it was shown long
/// enough; then the next call may enter. When calls wait, each is shown for less time, but never
/// for less than `busy`. Screens that don't speak keep the same time silently, so that two screens
/// of a hall move together.

#include "core/on_air.hpp"

#include <cstddef>
#include <optional>
#include <string_view>

namespace panggil {

class CallStage {
public:
    /// How long a call keeps the stage (screen.md B7): with at most `patient` calls waiting it is
    /// shown for `alone` and `after_voice` past its last word; with more waiting for `busy` and
    /// `between` past its last word. `forget`: when nothing came for so long, the panel is given
    /// back.
    struct Rules {
        Millis alone{12'000};
        Millis busy{4'000};
        Millis after_voice{2'000};
        Millis between{600};
        Minutes forget{10};
        std::size_t patient = 1;
    };

    CallStage() : CallStage(Rules{}) {}

    explicit CallStage(Rules rules) : rules_(rules) {}

    /// From the next look on, also for the call that is on the stage.
    void use(Rules rules) { rules_ = rules; }

    [[nodiscard]] const std::optional<OnAir>& on_air() const { return on_air_; }

    /// True while the last call that entered is being said, even if it was taken back meanwhile.
    [[nodiscard]] bool speaking() const { return !voice_ended_; }

    /// True when the next of `waiting` calls may enter now.
    [[nodiscard]] bool free_at(Moment now, std::size_t waiting) const {
        return free_from(waiting) <= now;
    }

    /// True while the call on the stage is being said, or shown for as long as it is to be.
    [[nodiscard]] bool is_taken_at(Moment now, std::size_t waiting) const {
        return speaking() || (on_air_ && !free_at(now, waiting));
    }

    /// The moment from which free_at() holds; Moment::max() while the voice speaks.
    [[nodiscard]] Moment free_from(std::size_t waiting) const;

    /// Puts a call on the stage; its `since` is set to now. Its voice is taken as speaking until
    /// voice_ended().
    void enter(OnAir call, Moment now);
    /// The voice of this call said its last word; another id is ignored.
    void voice_ended(std::string_view call_id, Moment now);
    /// The call was taken back: the panel is cleared at once, its voice may still be ending.
    void withdraw(std::string_view call_id);
    /// Clears a panel that nobody needs any more.
    void forget_old(Moment now);

private:
    Rules rules_;
    std::optional<OnAir> on_air_;
    std::string spoken_;                           ///< call_id that the voice is at, or was at last
    std::optional<Moment> voice_ended_ = Moment{}; ///< empty while it speaks
    Moment entered_{};
};

} // namespace panggil
