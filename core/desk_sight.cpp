// SPDX-License-Identifier: MIT
#include "core/desk_sight.hpp"

#include "core/operations/desk.hpp"
#include "core/operations/turn.hpp"

#include <algorithm>
#include <array>

namespace panggil {

namespace {

constexpr std::size_t shown_waiting = 5;

constexpr std::array desk_operations{"call", "recall", "withdraw", "serve", "finish", "no-show",
                                     "hold", "open",   "close",    "break", "arm",    "disarm"};

class Desk {
public:
    Desk(const QueueState& state, const std::string& id, const DecisionContext& context)
        : state_(state), id_(id), context_(context), counter_(record_at(state, counter_key(id))) {}

    /// As if the key were pressed now: what would be done, or why not.
    [[nodiscard]] Result<Decision> press(std::string_view op, Record args) const {
        args.set("counter", id_);
        const Command command{"look", std::string(op), std::move(args), "", std::nullopt};
        return decide(state_, command, context_);
    }

    [[nodiscard]] May may(std::string_view op, Record args = {}) const {
        const auto decision = press(op, std::move(args));
        if (decision) {
            return {};
        }
        return {decision.problem(), decision.problem().code == "rate" ? wait(op) : std::nullopt};
    }

    [[nodiscard]] May may_call(const std::string& ticket) const {
        return may("call", Record{{"ticket", ticket}});
    }

    /// Since a time in UTC milliseconds; a clock that was set back makes nothing young.
    [[nodiscard]] Millis since(std::int64_t at) const {
        return std::max(Millis{context_.now.time_since_epoch().count() - at}, Millis{0});
    }

    [[nodiscard]] std::optional<DeskSight::Current> current() const {
        if (!is_occupied(counter_)) {
            return std::nullopt;
        }
        return DeskSight::Current{counter_.text("ticket"),    counter_.text("service"),
                                  counter_.text("priority"),  counter_.text("call_id"),
                                  counter_.number("attempt"), since(counter_.number("called_at"))};
    }

    void count_waiting(DeskSight& sight) const {
        for (const auto& [key, ticket] : records_under(state_, "ticket/")) {
            const std::string& kept_for = ticket->text("counter");
            if (ticket->text("state") == "waiting" && serves(counter_, ticket->text("service")) &&
                (kept_for.empty() || kept_for == id_)) {
                ++sight.waiting;
                sight.oldest =
                    std::max(sight.oldest.value_or(Millis{0}), since(ticket->number("issued")));
            }
        }
        std::set<std::string> passed_over;
        bool owes_ordinary = counter_.number("ordinary_next") != 0;
        while (sight.next.size() < shown_waiting) {
            const Turn turn = whose_turn(state_, id_, owes_ordinary, passed_over);
            if (turn.label.empty()) {
                break;
            }
            const Record& ticket = record_at(state_, ticket_key(turn.label));
            sight.next.push_back({turn.label, ticket.text("service"), ticket.text("priority"),
                                  since(ticket.number("issued"))});
            owes_ordinary = turn.favoured;
            passed_over.insert(turn.label);
        }
    }

    void look_back(DeskSight& sight) const {
        for (const std::string& entry : counter_.list("past")) {
            const std::string label = label_of_past(entry);
            const Record& ticket = record_at(state_, ticket_key(label));
            DeskSight::Recent recent{label, std::nullopt, std::nullopt,
                                     ticket.has("state") ? ticket.text("state") : "done",
                                     may_call(label)};
            for (const auto& [key, call] : records_under(state_, "call/")) {
                if (call->text("ticket") == label && call->text("counter") == id_) {
                    recent.attempt = call->number("attempt");
                    recent.called = since(call->number("at"));
                }
            }
            sight.recent.push_back(std::move(recent));
        }
        for (const auto& [key, ticket] : records_under(state_, "ticket/")) {
            const std::string& state = ticket->text("state");
            if ((state == "held" || state == "no_show") && ticket->text("counter") == id_) {
                const std::string label(id_of(key));
                DeskSight::Aside aside{label, may_call(label),
                                       may("resume", Record{{"ticket", label}})};
                const bool is_over = aside.resume.refused && ticket->has("absent_at") &&
                                     aside.resume.refused->where == "ticket " + label;
                if (!is_over) {
                    sight.aside.push_back(std::move(aside));
                }
            }
        }
    }

    [[nodiscard]] std::optional<DeskSight::Undo> undo(const LastDeed& last) const {
        const Millis passed{context_.now - last.at};
        if (passed < Millis{0} || passed >= undo_offered || last.ticket.empty()) {
            return std::nullopt;
        }
        const bool is_call = last.op == "call";
        if (!is_call && last.op != "no-show" && last.op != "hold" && last.op != "finish") {
            return std::nullopt;
        }
        DeskSight::Undo undo{
            is_call ? "withdraw" : "resume", {}, last.ticket, undo_offered - passed, ""};
        if (is_call && counter_.text("ticket") != last.ticket) {
            return std::nullopt;
        }
        if (!is_call) {
            undo.args.set("ticket", last.ticket);
        }
        const auto decision = press(undo.op, undo.args);
        if (!decision) {
            return std::nullopt;
        }
        undo.back = decision.value().result.text("back");
        return undo;
    }

    /// Handing on depends on what is in front of the counter, not on where it goes.
    [[nodiscard]] May may_transfer(const DeskSight& sight) const {
        const auto other =
            std::ranges::find_if(sight.counters, [&](const auto& each) { return each.id != id_; });
        if (other != sight.counters.end()) {
            return may("transfer", Record{{"to", other->id}});
        }
        return sight.services.empty()
                   ? May{Problem{"conflict", sight.name, "there is nobody to hand on to", "",
                                 "Tidak ada loket atau layanan lain."},
                         std::nullopt}
                   : may("transfer", Record{{"to", sight.services.front().id}});
    }

private:
    [[nodiscard]] std::optional<Millis> wait(std::string_view op) const {
        const Millis spacing =
            op == "recall" ? context_.rules.recall_spacing : context_.rules.call_spacing;
        const Millis passed = since(counter_.number("called_at"));
        return passed < spacing ? std::optional(spacing - passed) : std::nullopt;
    }

    const QueueState& state_;
    const std::string& id_;
    const DecisionContext& context_;
    const Record& counter_;
};

std::vector<std::pair<std::string, const Record*>> in_order(const QueueState& state,
                                                            std::string_view prefix) {
    std::vector<std::pair<std::string, const Record*>> entries;
    for (const auto& [key, record] : records_under(state, prefix)) {
        entries.emplace_back(id_of(key), record);
    }
    std::ranges::stable_sort(entries, {},
                             [](const auto& entry) { return entry.second->number("order"); });
    return entries;
}

} // namespace

DeskSight::Counter counter_sight(const QueueState& state, std::string_view id) {
    const Record& counter = record_at(state, counter_key(id));
    return {std::string(id), nama_loket(counter),
            record_at(state, "agency/" + counter.text("agency")).text("short"),
            counter.text("status")};
}

std::vector<DeskSight::Counter> counters_of(const QueueState& state) {
    std::vector<DeskSight::Counter> counters;
    for (const auto& [id, record] : in_order(state, "counter/")) {
        counters.push_back(counter_sight(state, id));
    }
    return counters;
}

DeskSight look_at_desk(const QueueState& state, const std::string& counter,
                       const DecisionContext& context, const std::optional<LastDeed>& last) {
    const Desk desk(state, counter, context);
    DeskSight sight;
    const auto own = counter_sight(state, counter);
    sight.id = counter;
    sight.name = own.name;
    sight.agency = own.agency;
    sight.counter = record_at(state, counter_key(counter));
    const Record& zone = record_at(state, "zone/" + sight.counter.text("zone"));
    sight.zone_label = zone.text("label");
    sight.speaker = zone.text("speaker");
    sight.current = desk.current();
    desk.count_waiting(sight);
    desk.look_back(sight);
    for (const auto& [id, service] : in_order(state, "service/")) {
        sight.services.push_back(
            {id, service->text("label"), service->text("prefix"), service->number("digits")});
    }
    for (auto& other : counters_of(state)) {
        if (other.id != counter &&
            !record_at(state, counter_key(other.id)).list("services").empty()) {
            sight.counters.push_back(std::move(other));
        }
    }
    for (const char* op : desk_operations) {
        sight.may.emplace_back(op, desk.may(op));
    }
    sight.may.emplace_back("transfer", desk.may_transfer(sight));
    if (last) {
        sight.undo = desk.undo(*last);
    }
    sight.offer_no_show = sight.current && sight.counter.text("status") == "calling" &&
                          sight.current->attempt >= calls_before_no_show;
    return sight;
}

} // namespace panggil
