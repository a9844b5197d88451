// SPDX-License-Identifier: MIT
#pragma once
/// HubClient: the screen's line to its hub: two sockets, the codec and the Follower put together.
/// It learns the event port from the control endpoint, pings with the screen's status (every 5 s,
/// every 2 s where another screen could take its voice), asks for snapshots when the Follower wants
/// them, and rebuilds both sockets after 4 s of silence (which also cures refused and half-open
/// connections). Main thread only; nothing blocks.

#include "core/follower.hpp"
#include "core/hub_trust.hpp"
#include "core/log.hpp"
#include "core/report_box.hpp"
#include "link/sockets.hpp"
#include "renderer/clock.hpp"

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace panggil::screen {

class HubClient {
public:
    /// What a context with keys knows of them.
    struct Keys {
        std::string fingerprint; ///< of this screen's own
        HubTrust hub;
        std::function<Result<Done>(const HubTrust&)> keep; ///< stores what has changed
    };

    HubClient(link::Context& context, link::Endpoint control, Log& log,
              std::optional<Keys> keys = std::nullopt);

    /// Takes what has arrived, but no more than a picture can wait for. Bad messages are counted,
    /// logged once a minute per kind, and change nothing.
    [[nodiscard]] FollowerSteps turn(Now now);

    /// What the next ping tells the hub: at once when it is that the sound came or went.
    void set_status(ScreenStatus status);

    /// Tells the hub what became of an announcement, again and again until the hub has it.
    void report(Receipt receipt, Moment now);

    /// The hub has everything that was reported.
    [[nodiscard]] bool has_told_all() const { return reports_.empty(); }

    /// Asks for a call; the answer comes with take_verdicts(). What could not be sent is asked
    /// again by the caller. The rid is set here.
    void ask_to_speak(SpeakRequest request, Moment now);

    /// While it holds the hub is asked twice a second: a voice depends on its answers.
    void stay_close(bool close, Moment now);

    /// When the latest question was asked that the hub has answered.
    [[nodiscard]] Moment proven() const { return proven_; }

    /// Answers to ask_to_speak() since the last time.
    [[nodiscard]] std::vector<SpeakVerdict> take_verdicts() { return std::exchange(verdicts_, {}); }

    /// What the hub wants of this screen, and is not too old: each of them once.
    [[nodiscard]] std::vector<Order> take_orders() { return std::exchange(orders_, {}); }

    /// Tells the hub what came of an order; once, and in the order of telling. Parts of a picture
    /// come after all else, a few at a time, and none while a voice depends on the hub's answers;
    /// a picture that is held up by that for seconds is refused instead (`calling`).
    void answer(OrderReport report, Moment now);

    /// All that was to be told of orders has left.
    [[nodiscard]] bool has_answered() const { return answers_.empty(); }

    [[nodiscard]] const QueueState& state() const { return follower_.state(); }

    /// The hub's wall clock when it last said something; for people.
    [[nodiscard]] std::optional<UtcTime> heard_at() const {
        const auto& envelope = follower_.last_envelope();
        return envelope ? std::optional(envelope->utc) : std::nullopt;
    }

    [[nodiscard]] std::uint64_t digest() const { return follower_.digest(); }

    [[nodiscard]] bool hears_two_hubs(Moment now) const { return follower_.hears_two_hubs(now); }

    [[nodiscard]] LinkHealth health(Moment now) const { return follower_.health(now); }

    /// "connecting", "syncing", "live", "stale": for the log and the hub's list of screens.
    [[nodiscard]] std::string_view phase() const;

    /// The fingerprint while the hub does not let this screen's key in, "" otherwise.
    [[nodiscard]] std::string refused_key() const {
        return is_refused_ && keys_ ? keys_->fingerprint : "";
    }

    [[nodiscard]] std::vector<link::Pollable*> sockets();
    [[nodiscard]] Moment next_deadline(Now now) const;

private:
    /// Silence after which a connection is made anew (protocol B.5).
    static constexpr Micros rebuild_after{4'000'000};
    /// A question without an answer, to begin with; longer for a large state on a slow line.
    static constexpr Micros first_patience{3'000'000};
    /// Between two questions until the hub has answered, to begin with.
    static constexpr Micros first_ping_period{200'000};

    void rebuild(Now now);
    void open_control(Now now);
    void watch_entry(Now now);
    [[nodiscard]] bool try_other_key(Now now);
    void learn_next_key(const Pong& pong, Now now);
    void keep_keys(const char* event, Now now);
    void complain_of_entry(Now now);
    [[nodiscard]] bool tells_nothing_new(const link::Frame& frame) const;
    void take(const std::string& bytes, FollowerSteps& steps, Now now);
    void connect_events(const Pong& pong, std::string_view site, Now now);
    void merge(FollowerSteps&& more, FollowerSteps& steps, Now now);
    [[nodiscard]] Micros ping_period() const;
    void note_question(Moment now);
    bool send(const ControlRequest& request, std::int64_t rid, Now now);
    void note_answer(std::int64_t rid);
    void send_reports(Now now);

    /// What is to be told of an order until then.
    struct Answer {
        OrderReport report;
        Moment until{};
    };

    [[nodiscard]] std::deque<Answer>::const_iterator next_answer() const;
    void give_way(Moment now);
    void send_answers(Now now);
    void take_order(const Envelope& envelope, const Order& order, Now now);
    void complain(const Problem& problem, Now now, const char* event = "link.bad_message");

    link::Context* context_;
    link::Endpoint control_endpoint_;
    Log* log_;
    Follower follower_;
    std::optional<link::Requester> control_;
    std::optional<link::Subscriber> events_;
    int events_port_ = 0;
    std::optional<Keys> keys_;
    bool is_refused_ = false;
    link::Entry entry_ = link::Entry::Unknown; ///< of the control socket that is open
    std::string site_;                         ///< learnt from the first answer
    bool heard_on_events_ = false;
    std::optional<ScreenStatus> status_;
    ReportBox reports_;
    bool takes_reports_ = false; ///< the control socket, when it was last tried
    std::vector<SpeakVerdict> verdicts_;

    std::vector<Order> orders_;
    std::pair<std::int64_t, std::int64_t> last_order_; ///< term and id of the last that was taken
    std::deque<Answer> answers_;
    Moment next_answer_{};
    int parts_unproven_ = 0; ///< of a picture, sent after the last question
    Moment built_{};
    /// The first question on this control socket that was asked after it last gave something.
    std::optional<Moment> unanswered_since_;
    Micros patience_ = first_patience; ///< grows until there is an answer
    Moment next_ping_{};
    Micros first_ping_ = first_ping_period;
    bool close_ = false;
    std::map<std::int64_t, Moment> asked_; ///< what tells the hub that this screen lives, by rid
    Moment proven_ = Moment::min();
    OncePerMinute limit_;
};

} // namespace panggil::screen
