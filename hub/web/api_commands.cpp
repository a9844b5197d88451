// SPDX-License-Identifier: MIT
// From a key that was pressed to what became of it.
#include "codec/wire.hpp"
#include "core/request_id.hpp"
#include "hub/web/api.hpp"
#include "hub/web/words.hpp"

#include <algorithm>

namespace panggil::hub::web {

namespace {

using namespace std::chrono_literals;

/// As long as a console asks for an answer.
constexpr Millis patience = 5s;
/// A credit of the hub's rate.
constexpr Millis a_moment = 200ms;

bool concerns_a_counter(std::string_view op) {
    const Operation* operation = find_operation(op);
    return operation != nullptr &&
           std::ranges::any_of(operation->parameters, [](const Parameter& parameter) {
               return parameter.key == "counter";
           });
}

Problem bad_key() {
    return {"bad_request", "Idempotency-Key", "is missing or no request id",
            "send a header of 1 to 64 signs without spaces, new for each command",
            "Perintah tidak dimengerti: Idempotency-Key."};
}

} // namespace

void Api::command(const HttpRequest& request, Now now) {
    const auto who = caller(request, now);
    if (!who) {
        return refuse(request.id, who.problem());
    }
    const std::string key = request.header("idempotency-key");
    if (!is_request_id(key)) {
        return refuse(request.id, bad_key());
    }
    auto decoded = codec::web::decode_command(request.body);
    CommandAsked asked{request.id, key, "", who.value().counter, false};
    if (!decoded) {
        return give_fate(asked, "refused", {key, 0, 0, {}, decoded.problem()});
    }
    Command command = std::move(decoded).value();
    command.request_id = key;
    if (concerns_a_counter(command.op) && !command.args.has("counter") &&
        !who.value().counter.empty()) {
        command.args.set("counter", who.value().counter);
    }
    if (!command.seen) {
        command.seen = watch_.seen(now.mono); // what waits here too long is not done any more
    }
    asked.op = command.op;
    asked.counter = command.args.text("counter");
    if (!ask(Plane::Commands, codec::encode(command, settings_.site), who.value().holder,
             {asked, {}}, patience, now)) {
        // Nothing was done now; an earlier try with this key may still stand in the door.
        give_fate(asked, "unknown", {key, 0, 0, {}, web_problem("busy")}, 1s);
    }
}

void Api::query(const HttpRequest& request, const std::string& key, Now now) {
    const auto who = caller(request, now);
    if (!who) {
        return refuse(request.id, who.problem());
    }
    if (!is_request_id(key)) {
        return refuse(request.id, "not_found");
    }
    // What another counter gave is not known to this one: it must not be said that it never was.
    if (!request.argument("counter").empty()) {
        if (const auto counter = counter_of(who.value(), request); !counter) {
            return refuse(request.id, counter.problem());
        }
    }
    const CommandAsked asked{request.id, key, "", who.value().counter, true};
    if (!ask(Plane::Commands, codec::encode(CommandQuery{key}, settings_.site), who.value().holder,
             {asked, {}}, patience, now)) {
        give_fate(asked, "unknown", {key, 0, 0, {}, web_problem("busy")}, 1s);
    }
}

void Api::give_fate(const CommandAsked& asked, std::string_view fate, Ack ack,
                    std::optional<Millis> retry_after) {
    const int status = ack.refused ? status_of(ack.refused->code) : 200;
    outside_.http->answer(
        asked.request, json_answer(status, codec::web::encode(codec::web::Fate{fate, std::move(ack),
                                                                               retry_after})));
}

void Api::acknowledge(const CommandAsked& asked, const std::string& body, Now now) {
    const auto decoded = codec::decode_ack(body);
    if (!decoded) {
        return give_fate(asked, "unknown", {asked.key, 0, 0, {}, web_problem("hub_slow")});
    }
    const Ack& ack = decoded.value();
    if (!ack.refused) {
        return give_fate(asked, "done", ack);
    }
    const std::string& code = ack.refused->code;
    if (code == "unknown_rid") {
        return give_fate(asked, "never", ack);
    }
    if (code == "storage" || code == "busy") {
        return give_fate(asked, "unknown", ack); // the same key asks again, and finds out
    }
    std::optional<Millis> retry_after;
    if (code == "rate") {
        retry_after = a_moment;
        const DeskSight desk = look_at_desk(watch_.state(), asked.counter,
                                            {now.utc, 0, settings_.rules}, std::nullopt);
        const auto may = std::ranges::find(desk.may, asked.op, &std::pair<std::string, May>::first);
        if (may != desk.may.end() && may->second.wait) {
            retry_after = may->second.wait;
        }
    }
    give_fate(asked, "refused", ack, retry_after);
}

void Api::give_up(const Asked& asked) {
    if (const auto* command = std::get_if<CommandAsked>(&asked.what)) {
        give_fate(*command, "unknown", {command->key, 0, 0, {}, web_problem("hub_slow")});
    } else if (const auto* screens = std::get_if<ScreensAsked>(&asked.what)) {
        asking_screens_ = false;
        for (const auto& [id, who] : screens->requests) {
            refuse(id, "hub_slow");
        }
    } else if (const auto* order = std::get_if<OrderAsked>(&asked.what)) {
        refuse(order->request, "hub_slow");
    }
}

} // namespace panggil::hub::web
