// SPDX-License-Identifier: MIT
#pragma once
/// Hub: keeps the truth of one hall. A command becomes an event that is first on disk, then
/// published, then acknowledged, in this order. Knows no socket: whoever carries the messages gives
/// it commands and a place to publish. One thread; time is an argument.

#include "core/hall.hpp"
#include "core/ledger.hpp"
#include "core/log.hpp"
#include "core/message.hpp"
#include "hub/fleet.hpp"
#include "hub/journal.hpp"

#include <deque>
#include <functional>

namespace panggil::hub {

class Hub {
public:
    using Publish = std::function<void(const HubMessage&)>;

    /// Begins a new term, loads the state, and brings it up to date with the hall and the day.
    /// `log` must outlive the hub.
    [[nodiscard]] static Result<Hub> start(Journal journal, Hall hall, Log& log, Now now);

    /// Where committed events go; until it is set they only go to disk.
    void publish_to(Publish publish) { publish_ = std::move(publish); }

    /// Does what is asked, or refuses; the same request id is answered from the store.
    [[nodiscard]] Ack execute(const Command& command, Now now);

    /// What the hub decides by itself: a new day, another speaker.
    void turn(Now now);

    /// A screen's word about itself or about an announcement; false when it made no sense.
    bool hear(ScreenStatus status, Now now);
    bool hear(Receipt receipt, Now now);

    /// Whether a screen may say a call now. What is granted is on disk before this returns; no
    /// answer when it can't be, and the screen asks again.
    [[nodiscard]] std::optional<SpeakVerdict> judge(const SpeakRequest& request, Now now);

    [[nodiscard]] HubMessage message(decltype(HubMessage::body) body, Now now) const;

    [[nodiscard]] Heartbeat heartbeat() const { return {health_}; }

    /// The whole state, with the announcements that are fresh and not yet said.
    [[nodiscard]] Snapshot snapshot(std::int64_t rid, Now now) const;

    [[nodiscard]] const Fleet& fleet() const { return fleet_; }

    [[nodiscard]] const Ledger& ledger() const { return ledger_; }

    [[nodiscard]] const QueueState& state() const { return state_; }

    [[nodiscard]] const std::string& site() const { return hall_.site; }

    [[nodiscard]] std::int64_t term() const { return term_; }

private:
    struct Spoken {
        Announcement announcement;
        HubMoment at{};
    };

    /// An answer that changed nothing, remembered for a while so that a repeated request gets the
    /// same one. Not worth a disk write each.
    struct Refused {
        std::string command;
        Ack ack;
    };

    Hub(Journal journal, Hall hall, Log& log, std::int64_t term, Now now);

    Result<Done> commit(const Event& event, const std::optional<Journal::Reply>& reply, Now now);
    void commit_own(const std::optional<Event>& event, Now now);
    [[nodiscard]] std::optional<Ack> earlier_answer(const Command& command,
                                                    const std::string& canonical);
    Ack refuse(const Command& command, const std::string& canonical, Problem problem, Now now);
    void after_failure(const Problem& problem, Now now);
    Result<Done> restore_fresh_calls(Now now);
    void note(const Receipt& receipt);
    void close_account(const Announcement& announcement, Now now);
    bool save_receipts(Now now);
    [[nodiscard]] const Spoken* fresh_call(std::string_view call_id, Now now) const;
    void say(LogLevel level, std::string event, Record fields, Now now);
    void say_event(const Event& event, Now now);

    Journal journal_;
    Hall hall_;
    Log* log_;
    std::int64_t term_;
    std::string id_;
    std::string boot_;
    Moment since_;
    QueueState state_;
    std::uint64_t digest_ = 0;
    std::string health_ = "ok";
    Fleet fleet_;
    Ledger ledger_;
    std::vector<Receipt> unsaved_; ///< receipts that are not on disk yet
    Moment saved_at_{};
    std::deque<Spoken> spoken_;
    std::deque<Refused> refused_;
    OncePerMinute once_;
    Publish publish_;
};

} // namespace panggil::hub
