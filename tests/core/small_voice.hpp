// SPDX-License-Identifier: MIT
#pragma once
/// A small Indonesian voice of single words, made without a file: enough for every number and a
/// few letters.

#include "core/phrase.hpp"
#include "core/voice_pack.hpp"

#include <initializer_list>
#include <utility>

namespace panggil::test {

inline VoiceTemplate sentence(std::string_view text) {
    return parse_voice_template(text).value();
}

inline NumberRules rules(std::initializer_list<std::pair<std::int64_t, std::string_view>> lines) {
    NumberRules made;
    for (const auto& [base, text] : lines) {
        made.push_back(parse_number_rule(base, text).value());
        made.back().listed = static_cast<int>(made.size()) - 1;
    }
    return made;
}

/// Gives a clip the files for these melodies: "mcf".
inline void add_clip(VoicePack& pack, const std::string& key, std::string text,
                     std::string_view melodies = "mcf") {
    VoiceClip& clip = pack.clips[key];
    clip.text = std::move(text);
    for (const char letter : melodies) {
        clip.files[*variant_of({&letter, 1})] = key + '-' + letter + ".wav";
    }
}

inline VoicePack small_voice() {
    VoicePack pack;
    pack.id = "kecil";
    pack.lang = "id-ID";
    constexpr std::string_view words[] = {"nol",     "satu",     "dua",     "tiga",
                                          "empat",   "lima",     "enam",    "tujuh",
                                          "delapan", "sembilan", "sepuluh", "sebelas"};
    for (std::size_t number = 0; number < std::size(words); ++number) {
        add_clip(pack, "num." + std::to_string(number), std::string(words[number]));
    }
    for (const std::string_view word : {"belas", "puluh", "ratus", "ribu"}) {
        add_clip(pack, "num." + std::string(word), std::string(word));
    }
    add_clip(pack, "num.100", "seratus");
    add_clip(pack, "num.1000", "seribu");
    constexpr std::string_view names[] = {"a",  "be", "ce", "de", "e",  "ef",  "ge", "ha", "i",
                                          "je", "ka", "el", "em", "en", "o",   "pe", "ki", "er",
                                          "es", "te", "u",  "fe", "we", "eks", "ye", "zet"};
    for (char letter = 'A'; letter <= 'Z'; ++letter) {
        const std::string key = std::string("let.") + letter;
        add_clip(pack, key, std::string(names[letter - 'A']), "mc");
        pack.letters[letter] = key;
    }
    add_clip(pack, "chime", "", "m");
    add_clip(pack, "nomor_antrean", "nomor antrean", "m");
    add_clip(pack, "silakan_menuju", "silakan menuju", "m");
    add_clip(pack, "panggilan_kedua", "panggilan kedua", "c");
    add_clip(pack, "panggilan_terakhir", "panggilan terakhir", "c");
    add_clip(pack, "antrean_prioritas", "antrean prioritas", "c");
    add_clip(pack, "loket", "loket", "m");
    add_clip(pack, "gerai", "gerai", "m");
    add_clip(pack, "opd.dukcapil", "Dinas Kependudukan dan Pencatatan Sipil", "cf");
    pack.fallbacks = {
        {Variant::Middle, {Variant::Middle, Variant::Comma, Variant::Final}},
        {Variant::Comma, {Variant::Comma, Variant::Middle, Variant::Final}},
        {Variant::Final, {Variant::Final, Variant::Comma, Variant::Middle}},
    };
    pack.joins.rules = {{"let.*", "num.*", Millis(130)}};
    pack.numbers.cardinal = rules({{0, "num.0"},
                                   {1, "num.1"},
                                   {2, "num.2"},
                                   {3, "num.3"},
                                   {4, "num.4"},
                                   {5, "num.5"},
                                   {6, "num.6"},
                                   {7, "num.7"},
                                   {8, "num.8"},
                                   {9, "num.9"},
                                   {10, "num.10"},
                                   {11, "num.11"},
                                   {12, ">> num.belas"},
                                   {20, "<< num.puluh [>>]"},
                                   {100, "num.100 [>>]"},
                                   {200, "<< num.ratus [>>]"},
                                   {1000, "num.1000 [>>]"},
                                   {2000, "<< num.ribu [>>]"}});
    pack.plain_ticket = sentence("{prefix} {number}");
    pack.hyphen_ticket = sentence("{prefix}, {number}");
    pack.destinations = {{"loket", sentence("loket {n:cardinal}")},
                         {"gerai", sentence("gerai {n:cardinal}")},
                         {"opd_loket", sentence("{opd}, loket {n:cardinal}")}};
    pack.templates = {
        {"call", {sentence("<chime> nomor_antrean {ticket}, silakan_menuju {dest}.")}},
        {"call.compact", {sentence("nomor_antrean {ticket}, {dest}.")}},
        {"recall",
         {sentence("<chime> panggilan_kedua, nomor_antrean {ticket}, silakan_menuju {dest}."),
          sentence("<chime> panggilan_terakhir, nomor_antrean {ticket}, silakan_menuju {dest}.")}},
        {"priority",
         {sentence("<chime> antrean_prioritas, nomor_antrean {ticket}, silakan_menuju {dest}.")}},
    };
    return pack;
}

inline Announcement call(std::string ticket, std::int64_t counter, std::string agency = "") {
    Announcement announcement;
    announcement.call_id = "1-7";
    announcement.seq = 7;
    announcement.kind = "call";
    announcement.zone = "lobi";
    announcement.counter = std::to_string(counter);
    announcement.ticket = std::move(ticket);
    announcement.number_style = "auto";
    announcement.place_number = counter;
    announcement.agency = std::move(agency);
    return announcement;
}

} // namespace panggil::test
