// SPDX-License-Identifier: MIT
#pragma once
/// Announcer: the ear's half of a screen. It takes announcements as they arrive and puts one at a
/// time on the stage. When this screen is the speaker of the call's zone it asks the hub for the
/// call and says it once the hub has given it; so a call is never said by two. A screen that is not
/// the speaker keeps the same time silently, so that its panel moves with the voice of the hall,
/// and remembers what it may have to say when the speaker dies. Hub and log learn what became of
/// each call. Emergency texts come before every call that is not being said yet.

#include "core/announcement_queue.hpp"
#include "core/call_stage.hpp"
#include "core/follower.hpp"
#include "core/held_calls.hpp"
#include "core/log.hpp"
#include "core/message.hpp"
#include "core/speaker.hpp"
#include "core/unsaid_calls.hpp"
#include "renderer/alert_speaker.hpp"
#include "renderer/call_teller.hpp"
#include "renderer/clock.hpp"
#include "renderer/player.hpp"
#include "renderer/said_journal.hpp"
#include "renderer/voice.hpp"
#include "renderer/voice_test.hpp"

#include <functional>
#include <map>
#include <optional>
#include <set>

namespace panggil::screen {

/// Whose ear decides that something was heard: the device's, or that of a recording or a headless
/// screen.
enum class Hearing { Device, Virtual, Muted };

class Announcer {
public:
    struct Parts {
        std::string screen;           ///< this screen's name, as in zone/<id>.speaker
        std::set<std::string> zones;  ///< empty = every zone
        std::shared_ptr<Voice> voice; ///< may be null: numbers are shown, nothing is said
        Player* player = nullptr;     ///< may be null
        Log* log = nullptr;
        SaidJournal* journal = nullptr;      ///< not null
        std::function<void(Receipt)> report; ///< to the hub
        /// Answered by hear(). The bid is the same until the call was said or given back.
        std::function<void(SpeakRequest)> ask_to_speak;
        /// When the latest question was asked that the hub has answered.
        std::function<Moment()> proven = [] { return Moment::max() - voice_alone; };
        std::string life = "1"; ///< begins each bid: another one each time the program starts
        Hearing hearing = Hearing::Device;
        CallStage::Rules stage = {}; ///< how long a call keeps the panel
    };

    explicit Announcer(Parts parts);
    Announcer(const Announcer&) = delete;
    Announcer& operator=(const Announcer&) = delete;

    /// From the next call on, or none. A call that the hub was asked for is said in the voice that
    /// it was asked with.
    void use(std::shared_ptr<Voice> voice);

    /// The first voice is on its way: what is to be said waits for it, and so does its number, for
    /// the panel and the voice begin together.
    void await_voice(bool comes) { voice_comes_ = comes; }

    [[nodiscard]] bool awaits_voice() const { return voice_comes_; }

    /// A call that is new to this screen.
    void hear(const FollowerSteps::Call& call, const QueueState& state, Now now);
    /// The hub's answer to ask_to_speak().
    void hear(const SpeakVerdict& verdict, const QueueState& state, Now now);
    /// Something else has the floor until then, at the latest: what is being said ends, nothing
    /// more begins. Calls that wait, and those that come, stay good for so much longer; the hub is
    /// told. Nothing: calls go on, in their order.
    void hold_calls(std::optional<Moment> until, const QueueState& state, Now now);

    /// Since when the one of the waiting calls waits that was held first; nothing while none of
    /// them ever was.
    [[nodiscard]] std::optional<Moment> held_since() const { return held_.held_since(); }

    /// From now on: how long a call keeps the panel, and for which zones it is (empty = every one).
    void use(CallStage::Rules rules) { stage_.use(rules); }

    void use(std::set<std::string> zones) { parts_.zones = std::move(zones); }

    /// A call is being said, or shown for as long as it is to be before another may come.
    [[nodiscard]] bool is_calling(Moment now) const {
        return speaking_ || stage_.is_taken_at(now, queue_.waiting());
    }

    /// Ends what has ended, begins what may begin.
    void turn(const QueueState& state, Now now);

    [[nodiscard]] const std::optional<OnAir>& on_air() const { return stage_.on_air(); }

    /// The words that are heard now; empty while nothing is said. A screen that keeps the voice's
    /// time in silence shows them, too.
    [[nodiscard]] std::string said_now(Moment now) const;

    /// How many samples of the call that is said aloud the device has taken, at 48 kHz; empty while
    /// none is heard.
    [[nodiscard]] std::optional<std::uint64_t> heard() const;

    /// A voice sounds that breaks off when the hub does not answer.
    [[nodiscard]] bool depends_on_hub() const { return speaking_ && speaking_->yields; }

    /// Something more is to be said soon: the silence until then is no place for music. Calls that
    /// are held wait for the end of what has the floor, which is heard as it is.
    [[nodiscard]] bool has_more_to_say() const {
        return asking_ || (queue_.waiting() > 0 && !held_.are_held()) || alerts_.holds_calls();
    }

    /// How much quieter than full its zones are at this time of day: decibels, 0 or below.
    [[nodiscard]] int quiet_db(const QueueState& state, Now now) const;

    /// True when this screen is the loudspeaker of a zone, with a voice or without.
    [[nodiscard]] bool is_loudspeaker(const QueueState& state) const;

    /// Says the test sentence, no louder than its zones are at this time; in quiet hours only when
    /// it is wanted `anyway`. Refused while there is anything else to say or to show; what comes
    /// later breaks it off.
    [[nodiscard]] Result<Done> test_voice(const QueueState& state, bool anyway, Now now);

    [[nodiscard]] std::optional<VoiceTest::Outcome> take_test_outcome() {
        return test_.take_outcome();
    }

    /// From now on nothing more begins: the program is about to end. What is being said is said to
    /// its end, and the hub gets back what this screen was given.
    void retire(Now now);

    /// A call or a warning is being said aloud here.
    [[nodiscard]] bool is_voicing() const {
        return (speaking_ && speaking_->aloud) || alerts_.is_speaking();
    }

    /// It was told to say nothing, ever.
    [[nodiscard]] bool is_muted() const {
        return parts_.hearing == Hearing::Muted || parts_.player == nullptr;
    }

    /// When turn() has something to do by itself.
    [[nodiscard]] std::optional<Moment> next_deadline(Moment now) const;

    /// call_id of the last announcement that was spoken to its end, also before a restart.
    [[nodiscard]] const std::string& last_said() const { return parts_.journal->last_said(); }

private:
    /// A voice whose first sample is later than that shows its number without it.
    static constexpr Micros longest_lead = std::chrono::milliseconds(2500);
    /// A call that another screen holds may come back to us when that one tells that it failed.
    static constexpr Micros try_again_after = std::chrono::milliseconds(250);

    /// A call for which the hub was asked.
    struct Asking {
        Announcement announcement;
        PhraseForm form = PhraseForm::Full;
        Moment last_moment{};
        bool first_time = true; ///< its turn on the stage is still to come
        Moment ask_again{};
        Millis length{0}; ///< of its voice; of one that is not ours, about
        Chime chime = Chime::Rings;
        int volume_db = 0; ///< quiet hours of its zone
        std::string bid = {};
        bool yields = false;               ///< another screen could say it
        std::shared_ptr<Voice> voice = {}; ///< with which it is said
        /// Put together when it was asked for, so that a verdict is followed by the voice at once.
        std::optional<Result<Utterance>> utterance = std::nullopt;
    };

    /// What it can do for a zone: nothing, since it is another's or its own sound is lost; only
    /// show its calls, since it is the loudspeaker and has no voice; or say them.
    enum class Part { Listener, Mute, Speaker };

    /// What is being said, aloud or silently.
    struct Speaking {
        Announcement announcement;
        Moment last_moment{}; ///< until which it may begin
        std::string bid;
        std::string words;
        TextList missing; ///< clips that had to be left out
        Captions captions;
        Moment played{};       ///< when the player got it
        bool on_stage = false; ///< from its first sample on
        Moment begun{};        ///< when it came on the stage
        bool aloud = false;
        bool yields = false;  ///< as the hub was told when it gave the call
        bool refused = false; ///< silent because the hub has said so
        Moment ends{}; ///< when silent, the end; when aloud, the latest end a working device could
                       ///< have
    };

    void take_over(const QueueState& state, Now now);
    void clear_withdrawn(const QueueState& state);
    /// True while an emergency has the floor.
    [[nodiscard]] bool attend_to_alerts(const QueueState& state, Now now);
    void put_aside(Now now);
    void note_held(const QueueState& state, Now now);
    [[nodiscard]] HeldCalls::Tell tell_postponed(const QueueState& state, Now now);
    void say_hour_text(const QueueState& state, Now now);
    [[nodiscard]] bool speaks_anywhere(const QueueState& state) const;
    void ask(Now now);
    void go_on_asking(const QueueState& state, Now now);
    void take_next(const QueueState& state, Now now);
    /// False when there is none that may be tried now.
    bool take_unsaid(const QueueState& state, Now now);
    void offer_again(const UnsaidCalls::Due& due, const QueueState& state, Now now);
    void offer(Asking call, const QueueState& state, Now now);
    [[nodiscard]] Chime chime_at(Moment now) const;
    static void put_together(Asking& call);
    void begin_silently(const Asking& call, bool refused, Now now);
    void begin_aloud(const Asking& call, Now now);
    void follow_voice(Now now);
    void take_up(const Asking& call);
    void enter(Now now);
    [[nodiscard]] std::optional<Micros> said_for(Moment now) const;
    void hold_while_answered();
    void end_if_over(Now now);
    void end_aloud(const PlayReport& played, Now now);
    void finish(Now now);
    void give_back(std::string phase, Now now);
    [[nodiscard]] bool counts_as_heard() const;
    [[nodiscard]] Part part_in(std::string_view zone, const QueueState& state) const;
    void take_part(const QueueState& state, Now now);
    void tell_of_owed(std::string_view zone, Part part, const QueueState& state, Now now);
    void tell_if_mute(const Announcement& announcement, Now now);
    void tell_mute(const Announcement& announcement, Now now);
    [[nodiscard]] std::string new_bid();
    void account_for(const Announcement& dropped, DropReason reason, const std::string& why,
                     const QueueState& state, Now now);
    void report_voice(std::string phase, Millis audible, Now now);
    [[nodiscard]] static bool still_wanted(const Announcement& announcement,
                                           const QueueState& state);
    [[nodiscard]] bool is_speaker(const Announcement& announcement, const QueueState& state) const;
    [[nodiscard]] bool another_speaks(const Announcement& announcement,
                                      const QueueState& state) const;

    Parts parts_;
    CallTeller teller_;
    AnnouncementQueue queue_;
    CallStage stage_;
    AlertSpeaker alerts_;
    VoiceTest test_;
    bool retires_ = false;
    UnsaidCalls unsaid_;
    HeldCalls held_{queue_, unsaid_};
    bool voice_comes_ = false;
    std::int64_t bids_ = 0;
    std::map<std::string, Part, std::less<>> parts_in_; ///< of each zone, as of the last turn
    bool tried_unsaid_ = false; ///< the last that was tried was one of those
    std::optional<Asking> asking_;
    std::optional<Speaking> speaking_;

    std::optional<Moment> last_word_; ///< when the latest voice of this zone ended, heard or kept
};

} // namespace panggil::screen
