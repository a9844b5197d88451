// SPDX-License-Identifier: MIT
// The manifest of a voice pack: read, checked, and made to say calls of every kind.
#include "codec/voice_pack_codec.hpp"
#include "core/alert_voice.hpp"
#include "core/phrase.hpp"
#include "core/voice_check.hpp"
#include "tests/fuzz/target.hpp"

using namespace panggil;
using panggil::fuzz::must;

namespace {

Announcement call(const char* ticket, int attempt) {
    Announcement announcement;
    announcement.call_id = "1-1";
    announcement.kind = attempt > 1 ? "recall" : "call";
    announcement.attempt = attempt;
    announcement.ticket = ticket;
    announcement.counter = "3";
    announcement.place_number = 9876;
    announcement.agency = "dukcapil";
    announcement.priority = "lansia";
    return announcement;
}

void say(const VoicePack& pack) {
    for (const char* ticket : {"F018", "4K-9999", ""}) {
        for (const int attempt : {1, 3}) {
            for (const auto form : {PhraseForm::Full, PhraseForm::Compact, PhraseForm::Merged}) {
                const auto phrase = compose(call(ticket, attempt), pack, form);
                must(!phrase || !phrase.value().tokens.empty(), "a phrase says something");
            }
        }
    }
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto reading = codec::decode_voice_pack(fuzz::text_of(data, size), "uji/pack.json");
    for (const Problem& problem : reading.errors) {
        must(!problem.code.empty() && !problem.where.empty(), "a fault has a code and a place");
    }
    constexpr std::size_t seldom = 64; // it says every number that there is
    if (size % seldom == 0) {
        static_cast<void>(check_voice(reading.pack, "uji/pack.json"));
    }
    say(reading.pack);
    const VoicePack twice = completed(reading.pack, reading.pack);
    must(completed(twice, reading.pack) == twice, "a pack that is complete stays");
    say(twice);
    return 0;
}
