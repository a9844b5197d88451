// SPDX-License-Identifier: MIT
// two_consoles HUB COUNTER SERVICE PRESSES seen|blind: two clerks at one counter, each with a line
// of its own to the hub, press "call the next" at the same moment, PRESSES times. `seen` sends the
// revision that both had on their screens, `blind` does not and leaves it to the hall's rule
// call_spacing_ms; then the one who was called is finished, so that the next round begins at once.
// Before, as many tickets are issued. Prints a line for each command, as the clerk was told:
//     ok OP RID SEQ TICKET    refused OP RID CODE    never OP RID
// The hub may die meanwhile: whoever gets no answer asks what became of the command.
#include "console/hub_line.hpp"
#include "core/queue_state.hpp"

#include <atomic>
#include <barrier>
#include <cstdio>
#include <mutex>
#include <string>
#include <thread>

using namespace panggil;
using namespace panggil::console;

namespace {

struct Plan {
    link::Endpoint hub;
    std::string counter;
    std::string service;
    int presses = 0;
    bool seen = false;
};

std::mutex printing;

void print(const char* what, const Command& command, const std::string& rest) {
    const std::scoped_lock lock(printing);
    std::printf("%s %s %s%s\n", what, command.op.c_str(), command.request_id.c_str(), rest.c_str());
}

class Clerk {
public:
    Clerk(const Plan& plan, std::string name)
        : plan_(&plan), name_(std::move(name)), line_(context_, plan.hub, [] { return false; }) {}

    void give(const std::string& op, Record args, std::optional<std::int64_t> if_rev = {}) {
        const Command command{name_ + "-" + std::to_string(++given_), op, std::move(args),
                              "staff:" + name_, if_rev};
        Result<Ack> answer = line_.command(command);
        for (int time = 0; !answer && time < 20; ++time) {
            answer = line_.query(command.request_id);
        }
        if (!answer) {
            print("lost", command, "");
        } else if (!answer.value().refused) {
            print("ok", command,
                  ' ' + std::to_string(answer.value().seq) + ' ' +
                      answer.value().result.text("ticket"));
        } else if (answer.value().refused->code == "unknown_rid") {
            print("never", command, "");
        } else {
            print("refused", command, ' ' + answer.value().refused->code);
        }
    }

    std::int64_t revision() {
        for (int time = 0; time < 20; ++time) {
            const auto answer = line_.ask(SnapshotRequest{});
            if (answer) {
                const auto& records = std::get<Snapshot>(answer.value().body).records;
                const auto counter = records.find("counter/" + plan_->counter);
                return counter == records.end() ? 0 : counter->second.number("rev");
            }
        }
        return 0;
    }

    [[nodiscard]] Record counter() const { return Record{{"counter", plan_->counter}}; }

private:
    const Plan* plan_;
    std::string name_;
    link::Context context_;
    HubLine line_;
    int given_ = 0;
};

void work(const Plan& plan) {
    std::atomic<std::int64_t> revision = 0;
    std::barrier together(2);
    const auto shift = [&](const std::string& name, bool leads) {
        Clerk clerk(plan, name);
        for (int each = 0; each < plan.presses / 2 + 1; ++each) {
            clerk.give("issue", Record{{"service", plan.service}});
        }
        for (int round = 0; round < plan.presses; ++round) {
            if (leads && plan.seen) {
                revision = clerk.revision();
            } else if (leads && round > 0) {
                clerk.give("finish", clerk.counter());
            }
            together.arrive_and_wait();
            clerk.give("call", clerk.counter(),
                       plan.seen ? std::optional(revision.load()) : std::nullopt);
            together.arrive_and_wait();
        }
    };
    const std::jthread first(shift, "tono", true);
    const std::jthread second(shift, "tini", false);
}

} // namespace

int main(int count, char** words) {
    const auto endpoint = count == 6 ? link::parse_endpoint(words[1])
                                     : Result<link::Endpoint>(Problem{"", "", "usage", "", ""});
    if (!endpoint) {
        std::fprintf(stderr, "two_consoles HUB COUNTER SERVICE PRESSES seen|blind\n");
        return 2;
    }
    work({endpoint.value(), words[2], words[3], std::stoi(words[4]),
          std::string(words[5]) == "seen"});
    return 0;
}
