// SPDX-License-Identifier: MIT
// Signing in and out.
#include "codec/secrets.hpp"
#include "hub/web/api.hpp"
#include "hub/web/words.hpp"

namespace panggil::hub::web {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::seconds cookie_age = 12h;

} // namespace

std::string Api::cookie(const std::string& secret, std::chrono::seconds age) const {
    return "panggil=" + secret +
           "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + std::to_string(age.count()) +
           (settings_.secure ? "; Secure" : "");
}

/// `print`: of a session that has just begun, whose cookie the request does not carry yet.
void Api::show_session(const HttpRequest& request, Now now, HttpHeaders more,
                       const std::string& print) {
    codec::web::SessionSight sight;
    const QueueState& state = watch_.state();
    if (state.records.empty()) {
        return refuse(request.id, "hub_slow"); // nothing was heard yet
    }
    sight.hall = &record_at(state, "hall");
    sight.version = settings_.version;
    for (const auto& counter : counters_of(state)) {
        sight.offers.push_back(
            {counter.id, counter.name, counter.agency, access_.pin_of(counter.id) != nullptr});
    }
    sight.offers.push_back({std::string(admin), "Admin", "", access_.pin_of(admin) != nullptr});
    Result<Caller> who = web_problem("no_session");
    if (print.empty()) {
        who = caller(request, now);
    }
    const std::string& own = print.empty() && who ? who.value().print : print;
    if (const Session* session = own.empty() ? nullptr : sessions_.find(own, now.mono)) {
        const bool is_admin = session->counter == admin;
        sight.who = codec::web::Who{
            session->counter, is_admin ? "Admin" : counter_sight(state, session->counter).name,
            is_admin ? "admin" : "counter",
            static_cast<std::int64_t>(sessions_.at(session->counter, own)),
            std::chrono::floor<Millis>(sessions_.ends(*session) - now.mono)};
    } else if (who) { // a token
        sight.who = codec::web::Who{who.value().counter, who.value().holder.name,
                                    std::string(name_of(who.value().holder.role)), 0, Millis{0}};
    } else {
        sight.ended = who.problem().code == "session_expired";
    }
    outside_.http->answer(request.id, json_answer(200, codec::web::encode(sight), std::move(more)));
}

void Api::sign_in(const HttpRequest& request, Now now) {
    auto wish = codec::web::decode_sign_in(request.body);
    if (!wish) {
        return refuse(request.id, wish.problem());
    }
    const std::string& counter = wish.value().counter;
    if (const auto locked = lockout_.locked(counter, request.address, now.mono)) {
        return refuse(request.id, web_problem("locked"), locked);
    }
    const Pin* pin = access_.pin_of(counter);
    if (pin == nullptr) {
        // Names that do not exist cost the same as wrong PINs, or one could go on for ever.
        (void)lockout_.failed(counter, request.address, now.mono);
        return refuse(request.id, "no_pin");
    }
    if (!outside_.check_pin({request.id, pin->hash, std::move(wish.value().pin)})) {
        return refuse(request.id, web_problem("busy"), 1s);
    }
    signing_in_[request.id] = {counter, request.address};
}

void Api::pin_checked(std::uint64_t id, bool fits, Now now) {
    const auto found = signing_in_.find(id);
    if (found == signing_in_.end()) {
        return; // who had asked is gone
    }
    const auto [counter, address] = found->second;
    signing_in_.erase(found);
    // Several may have been tried at once, while the first was being looked at.
    if (const auto locked = lockout_.locked(counter, address, now.mono)) {
        return refuse(id, web_problem("locked"), locked);
    }
    if (!fits) {
        const int left = lockout_.failed(counter, address, now.mono);
        outside_.log(LogLevel::Warning, left > 0 ? "web.wrong_pin" : "web.locked",
                     Record{{"counter", counter}, {"address", address}});
        outside_.http->answer(
            id, refusal({web_problem("wrong_pin"), lockout_.locked(counter, address, now.mono),
                         std::int64_t{left}}));
        return;
    }
    lockout_.succeeded(counter, address);
    const std::string secret = outside_.new_secret();
    const std::string print = codec::print_of(secret);
    sessions_.open(print, counter, now.mono);
    outside_.keep(sessions_);
    outside_.log(LogLevel::Info, "web.signed_in",
                 Record{{"counter", counter}, {"address", address}});
    HttpRequest request;
    request.id = id;
    show_session(request, now, {{"Set-Cookie", cookie(secret, cookie_age)}}, print);
}

void Api::sign_out(const HttpRequest& request, Now now) {
    if (const auto who = caller(request, now); who && who.value().by_cookie) {
        sessions_.close(who.value().print);
        outside_.keep(sessions_);
        for (auto& [id, stream] : std::map(streams_)) {
            if (stream.by_cookie && stream.print == who.value().print) {
                end_stream(id, "signed_out");
            }
        }
    }
    outside_.http->answer(request.id, json_answer(204, "", {{"Set-Cookie", cookie("", 0s)}}));
}

} // namespace panggil::hub::web
