// SPDX-License-Identifier: MIT
#include "core/voice_template.hpp"

#include <algorithm>

namespace panggil {

namespace {

constexpr std::string_view chime = "<chime>";
constexpr std::string_view spaces = " \t\n";
constexpr std::size_t most_pieces = 64; ///< about a minute of speech

bool is_mark(char letter) {
    return letter == ',' || letter == '.';
}

bool is_name_letter(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           (letter >= '0' && letter <= '9') || letter == '_' || letter == '-' || letter == '.';
}

bool is_name(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, is_name_letter);
}

Problem bad(std::string what) {
    return {"voice.bad_template", "", std::move(what),
            "write clip keys, {slots}, <chime>, commas and full stops with spaces between them",
            ""};
}

/// "{number:digits}" without its braces.
Result<TemplatePiece> parse_slot(std::string_view inside) {
    const std::size_t colon = inside.find(':');
    const std::string_view name = inside.substr(0, colon);
    const std::string_view style =
        colon == std::string_view::npos ? std::string_view() : inside.substr(colon + 1);
    if (!is_name(name) || (colon != std::string_view::npos && !is_name(style))) {
        return bad("{" + std::string(inside) + "} is not a slot");
    }
    return TemplatePiece{TemplatePiece::Kind::Slot, std::string(name), std::string(style)};
}

/// One word between spaces, its punctuation cut off.
Result<TemplatePiece> parse_word(std::string_view word) {
    if (word == chime) {
        return TemplatePiece{TemplatePiece::Kind::Chime, "", ""};
    }
    if (word.starts_with('{') && word.ends_with('}')) {
        return parse_slot(word.substr(1, word.size() - 2));
    }
    if (!is_name(word)) {
        return bad("\"" + std::string(word) + "\" is neither a clip key nor a slot");
    }
    return TemplatePiece{TemplatePiece::Kind::Clip, std::string(word), ""};
}

} // namespace

Result<VoiceTemplate> parse_voice_template(std::string_view text) {
    VoiceTemplate pieces;
    std::size_t at = text.find_first_not_of(spaces);
    while (at != std::string_view::npos) {
        const std::size_t end = std::min(text.find_first_of(spaces, at), text.size());
        std::string_view word = text.substr(at, end - at);
        std::string_view marks = word;
        while (!word.empty() && is_mark(word.back())) {
            word.remove_suffix(1);
        }
        marks.remove_prefix(word.size());
        if (!word.empty()) {
            Result<TemplatePiece> piece = parse_word(word);
            if (!piece) {
                return piece.problem();
            }
            pieces.push_back(std::move(piece).value());
        }
        for (const char mark : marks) {
            pieces.push_back(
                {mark == ',' ? TemplatePiece::Kind::Comma : TemplatePiece::Kind::Stop, "", ""});
        }
        at = text.find_first_not_of(spaces, end);
    }
    if (pieces.size() > most_pieces) {
        return bad("has " + std::to_string(pieces.size()) + " words and marks, allowed are " +
                   std::to_string(most_pieces));
    }
    return pieces;
}

} // namespace panggil
