// SPDX-License-Identifier: MIT
// commander HUB SEED COMMANDS RATE LOG [KEYS]: ten clerks at their desks, as fast as RATE commands
// a second together, until COMMANDS were done. Each command has a request id of its own and is sent
// again with it until it is answered; some are asked once more after that. Every answer is a line
// of LOG, so that a judge can look for it in the hub's journal. The actor of a command is its
// request id: the journal then says which command led to which event. With keys, each desk is a
// machine of its own (KEYS/desk-1 ...), and the hub names the actor.
#include "codec/key_files.hpp"
#include "codec/log_file.hpp"
#include "codec/wire.hpp"
#include "link/keys.hpp"
#include "link/sockets.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <ctime>
#include <deque>
#include <map>
#include <random>
#include <set>

using namespace panggil;
using namespace std::chrono_literals;

namespace {

constexpr int desks = 10;
constexpr Millis retry_pause = 400ms;
constexpr int tries_on_one_socket = 8;
/// Longer than any fault lasts: whoever is not answered for so long is told to look for himself.
constexpr Millis patience = 30s;

volatile std::sig_atomic_t asked_to_stop = 0;

extern "C" void stop(int) {
    asked_to_stop = 1;
}

Moment now() {
    timespec time{};
    clock_gettime(CLOCK_BOOTTIME, &time);
    return Moment(std::chrono::floor<Micros>(std::chrono::seconds(time.tv_sec) +
                                             std::chrono::nanoseconds(time.tv_nsec)));
}

int fail(const std::string& why) {
    std::fprintf(stderr, "commander: %s\n", why.c_str());
    return 2;
}

struct Asked {
    Command command;
    Moment begun{};
    Moment sent{};
    int tries = 0;
    bool repeat = false; ///< was answered before; the answer must be the same
};

/// What a clerk knows of the desk: enough to keep the hall moving, never trusted by anybody.
struct Desk {
    std::string counter;
    std::string service;
    std::string status = "closed";
    int waiting = 0;
    TextList aside; ///< tickets on hold or not shown up
    std::optional<Asked> asked;
    std::optional<Command> done; ///< the last one that was answered
    Moment next{};
    Moment called_until{}; ///< the clerk waits for the visitor; long enough for a voice, or not
};

/// One connection to the hub, made anew when it is silent.
class Line {
public:
    Line(link::Context& context, link::Endpoint control)
        : context_(&context), control_(std::move(control)) {}

    /// Asks the control endpoint for the commands' port; true when there is a socket for commands.
    bool ready(Moment at) {
        if (desk_) {
            return true;
        }
        if (!ask_ || at - asked_at_ > 2s) {
            ask_.reset();
            if (auto made = link::Requester::connect(*context_, control_)) {
                ask_.emplace(std::move(made).value());
            }
            asked_at_ = at;
            pinged_ = false;
        }
        if (ask_ && !pinged_) {
            pinged_ = ask_->send(codec::encode(ControlRequest{Ping{1, {}}}, ""));
        }
        while (ask_) {
            const auto bytes = ask_->receive();
            if (!bytes) {
                break;
            }
            const auto message = codec::decode_hub_message(*bytes, "");
            if (!message || !std::holds_alternative<Pong>(message.value().body)) {
                continue;
            }
            site_ = message.value().envelope.site;
            const int port = std::get<Pong>(message.value().body).commands_port;
            if (auto made = link::Requester::connect(*context_, control_.with_port(port))) {
                desk_.emplace(std::move(made).value());
            }
            ask_.reset();
        }
        return desk_.has_value();
    }

    void renew(Moment at) {
        if (at - renewed_ > 2s) {
            renewed_ = at;
            desk_.reset();
        }
    }

    bool send(const Command& command) {
        return desk_ && desk_->send(codec::encode(command, site_));
    }

    std::optional<std::string> receive() { return desk_ ? desk_->receive() : std::nullopt; }

    void add_sockets(std::vector<link::Pollable*>& sockets) {
        sockets.push_back(desk_ ? &*desk_ : nullptr);
        sockets.push_back(ask_ ? &*ask_ : nullptr);
    }

private:
    link::Context* context_;
    link::Endpoint control_;
    std::string site_;
    std::optional<link::Requester> ask_;
    std::optional<link::Requester> desk_;
    Moment asked_at_{};
    Moment renewed_{};
    bool pinged_ = false;
};

class Clerks {
public:
    /// One line for each desk, or one for all.
    Clerks(std::deque<Line>& lines, codec::LogFile& log, unsigned seed, int wanted, double rate)
        : lines_(&lines), log_(&log), seed_(seed), random_(seed), wanted_(wanted),
          pause_(Micros(static_cast<std::int64_t>(desks / rate * 1e6))) {
        for (int each = 0; each < desks; ++each) {
            Desk desk;
            desk.counter = std::to_string(each + 1);
            desk.service = "s" + desk.counter;
            desks_.push_back(std::move(desk));
        }
    }

    /// One look at everything; false when all is done.
    bool turn(Moment at) {
        for (Line& line : *lines_) {
            while (line.ready(at)) {
                const auto bytes = line.receive();
                if (!bytes) {
                    break;
                }
                take(*bytes, at);
            }
        }
        bool waiting = false;
        for (Desk& desk : desks_) {
            if (!desk.asked && done_ < wanted_ && at >= desk.next) {
                ask(desk, at);
            }
            if (desk.asked) {
                waiting = true;
                push(desk, at);
            }
        }
        return waiting || done_ < wanted_;
    }

private:
    int any(int count) { return std::uniform_int_distribution<int>(0, count - 1)(random_); }

    bool chance(int percent) { return any(100) < percent; }

    void ask(Desk& desk, Moment at) {
        // Between half and one and a half of the pause, so that desks do not march in step.
        desk.next = at + pause_ / 2 + pause_ * any(1000) / 1000;
        if (desk.done && chance(6)) {
            desk.asked = Asked{*desk.done, at, {}, 0, true};
            return;
        }
        Command command = choose(desk, at);
        command.request_id = "c" + std::to_string(seed_) + "-" + std::to_string(++made_);
        command.actor = "staff:" + command.request_id;
        desk.asked = Asked{std::move(command), at, {}, 0, false};
    }

    Command choose(Desk& desk, Moment at) {
        const auto at_counter = [&](std::string op) {
            return Command{"", std::move(op), Record{{"counter", desk.counter}}, "", {}};
        };
        if (desk.status == "closed" || desk.status == "break") {
            return at_counter("open");
        }
        if (desk.waiting < 2 || (desk.waiting < 6 && chance(20))) {
            Command issue{"", "issue", Record{{"service", desk.service}}, "", {}};
            if (chance(15)) {
                issue.args.set("priority", "lansia");
            }
            return issue;
        }
        if (desk.status == "calling" && at < desk.called_until) {
            return at_counter("open"); // an event that changes nothing anybody hears
        }
        if (desk.status == "calling") {
            const int dice = any(100);
            return at_counter(dice < 35   ? "recall"
                              : dice < 65 ? "serve"
                              : dice < 75 ? "no-show"
                              : dice < 80 ? "hold"
                              : dice < 85 ? "withdraw"
                              : dice < 95 ? "finish"
                                          : "call");
        }
        if (desk.status == "serving") {
            return at_counter(chance(90) ? "finish" : "hold");
        }
        if (!desk.aside.empty() && chance(50)) {
            Command resume = at_counter("resume");
            resume.args.set("ticket", desk.aside.front());
            desk.aside.erase(desk.aside.begin());
            return resume;
        }
        if (chance(3)) {
            return at_counter("break");
        }
        return at_counter("call");
    }

    void push(Desk& desk, Moment at) {
        Asked& asked = *desk.asked;
        if (at - asked.begun > patience) {
            say("gave_up", desk, {}, at);
            desk.asked.reset();
            desk.done.reset();
            return;
        }
        if (asked.tries > 0 && at - asked.sent < retry_pause) {
            return;
        }
        asked.sent = at;
        ++asked.tries;
        Line& line = line_of(desk);
        if (asked.tries % tries_on_one_socket == 0) {
            line.renew(at);
        }
        if (line.ready(at)) {
            (void)line.send(asked.command);
        }
    }

    void take(const std::string& bytes, Moment at) {
        const auto decoded = codec::decode_ack(bytes);
        if (!decoded) {
            return;
        }
        const Ack& ack = decoded.value();
        const auto desk = std::ranges::find_if(desks_, [&](const Desk& each) {
            return each.asked && each.asked->command.request_id == ack.request_id;
        });
        if (desk == desks_.end()) {
            return; // the second answer to a second try
        }
        Record fields;
        fields.set("seq", ack.seq)
            .set("ok", std::int64_t{ack.refused ? 0 : 1})
            .set("dup", ack.repeated)
            .set("ticket", ack.result.text("ticket"))
            .set("call_id", ack.result.text("call_id"));
        if (ack.refused) {
            fields.set("err", ack.refused->code);
        }
        say(desk->asked->repeat ? "again" : "ack", *desk, std::move(fields), at);
        learn(*desk, ack);
        if (!ack.result.text("call_id").empty() && chance(60)) {
            desk->called_until = at + Millis(any(4000));
        }
        if (ack.refused && ack.refused->code == "storage") {
            // Nothing happened; the clerk presses again, which is a new command.
            desk->next = at + 200ms;
        } else if (!desk->asked->repeat) {
            done_ += ack.refused ? 0 : 1;
            desk->done = ack.refused ? std::nullopt : std::optional(desk->asked->command);
        }
        desk->asked.reset();
    }

    static void learn(Desk& desk, const Ack& ack) {
        const std::string& op = desk.asked->command.op;
        if (desk.asked->repeat) {
            return;
        }
        if (ack.refused) {
            const std::string& code = ack.refused->code;
            if (code == "nothing_to_call") {
                desk.waiting = 0;
            } else if (code == "closed") {
                desk.status = "closed";
            } else if (code == "conflict" || code == "nothing_to_recall") {
                desk.status = desk.status == "calling" ? "serving" : "open";
            }
            return;
        }
        const std::map<std::string, std::string, std::less<>> next{
            {"call", "calling"}, {"recall", "calling"}, {"serve", "serving"},  {"finish", "open"},
            {"no-show", "open"}, {"hold", "open"},      {"resume", "serving"}, {"break", "break"}};
        if (op == "issue") {
            ++desk.waiting;
        } else if (op == "call") {
            --desk.waiting;
        } else if (op == "withdraw") {
            ++desk.waiting;
        } else if (op == "hold" || op == "no-show") {
            desk.aside.push_back(ack.result.text("ticket"));
        }
        if (op == "open" || op == "withdraw") {
            desk.status = ack.result.text("status"); // of an occupied counter: as it was
        } else if (const auto found = next.find(op); found != next.end()) {
            desk.status = found->second;
        }
    }

    void say(std::string event, const Desk& desk, Record fields, Moment at) {
        const Asked& asked = *desk.asked;
        fields.set("rid", asked.command.request_id)
            .set("op", asked.command.op)
            .set("counter", desk.counter)
            .set("tries", std::int64_t{asked.tries})
            .set("ms", std::chrono::duration_cast<Millis>(at - asked.begun).count());
        log_->write({UtcTime{}, at, LogLevel::Info, std::move(event), std::move(fields)});
    }

    Line& line_of(const Desk& desk) {
        return lines_->at(static_cast<std::size_t>(&desk - desks_.data()) % lines_->size());
    }

    std::deque<Line>* lines_;
    codec::LogFile* log_;
    unsigned seed_;
    std::mt19937 random_;
    int wanted_;
    Micros pause_;
    std::vector<Desk> desks_;
    int made_ = 0;
    int done_ = 0;
};

template <class Number>
bool read(const char* word, Number& number) {
    const std::string_view text(word);
    return std::from_chars(text.data(), text.data() + text.size(), number).ec == std::errc{};
}

} // namespace

int main(int count, char** words) {
    unsigned seed = 0;
    int wanted = 0;
    double rate = 0;
    if ((count != 6 && count != 7) || !read(words[2], seed) || !read(words[3], wanted) ||
        !read(words[4], rate) || rate <= 0) {
        return fail("takes HUB SEED COMMANDS RATE LOG [KEYS]");
    }
    const auto endpoint = link::parse_endpoint(words[1]);
    if (!endpoint) {
        return fail(to_line(endpoint.problem()));
    }
    auto log = codec::LogFile::open(words[5], codec::LogForm::Json);
    if (!log) {
        return fail(to_line(log.problem()));
    }
    std::signal(SIGTERM, stop);
    std::deque<link::Context> contexts;
    std::deque<Line> lines;
    for (int desk = 1; desk <= (count == 7 ? desks : 1); ++desk) {
        std::optional<ClientKeys> keys;
        if (count == 7) {
            auto read = codec::read_client_keys(
                std::string(words[6]) + "/desk-" + std::to_string(desk), link::new_key_pair);
            if (!read) {
                return fail(to_line(read.problem()));
            }
            keys = std::move(read).value();
        }
        lines.emplace_back(contexts.emplace_back(std::move(keys)), endpoint.value());
    }
    Clerks clerks(lines, log.value(), seed, wanted, rate);
    while (asked_to_stop == 0 && clerks.turn(now())) {
        std::vector<link::Pollable*> sockets;
        for (Line& line : lines) {
            line.add_sockets(sockets);
        }
        link::wait(sockets, {}, 5ms);
    }
    return 0;
}
