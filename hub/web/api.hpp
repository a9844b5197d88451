// SPDX-License-Identifier: MIT
#pragma once
/// Api: what the web does with each request (docs/openapi.json). It looks at who asks, asks the hub
/// as any client does, and answers when the hub has. Knows neither sockets nor threads: requests,
/// the hub's words and the time come in, answers and questions go out. It decides nothing about the
/// queue and knows nothing that the hub has not told. One thread.

#include "core/log.hpp"
#include "core/permission.hpp"
#include "hub/command_rate.hpp"
#include "hub/door.hpp"
#include "hub/machine.hpp"
#include "hub/web/access.hpp"
#include "hub/web/call_book.hpp"
#include "hub/web/hall_watch.hpp"
#include "hub/web/http.hpp"
#include "hub/web/lockout.hpp"
#include "hub/web/pin_checker.hpp"
#include "hub/web/sessions.hpp"

#include <variant>

namespace panggil::hub::web {

class Api {
public:
    /// What stands around it.
    struct Outside {
        HttpFace* http = nullptr;
        std::function<bool(Door::Question)> ask;
        std::function<bool(PinChecker::Check)> check_pin;
        std::function<void(LogLevel, std::string event, Record fields)> log;
        std::function<std::string()> new_secret;
        std::function<void(const Sessions&)> keep; ///< stores them for the hub's next life
    };

    struct Settings {
        std::string site;
        std::string version;
        HallRules rules;
        bool secure = false; ///< HTTPS: the cookie goes nowhere else
    };

    Api(Settings settings, Outside outside);

    void take(HttpRequest request, Now now);
    /// Who had asked, or listened, is not there any more.
    void gone(std::uint64_t id);
    void hear(const Door::Word& word, Now now);
    void pin_checked(std::uint64_t id, bool fits, Now now);
    /// PINs and tokens are others now.
    void use(Credentials access);

    /// Those of the hub's last life; before anything is taken.
    void restore(Sessions sessions) { sessions_ = std::move(sessions); }

    /// What time brings: receipts to be asked for, answers that did not come, streams.
    void tick(Now now);
    /// Tells everybody that the hub ends.
    void stop();

    /// When tick() may have something to do.
    [[nodiscard]] Moment next_tick(Moment now) const;

private:
    /// Who asks: somebody who signed in, or another system.
    struct Caller {
        KeyHolder holder;
        std::string counter; ///< its own, when there is just one; "" else
        std::string print;   ///< of the cookie or the token
        bool by_cookie = false;
    };

    /// A question to the hub, and for whom.
    struct SnapshotAsked {};

    struct ReceiptsAsked {
        std::string call_id;
    };

    struct ScreensAsked {
        std::vector<std::pair<std::uint64_t, KeyHolder>> requests; ///< who waits for the list
    };

    struct CommandAsked {
        std::uint64_t request = 0;
        std::string key;
        std::string op;
        std::string counter;
        bool is_query = false;
    };

    struct OrderAsked {
        std::uint64_t request = 0;
        bool is_picture = false;
    };

    struct Asked {
        std::variant<SnapshotAsked, ReceiptsAsked, ScreensAsked, CommandAsked, OrderAsked> what;
        Moment until{};
    };

    struct SigningIn {
        std::string counter;
        std::string address;
    };

    /// Somebody who listens.
    struct Stream {
        KeyHolder holder;
        std::string print;
        bool by_cookie = false;
        std::string counter; ///< "" = only the screens
        bool screens = false;
        std::string state_seen; ///< fingerprint of what was sent last
        std::map<std::string, std::int64_t> receipts_seen;
        std::string screens_seen;
        Moment screens_sent{};
        Moment beat_sent{};
        Moment state_due{}; ///< when time alone may change it
        Sequence state_seq = -1;
    };

    // api.cpp: the way of a request
    void route(const HttpRequest& request, Now now);
    void serve_page(const HttpRequest& request);
    [[nodiscard]] bool is_too_fast(const HttpRequest& request, Now now);
    void refuse(std::uint64_t id, Problem problem, std::optional<Millis> retry_after = {});

    void refuse(std::uint64_t id, std::string_view code) { refuse(id, web_problem_of(code)); }

    [[nodiscard]] static Problem web_problem_of(std::string_view code);
    [[nodiscard]] Result<Caller> caller(const HttpRequest& request, Now now);
    [[nodiscard]] Result<std::string> counter_of(const Caller& caller,
                                                 const HttpRequest& request) const;

    [[nodiscard]] static KeyHolder looker();

    // api_session.cpp
    void show_session(const HttpRequest& request, Now now, HttpHeaders more = {},
                      const std::string& print = "");
    void sign_in(const HttpRequest& request, Now now);
    void sign_out(const HttpRequest& request, Now now);
    [[nodiscard]] std::string cookie(const std::string& secret, std::chrono::seconds age) const;

    // api_commands.cpp
    void command(const HttpRequest& request, Now now);
    void query(const HttpRequest& request, const std::string& key, Now now);
    void acknowledge(const CommandAsked& asked, const std::string& body, Now now);
    [[nodiscard]] bool ask(Plane plane, std::string body, KeyHolder who, Asked asked,
                           Millis patience, Now now);
    void give_up(const Asked& asked);
    void give_fate(const CommandAsked& asked, std::string_view fate, Ack ack,
                   std::optional<Millis> retry_after = {});

    // api_sights.cpp: what can be seen
    void show_state(const HttpRequest& request, Now now);
    void show_screens(const HttpRequest& request, Now now);
    void ask_for_screens(ScreensAsked asked, Now now);
    [[nodiscard]] codec::web::StateSight state_sight(const std::string& counter,
                                                     const std::string& print, Now now) const;
    [[nodiscard]] codec::web::ReceiptSight receipt_sight(const CallBook::Entry& entry) const;
    [[nodiscard]] codec::web::ScreensSight screens_sight(const KeyHolder& who, Now now) const;

    // api_orders.cpp: what can be asked of a screen
    void act_on_screen(const HttpRequest& request, const std::string& rest, Now now);
    void give_answer(const OrderAsked& asked, const std::string& body);

    // api_events.cpp
    void open_stream(const HttpRequest& request, Now now);
    void update(std::uint64_t id, Stream& stream, Now now);
    void end_stream(std::uint64_t id, std::string_view why);
    void send(std::uint64_t id, std::string_view event, std::string_view data, Now now);
    [[nodiscard]] std::string_view why_over(Stream& stream, Now now);
    void act_on(const FollowerSteps& steps, Now now);
    void take_up_calls(Now now);
    void ask_for_receipts(Now now);

    Settings settings_;
    Outside outside_;
    Credentials access_;
    Sessions sessions_;
    Lockout lockout_;
    CommandRate pace_{Micros{5000}, 400}; ///< of requests, for each address
    OncePerMinute once_;
    HallWatch watch_;
    CallBook calls_;
    std::vector<ScreenStatus> screens_;
    Moment screens_heard_{};
    Moment screens_asked_{};
    bool asking_screens_ = false;
    std::uint64_t last_id_ = 0;
    std::map<std::uint64_t, Asked> asked_;
    std::map<std::uint64_t, SigningIn> signing_in_; ///< by request
    std::map<std::uint64_t, Stream> streams_;
};

} // namespace panggil::hub::web
