// SPDX-License-Identifier: MIT
#include "console/feed.hpp"

#include "codec/state_meter.hpp"
#include "codec/wire.hpp"
#include "console/clock.hpp"

#include <algorithm>
#include <array>

namespace panggil::console {

namespace {

using namespace std::chrono_literals;

constexpr Micros rebuild_after = 4s;

template <class Item>
void append(std::vector<Item>& all, std::vector<Item>&& more) {
    all.insert(all.end(), std::make_move_iterator(more.begin()),
               std::make_move_iterator(more.end()));
}

} // namespace

Feed::Feed(link::Context& context, HubLine& line)
    : context_(&context), line_(&line), follower_(codec::metered_digest()) {}

Result<Done> Feed::connect() {
    events_.reset();
    const Result<HubMessage> answer = line_->ask(Ping{follower_.next_rid(), std::nullopt});
    if (!answer) {
        return answer.problem();
    }
    built_ = read_clock().mono;
    const auto* pong = std::get_if<Pong>(&answer.value().body);
    if (pong == nullptr) {
        return Done{}; // not an answer to a ping: asked again by the next turn
    }
    auto events =
        link::Subscriber::connect(*context_, line_->control().with_port(pong->events_port),
                                  "q1." + answer.value().envelope.site + '.');
    if (!events) {
        return events.problem();
    }
    events_.emplace(std::move(events).value());
    return Done{};
}

Result<Done> Feed::act_on(FollowerSteps&& more, FollowerSteps& steps) {
    append(steps.applied, std::move(more.applied));
    append(steps.calls, std::move(more.calls));
    append(steps.alarms, std::move(more.alarms));
    if (more.snapshot) {
        steps.snapshot = more.snapshot;
    }
    if (!more.ask) {
        return Done{};
    }
    follower_.asked(*more.ask, read_clock().mono);
    const Result<HubMessage> answer = line_->ask(SnapshotRequest{*more.ask});
    if (!answer) {
        return answer.problem();
    }
    // Its answer may name a hole, and then the Follower asks on its next tick.
    return take(answer.value(), steps);
}

Result<Done> Feed::take(const HubMessage& message, FollowerSteps& steps) {
    return act_on(follower_.hear(message, read_clock().mono), steps);
}

Result<FollowerSteps> Feed::turn() {
    FollowerSteps steps;
    const Moment now = read_clock().mono;
    if (!events_ || std::min(follower_.silence(now), now - built_) > rebuild_after) {
        if (const Result<Done> done = connect(); !done) {
            return done.problem();
        }
    }
    while (events_) {
        const auto frame = events_->receive();
        if (!frame) {
            break;
        }
        const Result<HubMessage> message = codec::decode_hub_message(frame->body, line_->site());
        if (!message) {
            continue; // another major, or damaged: the next heartbeat shows what is missing
        }
        if (const Result<Done> done = take(message.value(), steps); !done) {
            return done.problem();
        }
    }
    if (const Result<Done> done = act_on(follower_.tick(read_clock().mono), steps); !done) {
        return done.problem();
    }
    return steps;
}

void Feed::sleep(Micros at_most) {
    const Moment now = read_clock().mono;
    const Micros due = std::max<Micros>(follower_.next_deadline(now) - now, Micros{0});
    const std::array<link::Pollable*, 1> sockets{events_ ? &*events_ : nullptr};
    link::wait(sockets, {}, std::chrono::ceil<Millis>(std::min(due, at_most)));
}

} // namespace panggil::console
