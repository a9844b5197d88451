// SPDX-License-Identifier: MIT
#include "hub/answers.hpp"

#include "codec/wire.hpp"

namespace panggil::hub {

namespace {

Problem nonsense() {
    return {"bad_message", "d", "does not say who speaks", "", ""};
}

} // namespace

std::optional<std::string> Answers::control(const Request& request, const Ports& ports, Now now) {
    auto decoded = codec::decode_control_request(request.body, hub_->site());
    if (!decoded) {
        reject("control", decoded.problem(), now);
        return std::nullopt;
    }
    std::optional<decltype(HubMessage::body)> body;
    if (const auto allowed = may(request.who, decoded.value()); !allowed) {
        reject("control", allowed.problem(), now);
        if (request.who && !request.who->revoked) { // others get no byte
            body = Refusal{rid_of(decoded.value()), allowed.problem()};
        }
    } else {
        body = answer(std::move(decoded).value(), request, ports, now);
    }
    return body ? std::optional(codec::encode(hub_->message(std::move(*body), now))) : std::nullopt;
}

std::optional<decltype(HubMessage::body)>
Answers::answer(ControlRequest request, const Request& asker, const Ports& ports, Now now) {
    if (const auto* asked = std::get_if<SnapshotRequest>(&request)) {
        return hub_->snapshot(asked->rid, now);
    }
    if (auto* ping = std::get_if<Ping>(&request)) {
        const std::string screen = ping->status ? ping->status->screen : "";
        if (ping->status && !hub_->hear(std::move(*ping->status), now)) {
            reject("control", nonsense(), now);
        } else if (ping->status && !asker.from.peer.empty()) {
            orders_.reached(screen, asker.from.peer);
        }
        return Pong{ping->rid, ports.events, ports.commands, ports.next_key};
    }
    if (const auto* receipts = std::get_if<ReceiptsRequest>(&request)) {
        return Receipts{receipts->rid, hub_->ledger().receipts(receipts->call_id)};
    }
    if (const auto* screens = std::get_if<ScreensRequest>(&request)) {
        return Screens{screens->rid, hub_->fleet().screens(now.mono)};
    }
    if (auto* report = std::get_if<ReceiptReport>(&request)) {
        if (!hub_->hear(report->receipt, now, report->age)) {
            reject("control", nonsense(), now);
        }
        if (report->rid == 0 || !hub_->has_kept(report->receipt)) {
            return std::nullopt; // who gave no number wants no answer
        }
        return Noted{report->rid};
    }
    if (const auto* wish = std::get_if<OrderRequest>(&request)) {
        return order(*wish, asker, now);
    }
    if (auto* report = std::get_if<OrderReport>(&request)) {
        (void)orders_.hear(std::move(*report), now.mono); // one that comes too late has no reader
        return std::nullopt;
    }
    return hub_->judge(std::get<SpeakRequest>(request), now);
}

std::optional<decltype(HubMessage::body)> Answers::order(const OrderRequest& wish,
                                                         const Request& asker, Now now) {
    std::optional<Millis> silence;
    for (const ScreenStatus& status : hub_->fleet().screens(now.mono)) {
        silence = status.screen == wish.screen ? status.silence : silence;
    }
    if (wish.deed != "picture") {
        log_->write({now.utc, now.mono, LogLevel::Info, "screen.ordered",
                     Record{{"screen", silence ? wish.screen : std::string("?")},
                            {"deed", wish.deed},
                            {"by", asker.who->name}}});
    }
    auto fate = orders_.ask(wish, asker.from, silence, now.mono);
    return fate ? std::optional<decltype(HubMessage::body)>(std::move(*fate)) : std::nullopt;
}

std::vector<Answers::Letter> Answers::take_letters(Now now) {
    orders_.tick(now.mono);
    std::vector<Letter> letters;
    for (Orders::Letter& letter : orders_.take_letters()) {
        auto message = std::visit([&](auto& what) { return hub_->message(std::move(what), now); },
                                  letter.what);
        letters.push_back({std::move(letter.to), codec::encode(message)});
    }
    return letters;
}

struct Answers::Taken {
    struct Asked {
        std::size_t index;
        std::string device;
        CommandQuery query;
    };

    std::vector<std::optional<std::string>> answers;
    std::vector<Command> commands;
    std::vector<std::size_t> of_command; ///< whose answer each command's is
    std::vector<Asked> queries;
};

std::vector<std::optional<std::string>> Answers::commands(std::span<const Request> requests,
                                                          Now now) {
    Taken taken;
    taken.answers.resize(requests.size());
    for (std::size_t index = 0; index < requests.size(); ++index) {
        take(taken, index, requests[index], now);
    }
    if (!taken.commands.empty()) {
        const std::vector<Ack> acks = hub_->execute(taken.commands, now);
        for (std::size_t each = 0; each < acks.size(); ++each) {
            taken.answers.at(taken.of_command[each]) = codec::encode(acks[each], hub_->site());
        }
    }
    for (const auto& [index, device, query] : taken.queries) {
        taken.answers.at(index) = codec::encode(hub_->answer(query, device), hub_->site());
    }
    return std::move(taken.answers);
}

void Answers::take(Taken& taken, std::size_t index, const Request& request, Now now) {
    auto decoded = codec::decode_command_request(request.body, hub_->site());
    if (!decoded) {
        taken.answers[index] = refuse_unreadable(request, decoded.problem(), now);
    } else if (auto* command = std::get_if<Command>(&decoded.value())) {
        if (const auto allowed = may(request.who, *command, hub_->state()); !allowed) {
            taken.answers[index] = forbid(command->request_id, allowed.problem(), now);
            return;
        }
        if (!request.who->name.empty()) {
            command->device = request.who->name;
            command->actor = request.who->name; // what the message says of itself proves nothing
        }
        taken.commands.push_back(std::move(*command));
        taken.of_command.push_back(index);
    } else {
        auto& query = std::get<CommandQuery>(decoded.value());
        if (const auto allowed = may(request.who, query); !allowed) {
            taken.answers[index] = forbid(query.request_id, allowed.problem(), now);
            return;
        }
        taken.queries.push_back({index, request.who->name, std::move(query)});
    }
}

std::optional<std::string> Answers::refuse_unreadable(const Request& request,
                                                      const Problem& problem, Now now) {
    reject("commands", problem, now);
    // Whoever can be told is told: silence would make the console try for seconds.
    const std::string id = codec::request_id_of(request.body);
    if (id.empty() || !request.who || request.who->revoked) {
        return std::nullopt;
    }
    Ack ack;
    ack.request_id = id;
    ack.seq = hub_->state().seq;
    ack.refused = problem;
    ack.refused->where = problem.code; // one code of a refusal for all that can't be read
    ack.refused->code = "bad_request";
    ack.refused->pesan = "Perintah tidak dimengerti oleh server.";
    return codec::encode(ack, hub_->site());
}

/// Says no more than that: not even how far the hall is.
std::string Answers::forbid(const std::string& request_id, const Problem& problem, Now now) {
    reject("commands", problem, now);
    Ack ack;
    ack.request_id = request_id;
    ack.refused = problem;
    return codec::encode(ack, hub_->site());
}

void Answers::reject(const std::string& plane, const Problem& problem, Now now) {
    ++rejected_;
    const auto verdict = once_.ask(plane + ' ' + problem.code, now.mono);
    if (verdict.say != 0) {
        Record fields = fields_of(problem);
        fields.set("plane", plane).set("held_back", verdict.held_back).set("rejected", rejected_);
        log_->write({now.utc, now.mono, LogLevel::Warning, "message.rejected", std::move(fields)});
    }
}

} // namespace panggil::hub
