// SPDX-License-Identifier: MIT
#pragma once
/// Announcer: the ear's half of a screen. It takes announcements as they arrive, puts one at a time
/// on the stage, plays it when this screen is the speaker of its zone, and tells hub and log what
/// became of each. A screen that is not the speaker keeps the same time silently, so that its panel
/// moves with the voice of the hall.

#include "core/announcement_queue.hpp"
#include "core/call_stage.hpp"
#include "core/log.hpp"
#include "core/message.hpp"
#include "renderer/clock.hpp"
#include "renderer/player.hpp"
#include "renderer/voice.hpp"

#include <functional>
#include <optional>
#include <set>

namespace panggil::screen {

/// Whose ear decides that something was heard: the device's, or that of a recording or a headless
/// screen.
enum class Hearing { Device, Virtual, Muted };

class Announcer {
public:
    struct Parts {
        std::string screen;          ///< this screen's name, as in zone/<id>.speaker
        std::set<std::string> zones; ///< empty = every zone
        Voice* voice = nullptr;      ///< may be null: numbers are shown, nothing is said
        Player* player = nullptr;    ///< may be null
        Log* log = nullptr;
        std::function<void(Receipt)> report; ///< to the hub
        Hearing hearing = Hearing::Device;
    };

    explicit Announcer(Parts parts) : parts_(std::move(parts)) {}

    /// A call that is new to this screen; `age` is an upper bound.
    void hear(const Announcement& announcement, Millis age, const QueueState& state, Now now);
    /// Ends what has ended, begins what may begin.
    void turn(const QueueState& state, Now now);

    [[nodiscard]] const std::optional<OnAir>& on_air() const { return stage_.on_air(); }

    /// When turn() has something to do by itself.
    [[nodiscard]] std::optional<Moment> next_deadline() const;

    /// call_id of the last announcement that was spoken to its end.
    [[nodiscard]] const std::string& last_said() const { return last_said_; }

private:
    /// What is being said, aloud or silently.
    struct Speaking {
        Announcement announcement;
        std::string words;
        bool aloud = false;
        Moment ends{}; ///< when silent, the end; when aloud, the latest end a working device could
                       ///< have
    };

    void begin(const Announcement& announcement, PhraseForm form, const QueueState& state, Now now);
    void end_if_over(Now now);
    void finish(Now now);
    [[nodiscard]] bool counts_as_heard() const;
    void account_for(const DroppedAnnouncement& dropped, const QueueState& state, Now now);
    void say(std::string event, const Announcement& announcement, Record more, Now now);
    void report(std::string phase, const Announcement& announcement, Millis audible, Now now);
    [[nodiscard]] bool is_speaker(const Announcement& announcement, const QueueState& state) const;

    Parts parts_;
    AnnouncementQueue queue_;
    CallStage stage_;
    std::optional<Speaking> speaking_;
    std::string last_said_;
};

} // namespace panggil::screen
