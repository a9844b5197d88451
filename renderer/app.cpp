// SPDX-License-Identifier: MIT
#include "renderer/app.hpp"

#include "codec/wire.hpp"
#include "renderer/glass_line.hpp"
#include "renderer/sound/give_back.hpp"
#include "renderer/stage_rules.hpp"

#include <algorithm>

namespace panggil::screen {

namespace {

std::string_view name_of(LinkHealth health) {
    switch (health) {
    case LinkHealth::Live:
        return "link.live";
    case LinkHealth::Stale:
        return "link.stale";
    case LinkHealth::Lost:
        return "link.lost";
    case LinkHealth::Connecting:
        break;
    }
    return "link.connecting";
}

/// So long a call has the whole glass for itself, also one that is said elsewhere.
constexpr Micros fresh_call = std::chrono::seconds(5);

Record fields_of_call(const Announcement& call) {
    Record fields;
    fields.set("seq", call.seq)
        .set("announce_id", call.call_id)
        .set("ticket", call.ticket)
        .set("counter", call.counter)
        .set("attempt", std::int64_t{call.attempt});
    return fields;
}

} // namespace

void App::say(LogLevel level, std::string event, Record fields, Now now) {
    parts_.log->write({now.utc, now.mono, level, std::move(event), std::move(fields)});
}

App::Verdict App::turn(Now now) {
    const DisplayChange change = parts_.display->take_change();
    if (change == DisplayChange::Quit) {
        return Verdict::Quit;
    }
    take_display(change, now);
    take_files(now);
    take_facts(now);
    const LinkHealth health = parts_.hub->health(now.mono);
    tell_health(health, now);
    parts_.announcer->turn(parts_.hub->state(), now);
    parts_.hub->stay_close(parts_.announcer->depends_on_hub(), now.mono);
    attend_to_orders(now);
    if (!is_settled(health, now) || !parts_.picture->go_on(now)) {
        prove_shown(draw(health, now), now);
    } else if (!parts_.announcer->is_calling(now.mono)) {
        parts_.programme->read_ahead();
    }
    tell_status(now);
    const bool restarts = parts_.orders != nullptr && parts_.orders->wants_restart(now);
    return restarts ? Verdict::Restart : Verdict::GoOn;
}

/// A call that was heard in this turn is known by now, and is in nobody's way.
void App::attend_to_orders(Now now) {
    if (parts_.orders == nullptr) {
        return;
    }
    for (const Order& order : parts_.hub->take_orders()) {
        OrderKeeper::Surroundings around = surroundings(now);
        around.zones = zone_names();
        parts_.orders->take(order, around, now);
    }
    const auto before = parts_.orders->label();
    parts_.orders->turn(surroundings(now), now);
    if (parts_.orders->label() != before || before != shown_label_) {
        settled_.reset();
    }
    shown_label_ = parts_.orders->label();
    parts_.picture->label(shown_label_);
}

OrderKeeper::Surroundings App::surroundings(Now now) const {
    const QueueState& state = parts_.hub->state();
    const bool is_needed = parts_.announcer->is_calling(now.mono) ||
                           now.mono < last_call_ + fresh_call ||
                           !records_under(state, "alert/").empty();
    return {&state, {}, blank_ || parts_.programme->is_night(), is_needed};
}

TextList App::zone_names() const {
    TextList names;
    const TextList& ours = parts_.identity.zones;
    for (const auto& [key, zone] : records_under(parts_.hub->state(), "zone/")) {
        if (ours.empty() || std::ranges::find(ours, id_of(key)) != ours.end()) {
            const std::string& label = zone->text("label");
            names.push_back(label.empty() ? std::string(id_of(key)) : label);
        }
    }
    return names;
}

/// What needs a look each turn (an alert that ends by itself, a hub that is late, a call that has
/// yet to be proven on the glass) never settles.
bool App::is_settled(LinkHealth health, Now now) const {
    if (!settled_) {
        return false;
    }
    const auto change = parts_.picture->next_change(now);
    return settled_->health == health && now.utc >= settled_->since && now.utc < settled_->until &&
           (!change || now.mono < *change) && settled_->on_air == parts_.announcer->on_air() &&
           settled_->calling == parts_.announcer->is_calling(now.mono) &&
           settled_->media == parts_.display->media_news() &&
           settled_->said == parts_.announcer->said_now(now.mono);
}

void App::note_drawn(const Board& board, LinkHealth health, Now now) {
    settled_.reset();
    const bool needs_looks = !board.alerts.empty() || board.two_hubs ||
                             !board.refused_key.empty() || parts_.programme->calls_wait_until() ||
                             unproven_.waits() || parts_.log_shown;
    if (needs_looks || (health != LinkHealth::Live && health != LinkHealth::Connecting)) {
        return;
    }
    Drawn drawn{health,
                parts_.announcer->on_air(),
                board.said,
                parts_.announcer->is_calling(now.mono),
                parts_.display->media_news(),
                now.utc,
                now.utc + Minutes(1)}; // the picture moves a little now and then
    for (const auto& change : {board.next_change, parts_.programme->next_change(now.utc)}) {
        drawn.until = change ? std::min(drawn.until, *change) : drawn.until;
    }
    settled_ = std::move(drawn);
}

void App::take_display(DisplayChange change, Now now) {
    if (change != DisplayChange::None) {
        settled_.reset();
    }
    if (change == DisplayChange::Blank) {
        toggle_blank(now);
    } else if (change == DisplayChange::Lost) {
        say(LogLevel::Error, "display.lost", {}, now);
    } else if (change == DisplayChange::Back) {
        say(LogLevel::Info, "display.back", {}, now);
    } else if (change == DisplayChange::Resized) {
        const Size glass = parts_.display->canvas().size();
        say(LogLevel::Info, "display.resized",
            Record{{"width", glass.width}, {"height", glass.height}}, now);
    }
    if (change == DisplayChange::Resized || change == DisplayChange::Back) {
        parts_.picture->forget();
    }
}

void App::toggle_blank(Now now) {
    blank_ = !blank_;
    settled_.reset();
    say(LogLevel::Warning, blank_ ? "screen.blanked" : "screen.unblanked", {}, now);
}

void App::take_files(Now now) {
    if (parts_.watch != nullptr && parts_.watch->take_change(now.mono)) {
        settled_.reset();
        parts_.programme->reload();
        take_zones();
        parts_.display->forget_pictures();
    }
    tell_news(now);
}

/// Unless it was told its zones at the start.
void App::take_zones() {
    if (parts_.zones.empty()) {
        parts_.identity.zones = parts_.programme->zones();
        parts_.announcer->use(
            std::set<std::string>(parts_.identity.zones.begin(), parts_.identity.zones.end()));
    }
}

void App::tell_news(Now now) {
    for (const LayoutStore::News& news : parts_.programme->take_news()) {
        settled_.reset();
        for (const Problem& problem : news.problems) {
            Record fields = fields_of(problem);
            fields.set("layout", news.file);
            say(LogLevel::Warning, news.accepted ? "layout.problem" : "layout.rejected",
                std::move(fields), now);
        }
        if (news.accepted) {
            say(LogLevel::Info, "layout.loaded", Record{{"layout", news.file}}, now);
        }
    }
}

/// What the hub's list of screens says of this one: what is wrong goes before what is shown.
std::string App::layout_status() const {
    if (const auto refused = parts_.programme->refused(); refused) {
        return "ditolak: " + to_line(*refused);
    }
    std::string status = parts_.picture->layout().name;
    for (const std::string& place : left_out_) {
        status += (place == left_out_.front() ? "; diganti bingkai: " : ", ") + place;
    }
    return status;
}

/// Edges that a television cuts off, and a picture that moves a little while nobody is called.
void App::settle_frame(Now now) {
    const Tree& settings = parts_.programme->settings();
    const Point shift = settings.is_true("pixelShift")
                            ? shift_.at(now.mono, parts_.announcer->is_calling(now.mono))
                            : Point{};
    parts_.picture->use(Frame{std::clamp(settings.number_or("safe", 0), 0.0, 10.0), shift});
}

void App::take_facts(Now now) {
    const FollowerSteps steps = parts_.hub->turn(now);
    if (steps.snapshot || !steps.applied.empty()) {
        told_.reset();
    }
    if (steps.snapshot || !steps.applied.empty() || !steps.calls.empty() ||
        parts_.hub->hears_two_hubs(now.mono) || !parts_.hub->refused_key().empty()) {
        settled_.reset();
    }
    const auto digest = [&] {
        Record fields;
        fields.set("seq", parts_.hub->state().seq)
            .set("state_digest", codec::digest_text(parts_.hub->digest()));
        return fields;
    };
    for (const std::string& alarm : steps.alarms) {
        say(LogLevel::Warning, "link.alarm", Record{{"code", alarm}}, now);
    }
    if (steps.snapshot) {
        say(LogLevel::Info, "snapshot.applied", digest(), now);
    }
    for (const Event& event : steps.applied) {
        say(LogLevel::Info, "event.applied", Record{{"seq", event.seq}, {"cause", event.cause}},
            now);
    }
    if (steps.snapshot || !steps.applied.empty()) {
        say(LogLevel::Info, "digest", digest(), now);
    }
    for (const FollowerSteps::Call& call : steps.calls) {
        last_call_ = now.mono;
        if (!call.before_us) {
            unproven_.add(call.announcement, now.mono + call.announcement.ttl - call.age);
        }
        parts_.announcer->hear(call, parts_.hub->state(), now);
    }
    for (const SpeakVerdict& verdict : parts_.hub->take_verdicts()) {
        parts_.announcer->hear(verdict, parts_.hub->state(), now);
    }
}

void App::tell_health(LinkHealth health, Now now) {
    if (health != last_health_) {
        say(health == LinkHealth::Live ? LogLevel::Info : LogLevel::Warning,
            std::string(name_of(health)), {}, now);
        last_health_ = health;
    }
}

Programme::Calls App::calls(Now now) const {
    Programme::Calls calls{parts_.announcer->is_calling(now.mono), parts_.announcer->held_since()};
    const TextList& ours = parts_.identity.zones;
    for (const auto& [key, zone] : records_under(parts_.hub->state(), "zone/")) {
        const std::string& speaker = zone->text("speaker");
        const bool is_ours = ours.empty() || std::ranges::find(ours, id_of(key)) != ours.end();
        if (is_ours && !speaker.empty() && speaker != parts_.identity.screen) {
            calls.speakers.insert(speaker);
        }
    }
    return calls;
}

/// Of the same state, call and health the same board is made, until the moment that it names.
const Board& App::told_board(LinkHealth health, Now now) {
    const auto& on_air = parts_.announcer->on_air();
    const bool stands = told_ && told_->health == health && told_->on_air == on_air &&
                        now.utc >= told_->at &&
                        (!told_->board.next_change || now.utc < *told_->board.next_change);
    if (!stands) {
        told_ =
            Told{board_of(parts_.hub->state(), on_air, health, now.utc), on_air, health, now.utc};
    }
    return told_->board;
}

Board App::draw(LinkHealth health, Now now) {
    Board board = told_board(health, now);
    board.said = parts_.announcer->said_now(now.mono);
    if (health == LinkHealth::Stale || health == LinkHealth::Lost) {
        board.heard_at = parts_.hub->heard_at();
    }
    board.two_hubs = parts_.hub->hears_two_hubs(now.mono);
    board.refused_key = parts_.hub->refused_key();
    parts_.alerts->settle(board, health != LinkHealth::Connecting, now.utc);
    auto layout = parts_.programme->choose(board, now, calls(now));
    parts_.announcer->hold_calls(parts_.programme->calls_wait_until(), parts_.hub->state(), now);
    if (layout != shown_) {
        parts_.announcer->use(parts_.stage.value_or(stage_rules(*layout)));
    }
    parts_.picture->use(layout);
    settle_frame(now);
    parts_.picture->cover(blank_ || parts_.programme->is_night());
    parts_.picture->draw(board, now);
    tell_layout(std::move(layout), now);
    for (const Problem& problem : parts_.picture->take_problems()) {
        left_out_.push_back(problem.where);
        say(LogLevel::Error, problem.code, fields_of(problem), now);
    }
    tell_night(now);
    if (parts_.log_shown) {
        tell_glass(board, now);
    }
    if (!drawn_) {
        drawn_ = true;
        say(LogLevel::Info, "display.first_frame", {}, now);
    }
    for (const Problem& problem : parts_.display->take_problems()) {
        say(LogLevel::Warning, problem.code, fields_of(problem), now);
    }
    note_drawn(board, health, now);
    return board;
}

/// What is on the glass, and the rule that has put it there.
void App::tell_layout(std::shared_ptr<const Layout> layout, Now now) {
    if (layout == shown_ && rule_ == parts_.programme->rule()) {
        return;
    }
    rule_ = parts_.programme->rule();
    if (layout != shown_) {
        left_out_.clear(); // another layout, another chance
    }
    shown_ = std::move(layout);
    say(LogLevel::Info, "layout.shown", Record{{"name", shown_->name}, {"rule", rule_}}, now);
}

void App::tell_night(Now now) {
    const bool night = parts_.programme->is_night();
    if (night_ == night) {
        return;
    }
    // After the picture is black, or there again. Also with the first frame: the life before may
    // have ended in the dark.
    parts_.display->power(parts_.lights == nullptr
                              ? !night
                              : parts_.lights->are_on_when(parts_.identity.screen, night));
    if (night || night_) {
        say(LogLevel::Info, night ? "screen.night" : "screen.day", {}, now);
    }
    if (night) {
        give_back_memory(); // of a day's calls
    }
    night_ = night;
}

void App::tell_glass(const Board& board, Now now) {
    const QueueState& state = parts_.hub->state();
    Record line = glass_line(board);
    line.set("term", state.term)
        .set("seq", state.seq)
        .set("state_digest", codec::digest_text(parts_.hub->digest()));
    if (line != last_glass_) {
        last_glass_ = line;
        if (const auto heard = parts_.announcer->heard()) {
            line.set("heard", static_cast<std::int64_t>(*heard)); // by now, with this frame shown
        }
        say(LogLevel::Info, "glass", std::move(line), now);
    }
}

void App::prove_shown(const Board& board, Now now) {
    if (const auto held_until = parts_.programme->calls_wait_until()) {
        unproven_.hold_until(*held_until);
    }
    const ShownProof::Glass glass{
        [this](const std::string& ticket) { return parts_.picture->shows(ticket); },
        [this] { return parts_.display->confirm(); }};
    for (const Announcement& call : unproven_.take_shown(board, glass, now.mono)) {
        last_shown_ = call.call_id;
        say(LogLevel::Info, "call.shown", fields_of_call(call), now);
        parts_.hub->report(
            {call.call_id, parts_.identity.screen, call.zone, "shown", Millis{0}, now.utc},
            now.mono);
    }
}

void App::tell_status(Now now) {
    ScreenStatus status = parts_.identity;
    status.layout = layout_status();
    // Only after what an earlier life has said is told: by the life the hub gives back the rest.
    is_known_ = is_known_ || (last_health_ == LinkHealth::Live && parts_.hub->has_told_all());
    if (!is_known_) {
        status.life.clear();
    }
    status.alarm = parts_.hub->hears_two_hubs(now.mono) ? "two_hubs" : "";
    const QueueState& state = parts_.hub->state();
    if (status.zones.empty()) {
        if (state.records.empty()) {
            return; // which zones there are is not known yet; none would mean a silent screen
        }
        for (const auto& [key, zone] : records_under(state, "zone/")) {
            status.zones.emplace_back(id_of(key));
        }
    }
    status.health = parts_.hub->phase();
    status.deeds = parts_.orders != nullptr ? parts_.orders->deeds() : TextList{};
    status.seq = state.seq;
    status.digest = parts_.hub->digest();
    status.last_shown = last_shown_;
    status.last_said = parts_.announcer->last_said();
    parts_.hub->set_status(std::move(status));
}

Moment App::next_turn(Now now) const {
    Moment next = parts_.hub->next_deadline(now);
    for (const auto& wish :
         {parts_.announcer->next_deadline(now.mono), parts_.picture->next_wake(now)}) {
        next = wish ? std::min(next, *wish) : next;
    }
    if (parts_.orders != nullptr) {
        next = std::min(next, parts_.orders->next_deadline(now.mono).value_or(next));
    }
    if (parts_.watch != nullptr) {
        next = std::min(next, parts_.watch->due().value_or(next));
    }
    if (const auto minute = parts_.programme->next_change(now.utc); minute) {
        next = std::min<Moment>(next, now.mono + Micros(*minute - now.utc));
    }
    return next;
}

} // namespace panggil::screen
