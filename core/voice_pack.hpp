// SPDX-License-Identifier: MIT
#pragma once
/// VoicePack: what a pack.json says about a voice, as a value: its clips, how it says numbers,
/// letters and places, and its sentences. Sentences and rules are read already; whether every clip
/// they can ask for is there is a question for core/voice_check.hpp. Knows no file but its name.

#include "core/number_words.hpp"
#include "core/time.hpp"
#include "core/voice_template.hpp"

#include <array>
#include <map>
#include <optional>
#include <vector>

namespace panggil {

/// The melody of a clip: in the middle of a clause, before a comma (rising), at the end (falling).
enum class Variant { Middle, Comma, Final };

inline constexpr std::array<Variant, 3> all_variants{Variant::Middle, Variant::Comma,
                                                     Variant::Final};

struct VoiceClip {
    std::string text;                     ///< the words that are heard; empty for a chime
    std::map<Variant, std::string> files; ///< paths inside the pack
    double gain_db = 0;

    friend bool operator==(const VoiceClip&, const VoiceClip&) = default;
};

/// The silence after a clip.
struct Joins {
    /// For a pair of clips; in a pattern '*' fits anything and '?' one letter. Stands before
    /// `word`.
    struct Rule {
        std::string after;
        std::string before;
        Millis gap{0};

        friend bool operator==(const Rule&, const Rule&) = default;
    };

    Millis word{90};
    Millis comma{320};
    Millis stop{650};
    Millis chime{250};
    Millis fade{8}; ///< for clips that begin or end in mid-sound
    std::vector<Rule> rules;

    friend bool operator==(const Joins&, const Joins&) = default;
};

/// Auto: what is printed with a leading zero is said digit by digit, the rest as a cardinal.
/// CardinalThenDigits: a repeated call gives the ear a second, different chance.
enum class NumberStyle { Auto, Digits, Cardinal, CardinalThenDigits };

struct VoiceNumbers {
    NumberStyle usual = NumberStyle::Auto;
    NumberStyle with_leading_zero = NumberStyle::Digits;
    NumberStyle without_leading_zero = NumberStyle::Cardinal;
    std::string each_digit = "num.{d}";
    NumberRules cardinal;

    friend bool operator==(const VoiceNumbers&, const VoiceNumbers&) = default;
};

struct VoicePack {
    std::string id;
    std::string lang;
    std::string name;
    std::string version;
    std::string licence;
    std::string source;
    std::string speaker; ///< who speaks; "" for a synthetic voice
    std::string consent; ///< the file, inside the pack, in which the speaker agrees; "" = none
    /// The folder, beside this pack's, of the pack that has what this one lacks; "" = none. A pack
    /// may so be no more than ten numbers and a greeting.
    std::string falls_back_to;
    int rate = 48'000; ///< hertz; clips are mono
    Joins joins;
    /// For each wanted melody the order in which the files of a clip are tried.
    std::map<Variant, std::vector<Variant>> fallbacks;
    std::map<std::string, VoiceClip, std::less<>> clips;
    std::map<char, std::string> letters; ///< capital letter -> clip key
    VoiceNumbers numbers;
    VoiceTemplate plain_ticket;  ///< F018
    VoiceTemplate hyphen_ticket; ///< 4K-10
    /// "loket", and "opd_loket" with the agency's name before it.
    std::map<std::string, VoiceTemplate, std::less<>> destinations;
    /// "call", "call.compact", "recall" ...; a list is indexed by the attempt. After its last entry
    /// comes "repeat", without which that entry stands for all later ones.
    std::map<std::string, std::vector<VoiceTemplate>, std::less<>> templates;

    friend bool operator==(const VoicePack&, const VoicePack&) = default;
};

/// The partial pack with everything it lacks taken from `base`, clip by clip and sentence by
/// sentence: where it can say something itself, it does. A pack without number rules of its own
/// says numbers as the base does.
[[nodiscard]] VoicePack completed(VoicePack partial, const VoicePack& base);

/// Clip key of the earcon, and of an agency's name.
inline constexpr std::string_view chime_clip = "chime";
inline constexpr std::string_view agency_clips = "opd.";

/// "auto", "digits", "cardinal", "cardinal_then_digits".
[[nodiscard]] std::optional<NumberStyle> number_style(std::string_view name);

/// 'm', 'c', 'f', as a pack writes them.
[[nodiscard]] char letter_of(Variant variant);
[[nodiscard]] std::optional<Variant> variant_of(std::string_view letter);

} // namespace panggil
