// SPDX-License-Identifier: MIT
#pragma once
/// What every answer of the web has in common: its headers, how a refusal looks, and what the web
/// itself refuses, in both languages.

#include "codec/web.hpp"
#include "hub/web/http.hpp"

namespace panggil::hub::web {

/// An answer of the API: JSON that nobody keeps.
[[nodiscard]] HttpAnswer json_answer(int status, std::string body, HttpHeaders more = {});
[[nodiscard]] HttpAnswer refusal(const codec::web::Error& error, HttpHeaders more = {});
/// Of a page or what belongs to it.
[[nodiscard]] HttpHeaders page_headers();
[[nodiscard]] HttpHeaders stream_headers();

/// Which HTTP status goes with the code of a problem.
[[nodiscard]] int status_of(std::string_view code);

/// Problems of the web itself, by their code: no_session, session_expired, no_pin, wrong_pin,
/// locked, foreign_origin, forbidden, not_found, bad_method, not_json, unknown_screen,
/// not_supported, not_kept, no_voice, screen_silent, too_large, stopping, hub_slow, busy, rate.
[[nodiscard]] Problem web_problem(std::string_view code);

} // namespace panggil::hub::web
