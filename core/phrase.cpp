// SPDX-License-Identifier: MIT
#include "core/phrase.hpp"

#include <algorithm>

namespace panggil {

namespace {

bool equal(std::string_view pattern, std::string_view text) {
    return std::ranges::equal(
        pattern, text, [](char wanted, char letter) { return wanted == '?' || wanted == letter; });
}

/// One '*' in a pattern fits any run of letters, each '?' one letter.
bool fits(std::string_view pattern, std::string_view text) {
    const std::size_t star = pattern.find('*');
    if (star == std::string_view::npos) {
        return equal(pattern, text);
    }
    const std::string_view head = pattern.substr(0, star);
    const std::string_view tail = pattern.substr(star + 1);
    return text.size() >= head.size() + tail.size() && equal(head, text.substr(0, head.size())) &&
           equal(tail, text.substr(text.size() - tail.size()));
}

Millis gap_between(const SpokenClip& clip, const SpokenClip& next, const Joins& joins) {
    if (clip.mark != Punctuation::Word) {
        return clip.mark == Punctuation::Comma ? joins.comma : joins.stop;
    }
    if (clip.clip == chime_clip) {
        return joins.chime;
    }
    const auto rule = std::ranges::find_if(joins.rules, [&](const Joins::Rule& each) {
        return fits(each.after, clip.clip) && fits(each.before, next.clip);
    });
    return rule == joins.rules.end() ? joins.word : rule->gap;
}

Variant wanted_variant(Punctuation mark) {
    return mark == Punctuation::Comma  ? Variant::Comma
           : mark == Punctuation::Stop ? Variant::Final
                                       : Variant::Middle;
}

/// The file that comes nearest to the wanted melody; `files` is not empty.
const std::pair<const Variant, std::string>& nearest_file(const VoiceClip& clip, Variant wanted,
                                                          const VoicePack& pack) {
    if (const auto order = pack.fallbacks.find(wanted); order != pack.fallbacks.end()) {
        for (const Variant variant : order->second) {
            if (const auto file = clip.files.find(variant); file != clip.files.end()) {
                return *file;
            }
        }
    }
    const auto same = clip.files.find(wanted);
    return same != clip.files.end() ? *same : *clip.files.begin();
}

void append_words(std::string& words, const std::string& text, Punctuation mark) {
    if (text.empty()) {
        return;
    }
    words += (words.empty() ? "" : " ") + text;
    words += mark == Punctuation::Comma ? "," : mark == Punctuation::Stop ? "." : "";
}

} // namespace

Result<Phrase> compose(const Announcement& announcement, const VoicePack& pack, PhraseForm form,
                       Chime chime) {
    Result<Sentence> sentence = make_sentence(announcement, pack, form, chime);
    if (!sentence) {
        return sentence.problem();
    }
    const std::vector<SpokenClip>& spoken = sentence.value().clips;
    Phrase phrase;
    phrase.fade = pack.joins.fade;
    phrase.problems = std::move(sentence.value().problems);
    phrase.missing = std::move(sentence.value().missing);
    for (std::size_t at = 0; at < spoken.size(); ++at) {
        const VoiceClip& clip = pack.clips.find(spoken[at].clip)->second;
        const auto& [variant, file] = nearest_file(clip, wanted_variant(spoken[at].mark), pack);
        const Millis gap = at + 1 < spoken.size()
                               ? gap_between(spoken[at], spoken[at + 1], pack.joins)
                               : Millis{0};
        phrase.tokens.push_back(
            {spoken[at].clip, file, variant, clip.gain_db, gap, clip.text, spoken[at].mark});
        append_words(phrase.words, clip.text, spoken[at].mark);
    }
    return phrase;
}

} // namespace panggil
