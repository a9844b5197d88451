// SPDX-License-Identifier: MIT
#pragma once
/// Hub: keeps the truth of one hall. A command becomes an event that is first on disk, then
/// published, then acknowledged, in this order. Knows no socket: whoever carries the messages gives
/// it commands and a place to publish. One thread; time is an argument.

#include "codec/state_meter.hpp"
#include "core/hall.hpp"
#include "core/ledger.hpp"
#include "core/log.hpp"
#include "core/message.hpp"
#include "hub/command_rate.hpp"
#include "hub/fleet.hpp"
#include "hub/journal.hpp"
#include "hub/past_answers.hpp"

#include <deque>
#include <functional>
#include <map>
#include <set>
#include <span>

namespace panggil::hub {

class Hub {
public:
    using Publish = std::function<void(const HubMessage&)>;

    /// Begins a new term, loads the state, and brings it up to date with the hall and the day.
    /// `log` must outlive the hub.
    /// The new term is higher than `above`.
    [[nodiscard]] static Result<Hub> start(Journal journal, Hall hall, Log& log, Now now,
                                           std::int64_t above = 0,
                                           Identity identity = new_identity());

    /// A hub whose journal can't be believed, or can't be written yet: it serves a board without
    /// numbers that sends people to the clerks, refuses every command with what to do, writes
    /// nothing, and stays up, so that the screens say what is wrong instead of showing old numbers.
    [[nodiscard]] static Hub start_without_journal(Problem why, Hall hall, Log& log,
                                                   std::int64_t term, Now now,
                                                   Identity identity = new_identity());

    /// Where committed events go; until it is set they only go to disk.
    void publish_to(Publish publish) { publish_ = std::move(publish); }

    /// Called before each write, which may take as long as the disk wants.
    void before_writing(std::function<void()> tell) { before_writing_ = std::move(tell); }

    /// Does what is asked, or refuses, one command after the other; the same request id is answered
    /// from the store. What they do is written with one sync, then published, then answered. When
    /// the write fails each is told what the disk says was done, or that it is not known.
    [[nodiscard]] std::vector<Ack> execute(std::span<const Command> commands, Now now);

    [[nodiscard]] Ack execute(const Command& command, Now now);

    /// What became of a command of this device. One that is unknown is refused from now on, should
    /// it still come: whoever was told that it was not carried out will press the key again.
    [[nodiscard]] Ack answer(const CommandQuery& query, const std::string& device = "");

    /// What the hub decides by itself: a new day, another speaker.
    void turn(Now now);

    /// Asks the journal for a sign of life; when it has none, the health says so. Returns when the
    /// journal has answered, be it with a failure: a disk that hangs is a hub that hangs.
    void probe(Now now);

    /// A screen's word about itself or about an announcement; false when it made no sense.
    bool hear(ScreenStatus status, Now now);
    bool hear(Receipt receipt, Now now, Millis age = Millis{0}); ///< `age`: how long ago it was so

    /// Whether a report that was heard needs to be told no more: it is on disk, or of no use. Until
    /// then its screen keeps it.
    [[nodiscard]] bool has_kept(const Receipt& receipt) const;

    /// Whether a screen may say a call now. What is granted is on disk before this returns; no
    /// answer when it can't be, and the screen asks again.
    [[nodiscard]] std::optional<SpeakVerdict> judge(const SpeakRequest& request, Now now);

    /// A message about the state as it is.
    [[nodiscard]] HubMessage message(decltype(HubMessage::body) body, Now now) const;

    [[nodiscard]] Heartbeat heartbeat() const {
        return {doubts_the_clock() && health_ == "ok" ? "clock" : health_};
    }

    /// The day of which there should be a backup: the service day, or the clock's while the service
    /// day stands still.
    [[nodiscard]] std::string backup_day(Now now) const;

    /// The whole state, with the announcements that are fresh and not yet said.
    [[nodiscard]] Snapshot snapshot(std::int64_t rid, Now now) const;

    [[nodiscard]] bool has_journal() const { return journal_.has_value(); }

    [[nodiscard]] const Fleet& fleet() const { return fleet_; }

    [[nodiscard]] const Ledger& ledger() const { return ledger_; }

    [[nodiscard]] const QueueState& state() const { return state_; }

    [[nodiscard]] const std::string& site() const { return hall_.site; }

    [[nodiscard]] std::int64_t term() const { return term_; }

private:
    void tell_before_writing() {
        if (before_writing_) {
            before_writing_();
        }
    }

    /// Nothing that has the floor keeps a call from being said for longer.
    static constexpr Millis longest_hold{600'000};

    struct Spoken {
        Announcement announcement;
        HubMoment at{};
    };

    /// Events that are decided and not yet written, and the state that they lead to.
    struct Draft {
        QueueState state;
        std::uint64_t digest = 0;
        std::size_t bytes = 0; ///< of the state, as a snapshot carries it
        std::vector<Journal::Write> writes;
    };

    /// Commands whose answers wait for one write.
    struct Group {
        Draft draft;
        std::vector<Ack> acks;
        std::vector<std::string> devices;                    ///< whose each answer is
        std::set<std::pair<std::string, std::string>> asked; ///< device and request id
        std::vector<PastAnswer> refused;
    };

    Hub(std::optional<Journal> journal, Hall hall, Log& log, std::int64_t term, Now now,
        Identity identity);

    [[nodiscard]] Draft begin() const { return {state_, digest_, bytes_, {}}; }

    /// Takes the event into the draft, or leaves the draft as it is when nobody could read the
    /// event or the state that it leaves.
    Result<Done> add(Draft& draft, const Event& event, std::optional<Journal::Reply> reply,
                     Now now) const;
    void take_state(QueueState state);
    Result<Done> commit(Draft draft, Now now);
    Result<Done> commit(const Event& event, Now now);
    void see_the_day(Now now);

    [[nodiscard]] bool doubts_the_clock() const {
        return day_ == DayClock::Ahead || day_ == DayClock::Jumped;
    }

    void watch_the_clock(Now now);
    void commit_own(const std::optional<Event>& event, Now now);
    void decide_in(Group& group, const Command& command, Now now);
    void finish(Group group, std::vector<Ack>& acks, Now now);
    [[nodiscard]] Result<std::optional<PastAnswer>> past_answer(const std::string& device,
                                                                const std::string& request_id);
    [[nodiscard]] Ack after_failed_write(const std::string& device, const std::string& request_id,
                                         const Problem& failure);
    [[nodiscard]] std::optional<Problem> why_not_now(const Command& command, Now now);
    void say_refusal(const Ack& ack, const std::string& actor, Now now);
    void after_failure(const Problem& problem, Now now);
    Result<Done> learn_from_disk(Now now);
    Result<Done> take_up_calls(Sequence after, Now now);
    [[nodiscard]] Envelope envelope(Sequence seq, std::uint64_t digest, Now now) const;
    void note(const Receipt& receipt);
    void hear_voice(const Receipt& receipt, Now now);
    [[nodiscard]] bool speaks(const Receipt& receipt) const;
    void postpone(const Receipt& receipt);
    void see_life(const std::string& screen, const std::string& life, Now now);
    void take_back_broken_voices(Now now);
    void tell_lost_voices(Now now);
    [[nodiscard]] bool another_speaks(const std::string& zone, const std::string& screen,
                                      Now now) const;
    void close_account(const Announcement& announcement, Now now);
    bool save_receipts(Now now);
    [[nodiscard]] const Spoken* fresh_call(std::string_view call_id, Now now) const;
    void say(LogLevel level, std::string event, Record fields, Now now);
    void say_event(const Event& event, std::uint64_t digest, Now now);

    std::optional<Journal> journal_; ///< none when it is damaged
    Problem damage_;
    Hall hall_;
    Log* log_;
    std::int64_t term_;
    std::string id_;
    std::string boot_;
    Moment since_;
    QueueState state_;
    std::uint64_t digest_ = 0;
    std::size_t bytes_ = 0;
    std::string health_ = "ok";
    DayClock day_ = DayClock::Same;
    Fleet fleet_;
    Ledger ledger_;

    /// A call that was given to a screen: until when that one may be saying it.
    struct Voice {
        std::string call_id;
        std::string screen;
        Moment until{};
        Millis length{0};
        std::string bid;
        Moment granted{};
        std::optional<Moment> heard = {}; ///< last word of its screen, when the voice yields
    };

    /// Of one screen, the latest last.
    using Lives = std::deque<std::string>;

    std::map<std::string, Voice> voices_; ///< by zone
    std::map<std::string, Lives> lives_;  ///< by screen
    std::vector<Receipt> unsaved_;        ///< receipts that are not on disk yet
    Moment saved_at_{};
    std::deque<Spoken> spoken_;
    PastAnswers refused_;
    CommandRate rate_;
    std::optional<Problem> doubt_; ///< why memory may differ from disk: nothing is decided until
                                   ///< the disk could be read
    Moment doubted_at_{};
    OncePerMinute once_;
    mutable codec::StateMeter meter_; ///< of one state after the other
    Publish publish_;
    std::function<void()> before_writing_;
};

} // namespace panggil::hub
