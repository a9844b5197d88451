// SPDX-License-Identifier: MIT
// Thousands of random commands, sensible and not: whatever is pressed, the hall stays a hall.
#include "core/operations/desk.hpp"
#include "tests/catch.hpp"
#include "tests/core/small_hall.hpp"

#include <map>
#include <random>

using namespace panggil;
using namespace panggil::tests;

namespace {

class RandomClerk {
public:
    explicit RandomClerk(unsigned seed) : random_(seed) {}

    Command next() {
        // Issue and call as often as all the rest, so that the queue lives.
        const auto operations = all_operations();
        const Operation& operation = roll(3) == 0   ? *find_operation("issue")
                                     : roll(3) == 0 ? *find_operation("call")
                                     : roll(4) == 0 ? *find_operation("open")
                                                    : operations[roll(operations.size())];
        Command command;
        command.op = operation.name;
        command.actor = "uji";
        for (const Parameter& parameter : operation.parameters) {
            if (parameter.need == Need::Required || roll(4) == 0) {
                command.args.set(parameter.key, value_for(parameter));
            }
        }
        return command;
    }

    std::size_t roll(std::size_t sides) { return random_() % sides; }

private:
    Value value_for(const Parameter& parameter) {
        switch (parameter.kind) {
        case ParameterKind::Counter:
            return pick({"1", "2", "3", "teknik", "1", "2", "99"});
        case ParameterKind::Service:
            return pick({"F", "ktp", "imb", "4K", "?"});
        case ParameterKind::CounterOrService:
            return pick({"1", "2", "3", "F", "imb"});
        case ParameterKind::Ticket:
        case ParameterKind::TicketOrPast: {
            const std::string number = std::to_string(1 + roll(60));
            return roll(3) == 0 ? "4K-" + number : "F" + number;
        }
        case ParameterKind::ClockTime:
            return pick({"13.00", "25.00"});
        case ParameterKind::Flag:
            return std::int64_t{1};
        case ParameterKind::Word:
            return parameter.words.empty()
                       ? pick({"id-ID", "7", "31"})
                       : Value(std::string(parameter.words[roll(parameter.words.size())]));
        case ParameterKind::Text:
            break;
        }
        return pick({"rapat", "gangguan", "\x01"});
    }

    Value pick(std::vector<std::string> words) { return words[roll(words.size())]; }

    std::mt19937 random_;
};

void check_invariants(const QueueState& state) {
    std::map<std::string, int> seen;
    for (const auto& [key, counter] : records_under(state, "counter/")) {
        const std::string& status = counter->text("status");
        const std::string& label = counter->text("ticket");
        if (!label.empty()) {
            ++seen[label];
        }
        const bool occupied = status == "calling" || status == "serving";
        if (occupied) {
            const Record& ticket = record_at(state, "ticket/" + label);
            REQUIRE(ticket.text("state") == (status == "calling" ? "called" : "serving"));
            REQUIRE(ticket.text("counter") == id_of(key));
            REQUIRE(counter->text("priority") == ticket.text("priority"));
        }
        REQUIRE((occupied || status == "open" || status == "closed" || status == "break"));
    }
    for (const auto& [label, times] : seen) {
        INFO(label);
        REQUIRE(times == 1);
    }
    for (const auto& [key, ticket] : records_under(state, "ticket/")) {
        const std::string& at = ticket->text("state");
        REQUIRE((at == "waiting" || at == "called" || at == "serving" || at == "held" ||
                 at == "no_show"));
        REQUIRE(ticket->number("attempts") >= 0);
        if (at == "called" || at == "serving") {
            REQUIRE(record_at(state, "counter/" + ticket->text("counter")).text("ticket") ==
                    id_of(key));
        }
        REQUIRE(state.records.contains("service/" + ticket->text("service")));
    }
    REQUIRE(records_under(state, "call/").size() <= 12);
    REQUIRE(records_under(state, "notice/").size() <= 20);
}

/// What a counter is about, but for its revision, what it waits for, and how it came there.
Record essence(Record counter) {
    if (counter.text("status") == "open") {
        counter.erase("ticket").erase("service").erase("call_id").erase("attempt");
        counter.erase("called_at").erase("priority"); // of the last one: its card shows nobody
    }
    TextList past = counter.list("past");
    for (std::string& entry : past) {
        entry = label_of_past(entry); // the rest is the ticket's, and as new as its last call
    }
    counter.set("past", std::move(past));
    return counter.erase("rev").erase("armed").erase("before");
}

/// Whatever was called: when it is taken back at once, every ticket and the desk are as before.
void check_that_it_can_be_taken_back(const Driver& hall, const Command& call) {
    QueueState after = hall.state;
    apply(after, decide(after, call, hall.context).value().event);
    const std::string id = after.records.contains("counter/" + call.args.text("counter"))
                               ? call.args.text("counter")
                               : "teknik"; // which is number 3
    const Command back{"back", "withdraw", Record{{"counter", id}}, "uji", {}};
    apply(after, decide(after, back, hall.context).value().event);
    const auto tickets = [](const QueueState& state) {
        std::map<std::string, Record> all;
        for (const auto& [key, ticket] : records_under(state, "ticket/")) {
            all.emplace(key, *ticket);
        }
        return all;
    };
    REQUIRE(tickets(after) == tickets(hall.state));
    const std::string key = "counter/" + id;
    const Record then = essence(record_at(hall.state, key));
    const Record now = essence(record_at(after, key));
    REQUIRE(now.fields() == then.fields());
}

} // namespace

TEST_CASE("no sequence of commands breaks the queue, and its events tell it all",
          "[queue_property]") {
    std::size_t done = 0;
    std::size_t refused = 0;
    for (unsigned seed = 1; seed <= 20; ++seed) {
        INFO("seed " << seed);
        RandomClerk clerk(seed);
        Driver hall;
        QueueState snapshot;
        for (int step = 0; step < 400; ++step) {
            const QueueState before = hall.state;
            const Command command = clerk.next();
            const auto decision = decide(hall.state, command, hall.context);
            REQUIRE(hall.state == before); // deciding changes nothing
            if (!decision) {
                REQUIRE_FALSE(decision.problem().code.empty());
                ++refused;
                continue;
            }
            REQUIRE(decide(hall.state, command, hall.context).value() == decision.value());
            const Event& event = decision.value().event;
            REQUIRE(event.seq == before.seq + 1);
            if (command.op == "call") {
                check_that_it_can_be_taken_back(hall, command);
            }
            for (const auto& [key, record] : event.set) {
                if (key.starts_with("counter/")) {
                    REQUIRE(record.number("rev") == record_at(before, key).number("rev") + 1);
                }
            }
            hall.take(event);
            check_invariants(hall.state);
            ++done;
            if (clerk.roll(150) == 0) {
                snapshot = hall.state;
            }
        }
        QueueState replayed;
        for (const Event& event : hall.journal) {
            apply(replayed, event);
        }
        REQUIRE(replayed == hall.state);
        for (const Event& event : hall.journal) {
            if (event.seq > snapshot.seq) {
                apply(snapshot, event);
            }
        }
        REQUIRE(snapshot == hall.state);
    }
    // The clerk must have been busy and clumsy, or the test proves nothing.
    CHECK(done > 3000);
    CHECK(refused > 1000);
}
