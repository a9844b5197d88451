// SPDX-License-Identifier: MIT
#pragma once
/// AlertSpeaker: says what is no call: the emergency texts of the zones that this screen speaks
/// for, and what the opening hours let people hear. A warning that was broken off, or that the
/// device did not take, was not heard and is said again. Whether anything else is being said is the
/// caller's to know: it gives the floor. Main thread only.

#include "core/alert_voice.hpp"
#include "core/hour_text.hpp"
#include "core/log.hpp"
#include "renderer/clock.hpp"
#include "renderer/player.hpp"
#include "renderer/voice.hpp"

#include <memory>
#include <optional>

namespace panggil::screen {

class AlertSpeaker {
public:
    struct Parts {
        std::shared_ptr<Voice> voice; ///< may be null: nothing is said
        Player* player = nullptr;     ///< may be null
        Log* log = nullptr;
    };

    explicit AlertSpeaker(Parts parts) : parts_(std::move(parts)) {}

    /// From the next text on.
    void use(std::shared_ptr<Voice> voice) { parts_.voice = std::move(voice); }

    /// Takes note of the alerts that stand, and ends what has ended: true when a text has.
    bool look(const QueueState& state, Now now);

    [[nodiscard]] bool is_speaking() const { return saying_.has_value(); }

    /// A warning is to be said now.
    [[nodiscard]] bool is_due(Moment now) const { return voice_.due(now).has_value(); }

    /// Says the warning that is due; `aloud` is false when another screen does.
    void begin(bool aloud, Now now);

    /// A text of the opening hours is to be said when there is nothing else to say.
    [[nodiscard]] bool has_hour_text() const { return hour_ && hour_ != last_hour_; }

    /// Says it, so much quieter than full; `aloud` as above. It is said once.
    void begin_hour_text(bool aloud, int volume_db, Now now);

    /// No call is to be said: something else has the floor.
    [[nodiscard]] bool holds_calls() const { return saying_ || voice_.holds_calls(); }

    /// When look() or begin() has something to do by itself.
    [[nodiscard]] std::optional<Moment> next_deadline(Moment now) const;

    /// The words that are heard now.
    [[nodiscard]] std::string said_now() const;

private:
    struct Saying {
        AlertText text;      ///< its alert is empty also for a text of the hours
        std::string call_id; ///< for the player
        bool is_warning = true;
        Captions captions;
        Moment ends{}; ///< the latest end that a working device could have
    };

    [[nodiscard]] std::optional<Micros> said_for() const;
    [[nodiscard]] bool end_if_over(Now now);
    [[nodiscard]] bool play(AlertText text, std::string call_id, int volume_db, Now now);
    void warn(const Problem& problem, std::string event, Now now);

    Parts parts_;
    AlertVoice voice_;
    std::optional<Saying> saying_;
    std::optional<HourText> hour_;      ///< of this moment
    std::optional<HourText> last_hour_; ///< said, or another screen's
};

} // namespace panggil::screen
