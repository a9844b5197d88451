// SPDX-License-Identifier: MIT
#pragma once
/// VoiceTest: says the test sentence of the voice pack ("text.test") once, when somebody asks
/// whether a screen can be heard. No call: nobody is told of it but who has asked. Whether anything
/// else is being said is the caller's to know; it breaks the test off when it has more to say. Main
/// thread only.

#include "core/log.hpp"
#include "renderer/clock.hpp"
#include "renderer/player.hpp"
#include "renderer/voice.hpp"

#include <optional>
#include <utility>

namespace panggil::screen {

class VoiceTest {
public:
    struct Outcome {
        Millis audible{0};
        std::optional<Problem> refused; ///< why it was not heard to its end
    };

    /// Both may be null: then there is nothing to test.
    VoiceTest(Player* player, Log* log) : player_(player), log_(log) {}

    [[nodiscard]] bool is_speaking() const { return ends_.has_value(); }

    /// So much quieter than full.
    [[nodiscard]] Result<Done> begin(Voice& voice, int volume_db, Now now);

    /// Ends what has ended; `heard` says whether anybody could hear it.
    void look(bool heard, Now now);

    /// Not a sample more: something else is to be heard.
    void break_off(Now now);

    /// How the last one ended, once.
    [[nodiscard]] std::optional<Outcome> take_outcome() { return std::exchange(outcome_, {}); }

    /// When look() has something to do by itself.
    [[nodiscard]] std::optional<Moment> next_deadline() const { return ends_; }

private:
    void end(Outcome outcome, Now now);

    Player* player_;
    Log* log_;
    std::optional<Moment> ends_; ///< the latest end that a working device could have
    std::optional<Outcome> outcome_;
};

} // namespace panggil::screen
