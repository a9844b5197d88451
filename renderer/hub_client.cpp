// SPDX-License-Identifier: MIT
#include "renderer/hub_client.hpp"

#include "codec/state_meter.hpp"
#include "codec/wire.hpp"

#include <algorithm>
#include <utility>

namespace panggil::screen {

namespace {

using namespace std::chrono_literals;

constexpr Micros lonely_ping_period = 5s; ///< the hub has nobody who could go on in its place
constexpr Micros usual_ping_period = 2s;
constexpr Micros close_ping_period = 500ms;
constexpr Micros before_its_time =
    500ms; ///< a question goes along when something else has woken us
constexpr std::size_t most_unanswered = 32;
constexpr Micros longest_first_ping = 1s; ///< a hub that is away is asked ever more seldom
constexpr Micros longest_patience = 64s;  ///< with a large state on a slow line
constexpr int handful = 8;
/// Between two parts of an answer: a large one leaves room for what a call needs.
constexpr Micros answer_pace = 10ms;
/// Nobody waits longer for one.
constexpr Micros answer_lasts = 6s;
/// How long a call may hold a picture up: the hub waits for six seconds.
constexpr Micros picture_waits = 4s;
constexpr std::size_t most_answers = 64;
/// Parts that may be on the line at once: a third of a second at 1 Mbit/s.
constexpr int parts_at_once = 3;

bool is_part(const OrderReport& report) {
    return !report.part.empty();
}

} // namespace

HubClient::HubClient(link::Context& context, link::Endpoint control, Log& log,
                     std::optional<Keys> keys)
    : context_(&context), control_endpoint_(std::move(control)), log_(&log),
      follower_(codec::metered_digest()), keys_(std::move(keys)) {}

std::string_view HubClient::phase() const {
    switch (follower_.phase()) {
    case FollowerPhase::Syncing:
        return "syncing";
    case FollowerPhase::Live:
        return "live";
    case FollowerPhase::Stale:
        return "stale";
    case FollowerPhase::Connecting:
        break;
    }
    return "connecting";
}

void HubClient::rebuild(Now now) {
    built_ = now.mono;
    events_.reset();
    events_port_ = 0;
    heard_on_events_ = false;
    open_control(now);
}

void HubClient::open_control(Now now) {
    unanswered_since_.reset();
    next_ping_ = now.mono;
    control_.reset();
    entry_ = link::Entry::Unknown;
    auto control = link::Requester::connect(*context_, control_endpoint_);
    if (!control) {
        complain(control.problem(), now);
        return;
    }
    control_.emplace(std::move(control).value());
}

/// Refused for good on this socket; rebuild() knocks again with a new one.
void HubClient::watch_entry(Now now) {
    const link::Entry entry = control_ ? control_->entry() : link::Entry::Unknown;
    if (entry == std::exchange(entry_, entry) || !keys_) {
        return;
    }
    is_refused_ = is_refused_ && entry != link::Entry::Admitted;
    if (entry == link::Entry::Admitted && keys_->hub.opened()) {
        keep_keys("hub_key.changed", now);
    }
    if (entry == link::Entry::Refused || (entry == link::Entry::Broken && !try_other_key(now))) {
        complain_of_entry(now);
    }
}

/// True when the hub's next key is tried at once. After both it waits for the next rebuild(), as
/// with one.
bool HubClient::try_other_key(Now now) {
    const bool tries_next = keys_->hub.try_other();
    context_->expect(keys_->hub.key());
    if (tries_next) {
        rebuild(now);
    }
    return tries_next;
}

void HubClient::learn_next_key(const Pong& pong, Now now) {
    if (keys_ && pong.next_key && keys_->hub.hear(pong.next_key->key)) {
        keep_keys("hub_key.announced", now);
    }
}

void HubClient::keep_keys(const char* event, Now now) {
    if (const auto kept = keys_->keep(keys_->hub); !kept) {
        complain(kept.problem(), now, "hub_key.not_kept"); // it is known until the next start
    }
    log_->write({now.utc, now.mono, LogLevel::Info, event, {}});
}

void HubClient::complain_of_entry(Now now) {
    const bool refused = entry_ == link::Entry::Refused;
    const bool is_news = refused && !std::exchange(is_refused_, is_refused_ || refused);
    const char* event = refused ? "key.refused" : "key.differs";
    const auto verdict = limit_.ask(event, now.mono);
    if (verdict.say != 0 || is_news) {
        const std::string hint = refused ? "approve it at the hub: panggil-hub keys approve " +
                                               keys_->fingerprint + " NAME --role display"
                                         : "is hub.pub the key of this hub, and does it use keys?";
        log_->write({now.utc, now.mono, LogLevel::Warning, event,
                     Record{{"fingerprint", keys_->fingerprint},
                            {"hint", hint},
                            {"held_back", verdict.held_back}}});
    }
}

void HubClient::connect_events(const Pong& pong, std::string_view site, Now now) {
    if (events_ && events_port_ == pong.events_port && site_ == site) {
        return;
    }
    site_ = site;
    events_port_ = pong.events_port;
    heard_on_events_ = false;
    // Everyone takes the site's whole stream: a filter would make gaps invisible.
    auto events = link::Subscriber::connect(
        *context_, control_endpoint_.with_port(pong.events_port), "q1." + site_ + '.');
    if (!events) {
        complain(events.problem(), now);
        events_.reset();
        return;
    }
    events_.emplace(std::move(events).value());
}

FollowerSteps HubClient::turn(Now now) {
    FollowerSteps steps;
    const Micros quiet = std::min(follower_.silence(now.mono), now.mono - built_);
    if (!control_ || quiet > rebuild_after) {
        rebuild(now);
    } else if (unanswered_since_ && now.mono - *unanswered_since_ > patience_) {
        // One byte that is wrong can end a connection for good, and the other goes on.
        patience_ = std::min(2 * patience_, longest_patience);
        open_control(now);
    }
    // The rest is taken in the next turn, at once: a flood must not keep the picture from moving.
    for (int taken = 0; events_ && taken < handful; ++taken) {
        const auto frame = events_->receive();
        if (!frame) {
            break;
        }
        heard_on_events_ = true;
        if (!tells_nothing_new(*frame)) {
            take(frame->body, steps, now);
        }
    }
    for (int taken = 0; control_ && taken < handful; ++taken) {
        const auto answer = control_->receive();
        if (!answer) {
            break;
        }
        unanswered_since_.reset();
        patience_ = first_patience;
        take(*answer, steps, now);
    }
    watch_entry(now);
    merge(follower_.tick(now.mono), steps, now);
    send_reports(now); // before a status that says the same with fewer words
    send_answers(now);
    const Micros period = ping_period();
    next_ping_ = std::min(next_ping_, now.mono + period);
    const bool may_go_along = period > usual_ping_period;
    if (now.mono + (may_go_along ? before_its_time : 0ms) >= next_ping_) {
        next_ping_ = now.mono + period;
        first_ping_ = events_ ? first_ping_period : std::min(2 * first_ping_, longest_first_ping);
        const std::int64_t rid = follower_.next_rid();
        if (status_) {
            asked_[rid] = now.mono;
        }
        if (!send(Ping{rid, status_}, rid, now)) {                     // an early one has no status
            next_ping_ = std::min(next_ping_, now.mono + first_ping_); // nobody is there yet
        }
    }
    return steps;
}

/// The hub takes a voice from a screen that it has not heard for long, if somebody else can go on.
Micros HubClient::ping_period() const {
    if (!events_ || close_) {
        return events_ ? close_ping_period : first_ping_;
    }
    const bool has_relief =
        std::ranges::any_of(records_under(state(), "zone/"),
                            [](const auto& zone) { return zone.second->number("relief") != 0; });
    const bool is_alone = follower_.phase() == FollowerPhase::Live && !has_relief;
    return is_alone ? lonely_ping_period : usual_ping_period;
}

void HubClient::note_question(Moment now) {
    unanswered_since_ = unanswered_since_.value_or(now);
}

void HubClient::set_status(ScreenStatus status) {
    // What it may count on: who has just come to follow it can take another's voice.
    if (status_ && (status_->audio_ok != status.audio_ok || status_->voice != status.voice ||
                    status_->health != status.health)) {
        next_ping_ = Moment::min();
    }
    status_ = std::move(status);
}

void HubClient::stay_close(bool close, Moment now) {
    close_ = close;
    next_ping_ = std::min(next_ping_, now + ping_period());
}

void HubClient::note_answer(std::int64_t rid) {
    if (const auto asked = asked_.find(rid); asked != asked_.end()) {
        proven_ = std::max(proven_, asked->second);
        asked_.erase(asked_.begin(), std::next(asked));
    }
    while (asked_.size() > most_unanswered) {
        asked_.erase(asked_.begin());
    }
}

void HubClient::send_reports(Now now) {
    reports_.tidy(now.mono);
    takes_reports_ = control_.has_value();
    if (!control_ || site_.empty()) {
        return;
    }
    for (const ReceiptReport& report : reports_.due(now.mono)) {
        takes_reports_ = control_->send(codec::encode(ControlRequest{report}, site_));
        if (!takes_reports_) {
            return; // the next turn begins with this one: the order is that of telling
        }
        reports_.sent(report.rid, now.mono);
    }
}

void HubClient::answer(OrderReport report, Moment now) {
    if (is_part(report)) { // nobody waits for the picture before it any more
        std::erase_if(answers_, [&](const Answer& each) {
            return is_part(each.report) && each.report.order != report.order;
        });
    }
    if (answers_.size() < most_answers) {
        answers_.push_back({std::move(report), now + answer_lasts});
    }
}

/// What may leave now. A part of a picture waits until all that was asked is answered: a question
/// that stood behind many parts on a slow line would be answered too late for a voice.
std::deque<HubClient::Answer>::const_iterator HubClient::next_answer() const {
    const auto small =
        std::ranges::find_if(answers_, [](const Answer& each) { return !is_part(each.report); });
    const bool may_send_part = !close_ && asked_.empty();
    return small != answers_.end() || !may_send_part ? small : answers_.begin();
}

/// Whoever waits for a picture that a call holds up is told why, before the hub calls the screen
/// silent.
void HubClient::give_way(Moment now) {
    const auto part =
        std::ranges::find_if(answers_, [](const Answer& each) { return is_part(each.report); });
    if (!close_ || part == answers_.end() || now < part->until - answer_lasts + picture_waits) {
        return;
    }
    OrderReport busy;
    busy.order = part->report.order;
    busy.screen = part->report.screen;
    busy.refused =
        Problem{"calling", "screen", "is saying a call, which goes first", "ask again in a moment",
                "Layar sedang memanggil, dan itu didahulukan. Coba lagi sebentar."};
    std::erase_if(answers_, [](const Answer& each) { return is_part(each.report); });
    answers_.push_back({std::move(busy), now + answer_lasts});
}

/// After a few parts the hub is asked: its answer tells that they have passed.
void HubClient::send_answers(Now now) {
    std::erase_if(answers_, [&](const Answer& each) { return now.mono >= each.until; });
    give_way(now.mono);
    const auto next = next_answer();
    if (!control_ || next == answers_.end() || now.mono < next_answer_) {
        return;
    }
    next_answer_ = now.mono + answer_pace;
    if (!control_->send(codec::encode(ControlRequest{next->report}, site_))) {
        return;
    }
    parts_unproven_ += is_part(next->report) ? 1 : 0;
    answers_.erase(next);
    if (parts_unproven_ >= parts_at_once) {
        parts_unproven_ = 0;
        next_ping_ = now.mono; // in this very turn
    }
}

/// By this connection only the hub speaks. An order that was long on its way is not carried out: by
/// then nobody stands before the screen any more.
void HubClient::take_order(const Envelope& envelope, const Order& order, Now now) {
    const auto age = follower_.age_of_word(envelope, now.mono);
    const std::pair number{envelope.term, order.id};
    if (!age || *age > order.life || number <= last_order_) {
        complain({"order.late", "order " + std::to_string(order.id),
                  "came late, twice, or from a hub that this screen does not follow: left undone",
                  "", ""},
                 now, "order.dropped");
        return;
    }
    last_order_ = number;
    orders_.push_back(order);
}

/// A keyframe comes with a heartbeat, which says the same to whoever is Live in a hundredth of the
/// bytes.
bool HubClient::tells_nothing_new(const link::Frame& frame) const {
    return follower_.phase() == FollowerPhase::Live && frame.topic.ends_with(".k");
}

void HubClient::take(const std::string& bytes, FollowerSteps& steps, Now now) {
    const Result<HubMessage> message = codec::decode_hub_message(bytes, site_);
    if (!message) {
        complain(message.problem(), now);
        return;
    }
    if (const auto* noted = std::get_if<Noted>(&message.value().body)) {
        reports_.noted(noted->rid);
        return;
    }
    if (const auto* verdict = std::get_if<SpeakVerdict>(&message.value().body)) {
        note_answer(verdict->rid);
        verdicts_.push_back(*verdict);
        return; // it says nothing about the state
    }
    if (const auto* order = std::get_if<Order>(&message.value().body)) {
        take_order(message.value().envelope, *order, now);
        return;
    }
    if (const auto* no = std::get_if<Refusal>(&message.value().body)) {
        reports_.noted(no->rid); // it will not be taken the next time either
        complain(no->problem, now, "key.forbidden");
        return;
    }
    if (const auto* pong = std::get_if<Pong>(&message.value().body); pong != nullptr) {
        note_answer(pong->rid);
        connect_events(*pong, message.value().envelope.site, now);
        learn_next_key(*pong, now);
    }
    // Hear first, then ask: what the control plane says counts only once the event plane is heard,
    // so that nothing can fall between a snapshot and the first event.
    if (heard_on_events_) {
        merge(follower_.hear(message.value(), now.mono), steps, now);
    }
}

void HubClient::merge(FollowerSteps&& more, FollowerSteps& steps, Now now) {
    for (Event& event : more.applied) {
        steps.applied.push_back(std::move(event));
    }
    for (FollowerSteps::Call& call : more.calls) {
        steps.calls.push_back(std::move(call));
    }
    for (std::string& alarm : more.alarms) {
        steps.alarms.push_back(std::move(alarm));
    }
    if (more.snapshot) {
        steps.snapshot = more.snapshot;
    }
    if (more.ask) {
        send(SnapshotRequest{*more.ask}, *more.ask, now);
    }
}

bool HubClient::send(const ControlRequest& request, std::int64_t rid, Now now) {
    note_question(now.mono);
    if (control_ && control_->send(codec::encode(request, site_))) {
        follower_.asked(rid, now.mono);
        return true;
    }
    return false;
}

void HubClient::report(Receipt receipt, Moment now) {
    reports_.add(std::move(receipt), follower_.next_rid(), now);
}

void HubClient::ask_to_speak(SpeakRequest request, Moment now) {
    if (control_) {
        note_question(now);
        request.rid = follower_.next_rid();
        asked_[request.rid] = now;
        (void)control_->send(codec::encode(ControlRequest{std::move(request)}, site_));
    }
}

void HubClient::complain(const Problem& problem, Now now, const char* event) {
    const auto verdict = limit_.ask(problem.code, now.mono);
    if (verdict.say != 0) {
        Record fields = fields_of(problem);
        fields.set("held_back", verdict.held_back);
        log_->write({now.utc, now.mono, LogLevel::Warning, event, std::move(fields)});
    }
}

std::vector<link::Pollable*> HubClient::sockets() {
    std::vector<link::Pollable*> sockets;
    if (events_) {
        sockets.push_back(&*events_);
    }
    if (control_) {
        sockets.push_back(&*control_);
    }
    return sockets;
}

Moment HubClient::next_deadline(Now now) const {
    const Moment quiet_from = std::max(built_, now.mono - follower_.silence(now.mono));
    // A report that nobody takes now is no reason to wake: it goes with the next question.
    const auto report = takes_reports_ ? reports_.next_due() : std::nullopt;
    const bool has_answer = control_ && next_answer() != answers_.end();
    const Moment answer = has_answer ? next_answer_ : Moment::max();
    const Moment impatient =
        unanswered_since_ ? *unanswered_since_ + patience_ + 1ms : Moment::max();
    return std::min({next_ping_, quiet_from + rebuild_after + 1ms, impatient,
                     follower_.next_deadline(now.mono), report.value_or(Moment::max()), answer});
}

} // namespace panggil::screen
