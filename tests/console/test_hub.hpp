// SPDX-License-Identifier: MIT
#pragma once
/// A hub on real sockets in a thread of its own, that can be told to misbehave: to lose answers, to
/// be mute, to hold receipts and screens that a test made up.

#include "codec/wire.hpp"
#include "link/sockets.hpp"
#include "tests/console/test_hall.hpp"

#include <array>
#include <atomic>
#include <map>
#include <mutex>
#include <thread>

namespace panggil::console {

class TestHub {
public:
    TestHub()
        : control_(take(link::Responder::bind(context_, any_port))),
          events_(take(link::Publisher::bind(context_, any_port))),
          commands_(take(link::Responder::bind(context_, any_port))),
          thread_([this](const std::stop_token& stop) { serve(stop); }) {}

    ~TestHub() {
        thread_.request_stop();
        thread_.join();
    }

    [[nodiscard]] std::string endpoint() const {
        return any_port.with_port(control_.port()).text();
    }

    /// Commands that are carried out while their answer gets lost on the way.
    std::atomic<int> answers_to_lose = 0;
    std::atomic<int> carried_out = 0;
    std::atomic<int> commands_heard = 0;

    std::vector<std::optional<Seen>> seen; ///< of each command; look at it through with_hall()

    std::vector<OrderRequest> orders; ///< as they came; look at it through with_hall()
    OrderFate fate;                   ///< what becomes of each; the same

    /// What the hub tells about each call from now on.
    void report(const Receipt& receipt) {
        const std::scoped_lock lock(mutex_);
        receipts_.push_back(receipt);
    }

    void show_screen(const ScreenStatus& screen) {
        const std::scoped_lock lock(mutex_);
        screens_.push_back(screen);
    }

    /// Does something with the hall between two turns of the hub.
    template <class Function>
    auto with_hall(Function function) {
        const std::scoped_lock lock(mutex_);
        return function(hub_);
    }

private:
    inline static const link::Endpoint any_port{"127.0.0.1", 0};

    template <class Socket>
    static Socket take(Result<Socket> socket) {
        REQUIRE(socket.ok());
        return std::move(socket).value();
    }

    HubMessage message(decltype(HubMessage::body) body) {
        const Millis mono =
            std::chrono::duration_cast<Millis>(std::chrono::steady_clock::now().time_since_epoch());
        return {{hub_.hall.site, "9f00000000000001", hub_.term, "a1b2c3d4", hub_.state.seq,
                 codec::digest(hub_.state), HubMoment(mono), morning},
                std::move(body)};
    }

    void publish(std::string_view kind, decltype(HubMessage::body) body) {
        events_.send("q1." + hub_.hall.site + '.' + std::string(kind),
                     codec::encode(message(std::move(body))));
    }

    void serve(const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            const std::array<link::Pollable*, 3> sockets{&control_, &events_, &commands_};
            link::wait(sockets, {}, Millis(20));
            const std::scoped_lock lock(mutex_);
            (void)events_.take_subscriptions();
            while (const auto request = control_.receive()) {
                answer(*request);
            }
            while (const auto request = commands_.receive()) {
                execute(*request);
            }
            publish("h", Heartbeat{});
        }
    }

    void answer(const link::Responder::Request& request) {
        const auto asked = codec::decode_control_request(request.body, hub_.hall.site);
        if (!asked) {
            return;
        }
        const auto reply = [&](decltype(HubMessage::body) body) {
            control_.send(request.from, codec::encode(message(std::move(body))));
        };
        if (const auto* ping = std::get_if<Ping>(&asked.value()); ping != nullptr) {
            reply(Pong{ping->rid, events_.port(), commands_.port()});
        } else if (const auto* snap = std::get_if<SnapshotRequest>(&asked.value())) {
            reply(Snapshot{snap->rid, hub_.state.records, recent_});
        } else if (const auto* asks = std::get_if<ReceiptsRequest>(&asked.value())) {
            Receipts receipts{asks->rid, receipts_};
            for (Receipt& receipt : receipts.receipts) {
                receipt.call_id = asks->call_id;
            }
            reply(receipts);
        } else if (const auto* screens = std::get_if<ScreensRequest>(&asked.value())) {
            reply(Screens{screens->rid, screens_});
        } else if (const auto* order = std::get_if<OrderRequest>(&asked.value())) {
            orders.push_back(*order);
            fate.rid = order->rid;
            fate.screen = order->screen;
            fate.deed = order->deed;
            reply(fate);
        }
    }

    void execute(const link::Responder::Request& request) {
        const auto asked = codec::decode_command_request(request.body, hub_.hall.site);
        if (!asked) {
            return;
        }
        if (const auto* query = std::get_if<CommandQuery>(&asked.value()); query != nullptr) {
            return tell(request.from, query->request_id);
        }
        const auto& command = std::get<Command>(asked.value());
        ++commands_heard;
        seen.push_back(command.seen);
        auto known = answers_.find(command.request_id);
        if (known == answers_.end() && command.seen && command.seen->term != hub_.term) {
            commands_.send(request.from,
                           codec::encode(refusal(command.request_id, "expired"), hub_.hall.site));
            return;
        }
        if (known == answers_.end()) {
            known = answers_.emplace(command.request_id, decided(command)).first;
        } else {
            known->second.repeated = 1;
        }
        if (answers_to_lose > 0) {
            --answers_to_lose;
            return;
        }
        commands_.send(request.from, codec::encode(known->second, hub_.hall.site));
    }

    [[nodiscard]] Ack refusal(const std::string& request_id, const std::string& code) const {
        return {request_id, hub_.state.seq, 0, {}, Problem{code, "", "", "", "BELUM dijalankan"}};
    }

    void tell(const std::string& to, const std::string& request_id) {
        const auto known = answers_.find(request_id);
        const Ack ack =
            known == answers_.end() ? refusal(request_id, "unknown_rid") : known->second;
        answers_.emplace(request_id, refusal(request_id, "expired"));
        commands_.send(to, codec::encode(ack, hub_.hall.site));
    }

    Ack decided(const Command& command) {
        Ack ack{command.request_id, hub_.state.seq, 0, {}, std::nullopt};
        clock_ += std::chrono::seconds(10); // nobody is in a hurry here
        const auto decision = hub_.execute(command, clock_);
        if (!decision) {
            ack.refused = decision.problem();
            return ack;
        }
        ++carried_out;
        ack.seq = hub_.state.seq;
        ack.result = decision.value().result;
        if (decision.value().event.announce) {
            recent_.push_back({*decision.value().event.announce, Millis(0)});
        }
        publish("e", decision.value().event);
        return ack;
    }

    link::Context context_;
    link::Responder control_;
    link::Publisher events_;
    link::Responder commands_;
    std::mutex mutex_; ///< guards everything below
    PureHub hub_;
    UtcTime clock_ = morning;
    std::map<std::string, Ack> answers_;
    std::vector<Snapshot::Recent> recent_;
    std::vector<Receipt> receipts_;
    std::vector<ScreenStatus> screens_;
    std::jthread thread_; ///< last: it uses all of the above
};

} // namespace panggil::console
