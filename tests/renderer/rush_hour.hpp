// SPDX-License-Identifier: MIT
#pragma once
/// The calls of a hall at its worst, and the voice that says them.

#include "renderer/voice.hpp"
#include "tests/catch.hpp"

#include <array>
#include <random>

namespace panggil::tests {

inline screen::Voice default_voice() {
    Problems problems;
    auto voice =
        screen::Voice::load(std::filesystem::path(PANGGIL_SOURCE_DIR) / "audio/id-ID", problems);
    REQUIRE(problems.empty());
    return std::move(voice).value();
}

inline Announcement call_number(int number, std::mt19937& chance) {
    static const std::array<std::string, 10> agencies{
        "perpustakaan", "keuangan",  "dukcapil", "perdagangan", "nakertrans",
        "pupr",         "kesehatan", "dikbud",   "sosial",      "kesbangpol"};
    const std::string prefixes = "ACFHJKLPRU";
    const std::size_t counter = chance() % 10;
    Announcement call;
    call.seq = number;
    call.call_id = "1-" + std::to_string(number);
    call.attempt = chance() % 5 == 0 ? 2 : 1;
    call.kind = call.attempt > 1 ? "recall" : "call";
    const std::string digits = std::to_string(chance() % 300 + 1);
    call.ticket = prefixes[counter] + std::string(3 - digits.size(), '0') + digits;
    call.place_number = static_cast<std::int64_t>(counter + 1);
    call.agency = agencies[counter];
    call.priority = chance() % 20 == 0 ? "lansia" : "";
    call.ttl = std::chrono::seconds(120);
    return call;
}

} // namespace panggil::tests
