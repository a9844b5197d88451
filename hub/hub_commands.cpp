// SPDX-License-Identifier: MIT
// The hub's commands: from what was asked to what is answered.
#include "codec/wire.hpp"
#include "core/armed.hpp"
#include "core/operation.hpp"
#include "core/request_id.hpp"
#include "hub/hub.hpp"

#include <iterator>

namespace panggil::hub {

namespace {

/// What was asked, apart from who asked and when: two requests with one id must agree on this.
std::string canonical(const Command& command) {
    return command.op + ' ' + codec::encode(command.args);
}

Problem storage_refusal(const Problem& problem) {
    if (problem.code == "journal.busy") {
        return {"busy", "journal", problem.what, problem.hint,
                "Server sedang sibuk, perintah tidak dijalankan. Coba lagi."};
    }
    return {"storage", "journal", problem.what, problem.hint,
            "Server tidak dapat menyimpan. Coba lagi, lalu hubungi admin."};
}

Problem damage_refusal(const Problem& damage) {
    if (damage.code != "journal.damaged") {
        // It goes on when there is room. Until then it cannot see what was done before its start.
        Problem refusal = storage_refusal(damage);
        refusal.what += "; not done now, and whether it was done before is not known yet";
        refusal.pesan =
            "Server belum dapat membuka catatannya. Perintah tidak dijalankan sekarang; "
            "apakah tadi sudah dijalankan belum diketahui.";
        return refusal;
    }
    return {
        "storage", damage.where, "the hub's journal is damaged: " + damage.what,
        "stop the hub and restore the last backup: panggil-hub restore --help",
        "Data antrean di server rusak. Panggil dengan suara, dan hubungi admin: data dipulihkan "
        "dengan panggil-hub restore."};
}

Problem expired(std::string what) {
    return {"expired", "command", std::move(what), "look at the counter again, then decide",
            "Perintah terlalu lama di jalan dan tidak dijalankan. Periksa loket, lalu tekan lagi."};
}

Problem bad_request_id() {
    return {"bad_request", "rid", "is not a request id",
            "1 to 64 letters, digits and signs without spaces", "Perintah tidak dimengerti: rid."};
}

} // namespace

std::vector<Ack> Hub::execute(std::span<const Command> commands, Now now) {
    see_the_day(now);
    std::vector<Ack> acks;
    Group group{begin(), {}, {}, {}, {}};
    for (const Command& command : commands) {
        if (group.asked.contains({command.device, command.request_id})) {
            finish(std::move(group), acks, now); // a repetition: its answer must be there first
            group = {begin(), {}, {}, {}, {}};
        }
        group.asked.emplace(command.device, command.request_id);
        decide_in(group, command, now);
        group.devices.push_back(command.device);
    }
    finish(std::move(group), acks, now);
    return acks;
}

Ack Hub::execute(const Command& command, Now now) {
    return execute({&command, 1}, now).front();
}

void Hub::decide_in(Group& group, const Command& command, Now now) {
    const std::string asked = canonical(command);
    const auto refuse = [&](Problem problem) {
        group.acks.push_back(
            {command.request_id, group.draft.state.seq, 0, {}, std::move(problem)});
    };
    if (!is_request_id(command.request_id)) {
        return refuse(bad_request_id());
    }
    if (!journal_) {
        return refuse(damage_refusal(damage_));
    }
    auto past = past_answer(command.device, command.request_id);
    if (!past) {
        return refuse(storage_refusal(past.problem()));
    }
    if (past.value()) {
        auto [whose, its_command, ack] = std::move(*past.value());
        if (its_command && *its_command != asked) {
            return refuse({"bad_request", "rid", "this request id was used for another command",
                           "give each command its own request id",
                           "Perintah ini memakai nomor lama."});
        }
        ack.repeated = 1;
        group.acks.push_back(std::move(ack));
        return;
    }
    if (doubt_) {
        return refuse(storage_refusal(*doubt_));
    }
    if (auto refusal = why_not_now(command, now)) {
        refuse(std::move(*refusal));
        say_refusal(group.acks.back(), command.actor, now);
        return;
    }
    auto decision = decide(group.draft.state, command, {now.utc, term_, hall_.rules});
    if (!decision) {
        refuse(decision.problem());
        group.refused.push_back({command.device, asked, group.acks.back()});
        say_refusal(group.acks.back(), command.actor, now);
        return;
    }
    const Ack ack{command.request_id, decision.value().event.seq, 0, decision.value().result,
                  std::nullopt};
    const auto added = add(
        group.draft, decision.value().event,
        Journal::Reply{command.device, command.request_id, asked, codec::encode(ack, site())}, now);
    if (!added) {
        refuse(added.problem());
        say_refusal(group.acks.back(), command.actor, now);
        return;
    }
    group.acks.push_back(ack);
    while (const auto called = call_for_armed(group.draft.state, {now.utc, term_, hall_.rules})) {
        if (!add(group.draft, *called, std::nullopt, now)) {
            break; // it stays armed
        }
    }
}

/// Refusals that say nothing about the hall. The id stays free: a console that has heard the hub
/// anew may send the same command again.
std::optional<Problem> Hub::why_not_now(const Command& command, Now now) {
    if (command.seen && command.seen->term != term_) {
        return expired("was meant for an earlier life of the hub");
    }
    if (command.seen && now.hub() - command.seen->mono > command.life) {
        return expired("is older than " + std::to_string(command.life.count()) + " ms");
    }
    if (!command.device.empty() && !rate_.allow(command.device, now.mono)) {
        return Problem{"rate", "device " + command.device, "sends more than 5 commands a second",
                       "wait a moment; is a key stuck?",
                       "Terlalu banyak perintah sekaligus. Tunggu sebentar."};
    }
    return std::nullopt;
}

/// Writes a group and lets its answers go. When it can't be written, what was refused because of
/// what was not done after all is not a refusal that stands.
void Hub::finish(Group group, std::vector<Ack>& acks, Now now) {
    if (!group.draft.writes.empty()) {
        if (const auto done = commit(std::move(group.draft), now); !done) {
            group.refused.clear();
            for (std::size_t index = 0; index < group.acks.size(); ++index) {
                Ack& ack = group.acks[index];
                if (ack.repeated == 0 && !(ack.refused && ack.refused->code == "bad_request")) {
                    ack = after_failed_write(group.devices[index], ack.request_id, done.problem());
                }
            }
        }
    }
    for (PastAnswer& refused : group.refused) {
        refused_.remember(std::move(refused));
    }
    std::ranges::move(group.acks, std::back_inserter(acks));
}

/// The disk may hold what could not be said to be written: then it was done.
Ack Hub::after_failed_write(const std::string& device, const std::string& request_id,
                            const Problem& failure) {
    Problem refusal = storage_refusal(failure);
    if (doubt_) {
        refusal.what += "; whether this was done is not known before the disk can be read again";
        refusal.hint = "ask with the same request id before giving the command again";
        refusal.pesan = "Server belum tahu apakah perintah ini sudah tersimpan. Lihat layar dahulu "
                        "sebelum menekan lagi, dan hubungi admin.";
    } else if (auto past = past_answer(device, request_id); past && past.value()) {
        return std::move(past.value()->ack);
    }
    return {request_id, state_.seq, 0, {}, std::move(refusal)};
}

Ack Hub::answer(const CommandQuery& query, const std::string& device) {
    Ack ack{query.request_id, state_.seq, 0, {}, std::nullopt};
    if (!is_request_id(query.request_id)) {
        ack.refused = bad_request_id();
    } else if (!journal_) {
        ack.refused = damage_refusal(damage_);
    } else if (auto past = past_answer(device, query.request_id); !past) {
        ack.refused = storage_refusal(past.problem());
    } else if (past.value()) {
        ack = std::move(past.value()->ack);
        ack.repeated = 1;
    } else {
        ack.refused = expired("somebody was told that it was not carried out");
        refused_.remember({device, std::nullopt, ack});
        ack.refused =
            Problem{"unknown_rid", "rid", "no command with this request id was carried out",
                    "none will be; give the command again if it is still wanted",
                    "Perintah itu BELUM dijalankan dan tidak akan dijalankan lagi. Tekan lagi bila "
                    "masih perlu."};
    }
    return ack;
}

Result<std::optional<PastAnswer>> Hub::past_answer(const std::string& device,
                                                   const std::string& request_id) {
    if (const PastAnswer* refused = refused_.find(device, request_id)) {
        return std::optional(*refused);
    }
    auto stored = journal_->find_reply(device, request_id);
    if (!stored) {
        return stored.problem();
    }
    if (stored.value()) {
        if (auto ack = codec::decode_ack(stored.value()->ack)) {
            return std::optional(
                PastAnswer{device, std::move(stored.value()->command), std::move(ack).value()});
        }
    }
    return std::optional<PastAnswer>();
}

void Hub::say_refusal(const Ack& ack, const std::string& actor, Now now) {
    const auto verdict = once_.ask("refused " + ack.refused->code, now.mono);
    if (verdict.say != 0) {
        Record fields = fields_of(*ack.refused);
        fields.set("actor", actor).set("held_back", verdict.held_back);
        say(LogLevel::Info, "command.refused", std::move(fields), now);
    }
}

} // namespace panggil::hub
