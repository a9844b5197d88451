// SPDX-License-Identifier: MIT
// What can be asked of a single screen, and what it answers.
#include "codec/wire.hpp"
#include "hub/web/api.hpp"
#include "hub/web/words.hpp"

#include <algorithm>
#include <array>

namespace panggil::hub::web {

namespace {

using namespace std::chrono_literals;

constexpr std::array deeds{"picture", "identify", "test-voice", "restart"};

/// The hub gives up before that, and says so.
Millis patience_for(std::string_view deed) {
    return deed == "test-voice" ? 22s : 8s;
}

HttpAnswer picture_answer(std::string png) {
    HttpAnswer answer{200, page_headers(), std::move(png)};
    answer.headers.emplace_back("Content-Type", "image/png");
    answer.headers.emplace_back("Cache-Control", "no-store");
    return answer;
}

} // namespace

/// NAME/picture, NAME/identify ...; who may is the hub's to say.
void Api::act_on_screen(const HttpRequest& request, const std::string& rest, Now now) {
    const auto who = caller(request, now);
    if (!who) {
        return refuse(request.id, who.problem());
    }
    const std::size_t slash = rest.find('/');
    const std::string deed = slash == std::string::npos ? "" : rest.substr(slash + 1);
    const bool is_picture = deed == "picture";
    const bool fits =
        is_picture ? request.method == "GET" || request.method == "HEAD" : request.method == "POST";
    if (std::ranges::find(deeds, deed) == deeds.end()) {
        return refuse(request.id, "not_found");
    }
    if (!fits) {
        return refuse(request.id, "bad_method");
    }
    const auto body = codec::web::decode_order(is_picture ? std::string_view() : request.body);
    if (!body) {
        return refuse(request.id, body.problem());
    }
    const OrderRequest order{static_cast<std::int64_t>(last_id_ + 1), rest.substr(0, slash), deed,
                             body.value().anyway ? 1 : 0};
    if (!ask(Plane::Control, codec::encode(ControlRequest(order), settings_.site),
             who.value().holder, {OrderAsked{request.id, is_picture}, {}}, patience_for(deed),
             now)) {
        refuse(request.id, web_problem("busy"), 1s);
    }
}

void Api::give_answer(const OrderAsked& asked, const std::string& body) {
    auto message = codec::decode_hub_message(body, settings_.site);
    if (message && std::holds_alternative<Refusal>(message.value().body)) {
        return refuse(asked.request, "forbidden");
    }
    auto* fate = message ? std::get_if<OrderFate>(&message.value().body) : nullptr;
    if (fate == nullptr) {
        // A name that is no screen's cannot even be asked for.
        return refuse(asked.request, body.empty() ? "unknown_screen" : "hub_slow");
    }
    if (fate->refused && !fate->refused->code.empty()) {
        return refuse(asked.request, *fate->refused);
    }
    if (asked.is_picture) {
        return outside_.http->answer(asked.request, picture_answer(std::move(fate->picture)));
    }
    outside_.http->answer(asked.request, json_answer(200, codec::web::encode(*fate)));
}

} // namespace panggil::hub::web
