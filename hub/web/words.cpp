// SPDX-License-Identifier: MIT
#include "hub/web/words.hpp"

#include <algorithm>
#include <array>

namespace panggil::hub::web {

namespace {

constexpr const char* content_security =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

struct Status {
    std::string_view code;
    int status;
};

constexpr int refused_by_the_hall = 409;

constexpr std::array statuses{
    Status{"bad_request", 400},    Status{"bad_message", 400},
    Status{"no_session", 401},     Status{"session_expired", 401},
    Status{"wrong_pin", 401},      Status{"no_pin", 401},
    Status{"bad_token", 401},      Status{"forbidden", 403},
    Status{"foreign_origin", 403}, Status{"not_found", 404},
    Status{"unknown_rid", 404},    Status{"unknown_screen", 404},
    Status{"bad_method", 405},     Status{"too_large", 413},
    Status{"not_json", 415},       Status{"rate", 429},
    Status{"locked", 429},         Status{"not_supported", 501},
    Status{"busy", 503},           Status{"storage", 503},
    Status{"hub_slow", 503},       Status{"stopping", 503},
    Status{"screen_silent", 504},
};

struct Sentence {
    std::string_view code;
    std::string_view what;
    std::string_view hint;
    std::string_view pesan;
};

constexpr std::array sentences{
    Sentence{"no_session", "nobody has signed in here", "sign in, or send a token",
             "Belum masuk. Masuk dahulu dengan PIN loket."},
    Sentence{"session_expired", "the session is over", "sign in again",
             "Sesi sudah berakhir. Masuk lagi dengan PIN loket."},
    Sentence{"bad_token", "nobody knows this token", "ask an administrator: panggil-hub token list",
             "Token tidak dikenal. Hubungi admin."},
    Sentence{"no_pin", "no PIN was set for this counter",
             "an administrator can: panggil-hub pin set COUNTER --data DIR",
             "PIN loket ini belum dibuat. Minta admin membuatnya."},
    Sentence{"wrong_pin", "the PIN is wrong", "try again, or ask an administrator",
             "PIN salah. Coba lagi, atau tanyakan kepada admin."},
    Sentence{"locked", "a wrong PIN was given too often", "wait, then try again",
             "Terlalu banyak PIN salah. Tunggu sebentar, lalu coba lagi."},
    Sentence{"foreign_origin", "the request comes from the page of another site",
             "open this hub's own page", "Permintaan ditolak: datang dari halaman situs lain."},
    Sentence{"forbidden", "is not for who has signed in", "sign in as somebody who may",
             "Tidak boleh untuk akun ini."},
    Sentence{"not_found", "there is nothing here", "see the OpenAPI document at /api",
             "Halaman tidak ada."},
    Sentence{"bad_method", "that cannot be done here", "see the OpenAPI document at /api",
             "Cara meminta ini tidak dikenal."},
    Sentence{"not_json", "the body is not said to be JSON", "send Content-Type: application/json",
             "Isi permintaan harus JSON."},
    Sentence{"unknown_screen", "no screen of this name was heard since the hub began",
             "see /api/screens", "Layar itu tidak dikenal."},
    Sentence{"not_supported", "this screen cannot do that yet",
             "install the same version on hub and screens", "Layar ini belum bisa melakukannya."},
    Sentence{"not_kept", "nothing would start this screen again",
             "run it as a service (panggil-screen.service)",
             "Layar ini tidak dijalankan sebagai layanan: tidak ada yang menghidupkannya lagi."},
    Sentence{"no_voice", "this screen was started without a voice",
             "test the screen that has the loudspeaker", "Layar ini tidak bersuara."},
    Sentence{"screen_silent", "the screen does not answer",
             "is it on, and connected? try again when it is live",
             "Layar tidak menjawab. Periksa listrik dan kabel jaringannya."},
    Sentence{"too_large", "the body is larger than 16 KiB; nothing was done",
             "see the OpenAPI document at /api", "Permintaan terlalu besar dan tidak dijalankan."},
    Sentence{"stopping", "the hub is stopping; nothing was done", "try again in a moment",
             "Server sedang dimatikan, tidak ada yang dijalankan."},
    Sentence{"hub_slow", "the hub has not answered in time; it may have done it all the same",
             "ask again with the same key before giving the command again",
             "Server belum menjawab. Belum diketahui apakah perintah sudah dijalankan."},
    Sentence{"busy", "too much is asked at once; nothing was done now", "try again in a moment",
             "Server sedang sibuk, sekarang tidak ada yang dijalankan. Coba lagi."},
    Sentence{"rate", "too many requests from this address", "wait a moment",
             "Terlalu banyak permintaan sekaligus. Tunggu sebentar."},
};

HttpHeaders common() {
    return {{"X-Content-Type-Options", "nosniff"},
            {"Referrer-Policy", "same-origin"},
            {"Content-Security-Policy", content_security},
            {"X-Frame-Options", "DENY"},
            {"Cross-Origin-Resource-Policy", "same-origin"},
            {"Cross-Origin-Opener-Policy", "same-origin"}};
}

} // namespace

HttpAnswer json_answer(int status, std::string body, HttpHeaders more) {
    HttpHeaders headers = common();
    headers.emplace_back("Content-Type", "application/json");
    headers.emplace_back("Cache-Control", "no-store");
    headers.insert(headers.end(), more.begin(), more.end());
    return {status, std::move(headers), std::move(body)};
}

HttpAnswer refusal(const codec::web::Error& error, HttpHeaders more) {
    if (error.retry_after) {
        const auto seconds = std::chrono::ceil<std::chrono::seconds>(*error.retry_after);
        more.emplace_back("Retry-After", std::to_string(seconds.count()));
    }
    return json_answer(status_of(error.problem.code), codec::web::encode(error), std::move(more));
}

HttpHeaders page_headers() {
    return common();
}

HttpHeaders stream_headers() {
    HttpHeaders headers = common();
    headers.emplace_back("Content-Type", "text/event-stream");
    headers.emplace_back("Cache-Control", "no-store");
    headers.emplace_back("X-Accel-Buffering", "no"); // for a proxy in front of the hub
    return headers;
}

int status_of(std::string_view code) {
    const auto found = std::ranges::find(statuses, code, &Status::code);
    return found == statuses.end() ? refused_by_the_hall : found->status;
}

Problem web_problem(std::string_view code) {
    const auto found = std::ranges::find(sentences, code, &Sentence::code);
    return found == sentences.end() ? Problem{std::string(code), "", std::string(code), "", ""}
                                    : Problem{std::string(code), "", std::string(found->what),
                                              std::string(found->hint), std::string(found->pesan)};
}

} // namespace panggil::hub::web
