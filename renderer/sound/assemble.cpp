// SPDX-License-Identifier: MIT
#include "renderer/sound/assemble.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

namespace panggil::screen {

namespace {

/// -50 dBFS: an edge above it would click. Clips that were cut with their own fades rest far below
/// and are left as they are, bit for bit.
constexpr float audible_edge = 0.00316F;
/// -1 dBFS: where the loudest sample is put when gains would have gone beyond full scale.
constexpr float loudest = 0.891F;

std::size_t samples_in(Millis length, int rate) {
    return static_cast<std::size_t>(length.count() * rate / 1000);
}

/// Raised cosine from silence over the first `length` of the samples that `at(i)` gives.
template <class At>
void fade(std::size_t length, At at) {
    for (std::size_t step = 0; step < length; ++step) {
        const double part = (static_cast<double>(step) + 0.5) / static_cast<double>(length);
        at(step) *= static_cast<float>(0.5 - 0.5 * std::cos(std::numbers::pi * part));
    }
}

void soften_edges(std::span<float> clip, std::size_t length) {
    length = std::min(length, clip.size() / 2);
    if (std::abs(clip.front()) > audible_edge) {
        fade(length, [&](std::size_t step) -> float& { return clip[step]; });
    }
    if (std::abs(clip.back()) > audible_edge) {
        fade(length, [&](std::size_t step) -> float& { return clip[clip.size() - 1 - step]; });
    }
}

void append(std::vector<float>& buffer, ClipStore& clips, const PhraseToken& token,
            std::size_t fade_length) {
    const std::size_t first = buffer.size();
    clips.add_to(buffer, token.file);
    const std::span<float> added = std::span(buffer).subspan(first);
    if (token.gain_db != 0) {
        const auto gain = static_cast<float>(std::pow(10.0, token.gain_db / 20.0));
        std::ranges::for_each(added, [gain](float& sample) { sample *= gain; });
    }
    soften_edges(added, fade_length);
}

/// The words go on until a comma or a stop; what follows it comes with its own first sample.
class Clauses {
public:
    explicit Clauses(int rate) : rate_(rate) {}

    void add(const PhraseToken& token, std::size_t first) {
        if (token.text.empty()) {
            return; // an earcon has no words
        }
        if (ended_) {
            captions_.push_back({Micros(static_cast<std::int64_t>(first) * 1'000'000 / rate_), ""});
        }
        std::string& text = captions_.back().text;
        text += (text.empty() ? "" : " ") + token.text;
        ended_ = token.mark != Punctuation::Word;
        text += token.mark == Punctuation::Comma ? "," : token.mark == Punctuation::Stop ? "." : "";
    }

    [[nodiscard]] Captions take() { return std::move(captions_); }

private:
    int rate_;
    bool ended_ = true;
    Captions captions_;
};

/// One gain for the whole sentence, so that it doesn't limp.
void keep_within_scale(Assembled& assembled) {
    float peak = 0;
    for (const float sample : assembled.sound.samples) {
        peak = std::max(peak, std::abs(sample));
    }
    if (peak <= 1.0F) {
        return;
    }
    std::ranges::for_each(assembled.sound.samples,
                          [peak](float& sample) { sample *= loudest / peak; });
    assembled.problems.push_back({"voice.too_loud", "gain_db",
                                  "the gains of the clips go beyond full scale",
                                  "lower gain_db in pack.json", ""});
}

/// A buffer that grows takes twice its length, and three times that while it is moved.
std::size_t length_of(const Phrase& phrase, ClipStore& clips) {
    std::size_t length = samples_in(head_silence + tail_silence, clips.rate());
    for (const PhraseToken& token : phrase.tokens) {
        const Result<std::size_t> clip = clips.length(token.file);
        length += (clip ? clip.value() : 0) + samples_in(token.gap_after, clips.rate());
    }
    return length;
}

} // namespace

Assembled assemble(const Phrase& phrase, ClipStore& clips) {
    Assembled assembled;
    assembled.sound.rate = clips.rate();
    std::vector<float>& buffer = assembled.sound.samples;
    buffer.reserve(length_of(phrase, clips));
    const std::size_t fade_length = samples_in(phrase.fade, clips.rate());
    Clauses clauses(clips.rate());
    Millis gap = head_silence;
    for (const PhraseToken& token : phrase.tokens) {
        const Result<std::size_t> clip = clips.length(token.file);
        if (!clip) {
            // Its pause stays: a comma is a comma.
            assembled.problems.push_back(clip.problem());
            assembled.unusable.push_back(token.file);
            gap = assembled.spans.empty() ? gap : std::max(gap, token.gap_after);
            continue;
        }
        buffer.resize(buffer.size() + samples_in(gap, clips.rate()));
        assembled.spans.push_back({token.clip, buffer.size(), clip.value(), !token.text.empty()});
        clauses.add(token, buffer.size());
        append(buffer, clips, token, fade_length);
        gap = token.gap_after;
    }
    if (!assembled.spans.empty()) {
        buffer.resize(buffer.size() + samples_in(tail_silence, clips.rate()));
        keep_within_scale(assembled);
    }
    assembled.captions = clauses.take();
    return assembled;
}

} // namespace panggil::screen
