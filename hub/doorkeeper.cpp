// SPDX-License-Identifier: MIT
#include "hub/doorkeeper.hpp"

#include "codec/key_files.hpp"

#include <algorithm>
#include <utility>

namespace panggil::hub {

namespace {

constexpr Millis table_pace{500};
constexpr Millis canary_pace{60'000};
constexpr Millis canary_patience{10'000};
/// A canary without an answer is a hub that was held up; three in a row are no accident.
constexpr int most_unanswered = 3;
constexpr Millis seen_pace{60'000};
constexpr std::size_t most_canaries = 16;

/// True when somebody could do more with the old table than with the new one, or something else.
bool takes_away(const KeyTable& before, const KeyTable& after) {
    return std::ranges::any_of(before, [&](const auto& entry) {
        const auto& [key, holder] = entry;
        const auto found = after.find(key);
        return !holder.revoked && (found == after.end() || found->second != holder);
    });
}

} // namespace

Doorkeeper::Doorkeeper(link::Context& context, const std::string& folder, link::Gate gate,
                       DeviceTable devices, KeyTable table, Log& log, Now now)
    : context_(&context), folder_(folder), rotation_(folder), gate_(std::move(gate)),
      devices_(std::move(devices)), table_(std::move(table)), log_(&log),
      canary_due_(now.mono + canary_pace), table_due_(now.mono), seen_due_(now.mono) {}

Result<Doorkeeper> Doorkeeper::open(link::Context& context, const std::string& folder, Log& log,
                                    Now now) {
    auto own = codec::read_key_pair(folder + "/hub.key");
    if (!own) {
        Problem problem = own.problem();
        if (problem.code == "key.cannot_read") {
            problem.hint = "make the hub's keys first: panggil-hub keys init --keys " + folder;
        }
        return problem;
    }
    auto devices = DeviceTable::open(folder);
    if (!devices) {
        return devices.problem();
    }
    auto table = devices.value().keys();
    if (!table) {
        return table.problem();
    }
    auto gate = link::Gate::open(context, std::move(own).value(), table.value());
    if (!gate) {
        return gate.problem();
    }
    return Doorkeeper(context, folder, std::move(gate).value(), std::move(devices).value(),
                      std::move(table).value(), log, now);
}

Doorkeeper::Order Doorkeeper::turn(Now now, const Ports& ports) {
    const Order rotation = see_rotation(now);
    const Order table = read_table(now); // first: a key that was just approved is no stranger
    take_knocks(now);
    note_seen(now);
    const Order canary = send_canary(now, ports);
    return canary == Order::Close ? canary : rotation == Order::Rebind ? rotation : table;
}

/// A fault in the next key is told, and the present one goes on.
Doorkeeper::Order Doorkeeper::see_rotation(Now now) {
    if (now.mono < rotation_due_) {
        return Order::GoOn;
    }
    rotation_due_ = now.mono + table_pace;
    const auto found = rotation_.announced();
    if (!found) {
        complain(found.problem(), now);
        return Order::GoOn;
    }
    const auto& next = found.value();
    if (next && now.utc >= next->from) {
        if (const auto taken = rotation_.take(next->keys, now.utc); !taken) {
            complain(taken.problem(), now);
            return Order::GoOn;
        }
        gate_.change_key(*context_, next->keys);
        canary_.reset(); // it expects the old one
        next_key_.reset();
        say(LogLevel::Info, "hub_key.changed",
            Record{{"fingerprint", codec::fingerprint(next->keys.public_key)}}, now);
        return Order::Rebind;
    }
    const std::string known = next_key_ ? next_key_->key : "";
    next_key_ = next ? std::optional(NextKey{next->keys.public_key, next->from}) : std::nullopt;
    if (next && known != next_key_->key) {
        say(LogLevel::Info, "hub_key.announced",
            Record{{"fingerprint", codec::fingerprint(next_key_->key)},
                   {"from", next_key_->from.time_since_epoch().count()}},
            now);
    }
    return Order::GoOn;
}

Result<Done> Doorkeeper::prove(const Ports& ports) {
    auto canary = link::Canary::send(*context_, ports);
    if (!canary) {
        return canary.problem();
    }
    canary_keys_.insert(canary.value().key());
    auto verdict = link::Canary::Verdict::Waiting;
    for (Millis waited{0}; verdict == link::Canary::Verdict::Waiting && waited < canary_patience;
         waited += Millis(5)) {
        link::wait({}, {}, Millis(5));
        verdict = canary.value().look();
    }
    if (verdict == link::Canary::Verdict::Refused) {
        return Done{};
    }
    return Problem{"keys.open_door", ports[0].text(),
                   verdict == link::Canary::Verdict::Entered
                       ? "let a key in that nobody knows; nothing was started"
                       : "did not refuse an unknown key within 10 s; nothing was started",
                   "is another program at these ports? look at the system log",
                   "Server tidak menolak perangkat yang tidak dikenal. Hubungi admin."};
}

std::optional<KeyHolder> Doorkeeper::holder(const std::string& key) {
    const auto found = table_.find(key);
    if (found == table_.end()) {
        return std::nullopt;
    }
    seen_.insert(key);
    return found->second;
}

Doorkeeper::Order Doorkeeper::read_table(Now now) {
    if (now.mono < table_due_) {
        return Order::GoOn;
    }
    table_due_ = now.mono + table_pace;
    unread_ = devices_.changed() || unread_;
    if (!unread_) {
        return Order::GoOn;
    }
    auto read = devices_.keys();
    if (!read) {
        // What is known stays known. A change that cannot be read is tried again.
        complain(read.problem(), now);
        return Order::GoOn;
    }
    unread_ = false;
    const KeyTable before = std::exchange(table_, std::move(read).value());
    gate_.admit(table_);
    for (const auto& [key, holder] : table_) {
        const auto old = before.find(key);
        if (old == before.end() || old->second != holder) {
            say(LogLevel::Info, holder.revoked ? "key.revoked" : "key.added",
                Record{{"name", holder.name},
                       {"role", role_text(holder)},
                       {"fingerprint", codec::fingerprint(key)}},
                now);
            strangers_.forget(key);
        }
    }
    return takes_away(before, table_) ? Order::Rebind : Order::GoOn;
}

void Doorkeeper::take_knocks(Now now) {
    for (link::Knock& knock : gate_.take_knocks()) {
        if (!canary_keys_.contains(knock.key)) {
            strangers_.knock(std::move(knock), now.mono);
        }
    }
    const auto knock = strangers_.next(now.mono);
    if (!knock) {
        return;
    }
    if (const auto done = devices_.knock(knock->key, knock->address, now.utc); !done) {
        complain(done.problem(), now);
        strangers_.forget(knock->key); // it will knock again
        return;
    }
    if (const auto verdict = strangers_.tell(*knock, now.mono); verdict.say) {
        say(LogLevel::Warning, "key.unknown",
            Record{
                {"fingerprint", codec::fingerprint(knock->key)},
                {"address", knock->address},
                // In quotes and after "=": a key may hold $, & or begin with -.
                {"hint", "if its own screen says the same fingerprint: panggil-hub keys add NAME "
                         "--role ROLE --key='" +
                             knock->key + "' --keys '" + folder_ + "'"},
                {"held_back", verdict.held_back}},
            now);
    }
}

Doorkeeper::Order Doorkeeper::send_canary(Now now, const Ports& ports) {
    if (canary_) {
        const auto verdict = canary_->look();
        if (verdict == link::Canary::Verdict::Entered) {
            return Order::Close;
        }
        const bool late = now.mono >= canary_due_ + canary_patience;
        if (verdict == link::Canary::Verdict::Refused) {
            unanswered_ = 0;
            canary_due_ = now.mono + canary_pace;
            canary_.reset();
        } else if (late) {
            ++unanswered_;
            say(LogLevel::Error, "key.canary_unanswered", Record{{"times", unanswered_}}, now);
            canary_due_ = now.mono;
            canary_.reset();
        }
        return unanswered_ >= most_unanswered ? Order::Close : Order::GoOn;
    }
    if (now.mono >= canary_due_) {
        auto canary = link::Canary::send(*context_, ports);
        if (!canary) {
            // Descriptors may be short for a moment, and that lets nobody in. Not for long, though.
            complain(canary.problem(), now);
            ++unanswered_;
            canary_due_ = now.mono + canary_patience;
            return unanswered_ >= most_unanswered ? Order::Close : Order::GoOn;
        }
        canary_due_ = now.mono;
        canary_.emplace(std::move(canary).value());
        if (canary_keys_.size() >= most_canaries) {
            canary_keys_.clear();
        }
        canary_keys_.insert(canary_->key());
    }
    return Order::GoOn;
}

void Doorkeeper::note_seen(Now now) {
    if (now.mono < seen_due_ || seen_.empty()) {
        return;
    }
    seen_due_ = now.mono + seen_pace;
    if (const auto done = devices_.saw({seen_.begin(), seen_.end()}, now.utc); !done) {
        complain(done.problem(), now);
    }
    seen_.clear();
}

void Doorkeeper::say(LogLevel level, std::string event, Record fields, Now now) {
    log_->write({now.utc, now.mono, level, std::move(event), std::move(fields)});
}

void Doorkeeper::complain(const Problem& problem, Now now) {
    const auto verdict = once_.ask(problem.code, now.mono);
    if (verdict.say != 0) {
        say(LogLevel::Error, "key.failed", fields_of(problem).set("held_back", verdict.held_back),
            now);
    }
}

} // namespace panggil::hub
