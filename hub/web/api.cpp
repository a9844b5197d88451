// SPDX-License-Identifier: MIT
// The way of a request: who asks, and for what.
#include "hub/web/api.hpp"

#include "codec/secrets.hpp"
#include "core/operations/arguments.hpp"
#include "core/plain_text.hpp"
#include "hub/web/pages.hpp"
#include "hub/web/words.hpp"

namespace panggil::hub::web {

namespace {

constexpr std::string_view cookie_name = "panggil=";
constexpr std::string_view bearer = "Bearer ";

/// The value of our cookie, or "".
std::string cookie_of(const HttpRequest& request) {
    const std::string all = request.header("cookie");
    for (std::size_t at = 0; at < all.size();) {
        const std::size_t end = std::min(all.find(';', at), all.size());
        std::string_view one = std::string_view(all).substr(at, end - at);
        one.remove_prefix(std::min(one.find_first_not_of(' '), one.size()));
        if (one.starts_with(cookie_name)) {
            return std::string(one.substr(cookie_name.size()));
        }
        at = end + 1;
    }
    return "";
}

bool changes_something(const HttpRequest& request) {
    return request.method != "GET" && request.method != "HEAD";
}

/// A page of another site cannot make a browser say that it is ours. Browsers state the origin with
/// whatever changes something; who states none is no browser, and brings no cookie by itself.
bool is_foreign(const HttpRequest& request, bool by_cookie) {
    const std::string site = request.header("sec-fetch-site");
    if (!site.empty() && site != "same-origin" && site != "none") {
        return true;
    }
    const std::string origin = request.header("origin");
    if (origin.empty()) {
        return by_cookie && site != "same-origin";
    }
    const std::size_t scheme = origin.find("://");
    return scheme == std::string::npos || origin.substr(scheme + 3) != request.header("host");
}

bool is_json(const HttpRequest& request) {
    const std::string type = request.header("content-type");
    return type == "application/json" || type.starts_with("application/json;");
}

} // namespace

Api::Api(Settings settings, Outside outside)
    : settings_(std::move(settings)), outside_(std::move(outside)),
      watch_(settings_.site, settings_.version) {}

Problem Api::web_problem_of(std::string_view code) {
    return web_problem(code);
}

void Api::use(Credentials access) {
    for (const Pin& pin : access_.pins) {
        const Pin* now = access.pin_of(pin.counter);
        if (now == nullptr || now->hash != pin.hash) {
            sessions_.close_all(pin.counter);
        }
    }
    access_ = std::move(access);
    outside_.keep(sessions_);
}

void Api::refuse(std::uint64_t id, Problem problem, std::optional<Millis> retry_after) {
    outside_.http->answer(id, refusal({std::move(problem), retry_after, std::nullopt}));
}

bool Api::is_too_fast(const HttpRequest& request, Now now) {
    return !pace_.allow(request.address, now.mono);
}

void Api::take(HttpRequest request, Now now) {
    if (is_too_fast(request, now)) {
        refuse(request.id, web_problem("rate"), std::chrono::seconds(1));
        return;
    }
    route(request, now);
}

void Api::route(const HttpRequest& request, Now now) {
    const std::string& path = request.path;
    const std::string& method = request.method;
    const bool reads = method == "GET" || method == "HEAD";
    if (!path.starts_with("/api/")) {
        return reads ? serve_page(request) : refuse(request.id, "bad_method");
    }
    if (changes_something(request) &&
        is_foreign(request,
                   !cookie_of(request).empty() && request.header("authorization").empty())) {
        const auto verdict = once_.ask("foreign " + request.address, now.mono);
        if (verdict.say != 0) {
            outside_.log(LogLevel::Warning, "web.foreign_origin",
                         Record{{"address", request.address},
                                {"origin", request.header("origin").substr(0, 100)},
                                {"held_back", verdict.held_back}});
        }
        return refuse(request.id, "foreign_origin");
    }
    if (method == "POST" && !is_json(request)) {
        return refuse(request.id, "not_json");
    }
    constexpr std::string_view commands = "/api/commands/";
    constexpr std::string_view screens = "/api/screens/";
    if (path == "/api/session") {
        return reads                ? show_session(request, now)
               : method == "POST"   ? sign_in(request, now)
               : method == "DELETE" ? sign_out(request, now)
                                    : refuse(request.id, "bad_method");
    }
    if (path == "/api/commands") {
        return method == "POST" ? command(request, now) : refuse(request.id, "bad_method");
    }
    if (path.starts_with(screens)) {
        return act_on_screen(request, path.substr(screens.size()), now);
    }
    if (!reads) {
        return refuse(request.id, "bad_method");
    }
    if (path == "/api/state") {
        return show_state(request, now);
    }
    if (path == "/api/events") {
        return open_stream(request, now);
    }
    if (path == "/api/screens") {
        return show_screens(request, now);
    }
    if (path.starts_with(commands)) {
        return query(request, path.substr(commands.size()), now);
    }
    refuse(request.id, "not_found");
}

void Api::serve_page(const HttpRequest& request) {
    const Page* page = find_page(request.path);
    if (page == nullptr) {
        return refuse(request.id, "not_found");
    }
    HttpAnswer answer{200, page_headers(), std::string(page->content)};
    answer.headers.emplace_back("Content-Type", page->type);
    answer.headers.emplace_back("ETag", page->etag);
    answer.headers.emplace_back("Cache-Control", "no-cache");
    if (request.header("if-none-match").find(page->etag) != std::string::npos) {
        answer.status = 304;
        answer.body.clear();
    }
    outside_.http->answer(request.id, std::move(answer));
}

Result<Api::Caller> Api::caller(const HttpRequest& request, Now now) {
    if (const std::string authorization = request.header("authorization"); !authorization.empty()) {
        const std::string print = codec::print_of(
            std::string_view(authorization).substr(std::min(bearer.size(), authorization.size())));
        const Token* token = authorization.starts_with(bearer) ? access_.token_of(print) : nullptr;
        if (token == nullptr) {
            return web_problem("bad_token");
        }
        Caller caller{holder_of(*token), "", print, false};
        if (caller.holder.counters.size() == 1) {
            caller.counter = caller.holder.counters.front();
        }
        return caller;
    }
    const std::string secret = cookie_of(request);
    if (secret.empty()) {
        return web_problem("no_session");
    }
    const std::string print = codec::print_of(secret);
    const Session* session = sessions_.find(print, now.mono);
    if (session == nullptr) {
        return web_problem("session_expired");
    }
    return Caller{holder_of_counter(session->counter),
                  session->counter == admin ? "" : session->counter, print, true};
}

/// The counter that is meant: the one that is named, if it is the caller's, or its own.
Result<std::string> Api::counter_of(const Caller& caller, const HttpRequest& request) const {
    const std::string named = request.argument("counter");
    const std::string& wanted = named.empty() ? caller.counter : named;
    if (wanted.empty()) {
        Problem problem{"bad_request", "counter", "is missing", "say which: ?counter=3",
                        "Sebutkan loketnya: ?counter=3."};
        return problem;
    }
    // The same rule as for commands: a number and an id are the same counter.
    if (const auto allowed =
            may(caller.holder, Command{"", "recall", Record{{"counter", wanted}}, "", {}},
                watch_.state());
        !allowed) {
        return allowed.problem();
    }
    constexpr std::size_t longest = 64;
    if (const auto fault = fault_of_text(wanted, longest); !fault.empty()) {
        return Problem{"bad_request", "counter", fault, "say which: ?counter=3",
                       "Loket itu tidak ada."};
    }
    return find_counter(wanted, watch_.state());
}

/// The web itself, which may look at everything.
KeyHolder Api::looker() {
    return {"web", Role::Admin, {}, false};
}

void Api::gone(std::uint64_t id) {
    streams_.erase(id);
    signing_in_.erase(id);
}

bool Api::ask(Plane plane, std::string body, KeyHolder who, Asked asked, Millis patience, Now now) {
    asked.until = now.mono + patience;
    const std::uint64_t id = ++last_id_;
    if (!outside_.ask({id, plane, std::move(body), std::move(who)})) {
        return false;
    }
    asked_.emplace(id, std::move(asked));
    return true;
}

} // namespace panggil::hub::web
