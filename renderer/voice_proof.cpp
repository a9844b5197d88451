// SPDX-License-Identifier: MIT
#include "renderer/voice_proof.hpp"

#include "core/voice_check.hpp"
#include "renderer/hall_proof.hpp"
#include "renderer/language.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <map>
#include <vector>

namespace panggil::screen {

namespace {

/// So many samples in a row at full scale are a peak that was cut off.
constexpr int clipped_run = 4;
constexpr float full_scale = 0.9999F;
/// What stands out by more than this is heard as a shout or a whisper in the sentence.
constexpr double furthest_db = 4.0;
constexpr double loudest_window_s = 0.4;

bool is_clipped(std::span<const float> samples) {
    int run = 0;
    for (const float sample : samples) {
        run = std::abs(sample) >= full_scale ? run + 1 : 0;
        if (run >= clipped_run) {
            return true;
        }
    }
    return false;
}

/// The level of the loudest moment, in dB of full scale.
double loudest_moment(std::span<const float> samples, int rate) {
    const auto window = static_cast<std::size_t>(loudest_window_s * rate);
    double sum = 0;
    double most = 0;
    for (std::size_t at = 0; at < samples.size(); ++at) {
        sum += static_cast<double>(samples[at]) * samples[at];
        if (at >= window) {
            sum -= static_cast<double>(samples[at - window]) * samples[at - window];
        }
        most = std::max(most, sum);
    }
    return 10 * std::log10(most / static_cast<double>(window) + 1e-12);
}

std::string in_db(double level) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%+.1f dB", level);
    return text.data();
}

/// "num" of "num.7": clips that stand in for each other in a sentence.
std::string class_of(const std::string& key) {
    const std::size_t dot = key.find('.');
    return dot == std::string::npos ? "words" : key.substr(0, dot);
}

struct Measured {
    std::string place;
    double level = 0;
};

class Proof {
public:
    Proof(Language& language, std::string_view name) : language_(language), name_(name) {}

    Problems run() {
        std::map<std::string, std::vector<Measured>> classes;
        for (const auto& [key, clip] : language_.pack().clips) {
            for (const auto& [variant, file] : clip.files) {
                const std::string place =
                    std::string(name_) + "#/clips/" + key + "/files/" + letter_of(variant);
                const auto samples = language_.clips().samples(file);
                if (!samples) {
                    problems_.push_back(samples.problem());
                    continue;
                }
                if (is_clipped(samples.value())) {
                    say("voice.clipped", place, "its peaks are cut off",
                        "record it at a lower level");
                }
                if (!clip.text.empty()) { // an earcon is no word
                    classes[class_of(key)].push_back(
                        {place, loudest_moment(samples.value(), language_.pack().rate)});
                }
            }
        }
        for (auto& [group, clips] : classes) {
            compare(group, clips);
        }
        return std::move(problems_);
    }

private:
    void compare(const std::string& group, std::vector<Measured>& clips) {
        const auto middle = clips.begin() + static_cast<std::ptrdiff_t>(clips.size() / 2);
        std::ranges::nth_element(clips, middle, {}, &Measured::level);
        const double median = middle->level;
        for (const Measured& clip : clips) {
            const double off = clip.level - median;
            if (std::abs(off) > furthest_db) {
                say(off > 0 ? "voice.too_loud" : "voice.too_quiet", clip.place,
                    "is " + in_db(off) + " from its like (" + group + ")",
                    "set \"gain_db\" of the clip, or record it again");
            }
        }
    }

    void say(std::string code, std::string where, std::string what, std::string hint) {
        problems_.push_back(
            {std::move(code), std::move(where), std::move(what), std::move(hint), ""});
    }

    Language& language_;
    std::string_view name_;
    Problems problems_;
};

} // namespace

Problems prove_voice(const std::filesystem::path& folder, std::string_view name, const Hall& hall) {
    Problems problems;
    Result<Language> language = Language::load(folder, problems);
    if (!language) {
        problems.push_back(language.problem());
        return problems;
    }
    for (Problem& more : Proof(language.value(), name).run()) {
        problems.push_back(std::move(more));
    }
    const Problems told = problems; // what the pack lacks by itself is not told again
    for (Problem& more : prove_hall(language.value().pack(), name, hall)) {
        if (std::ranges::find(told, more.where, &Problem::where) == told.end()) {
            problems.push_back(std::move(more));
        }
    }
    if (language.value().pack().falls_back_to.empty()) {
        for (Problem& more : check_voice(language.value().pack(), name).warnings) {
            problems.push_back(std::move(more));
        }
    }
    return problems;
}

bool is_voice_warning(std::string_view code) {
    constexpr std::array<std::string_view, 6> warnings{"voice.unused_clip", "voice.no_agency",
                                                       "voice.clipped",     "voice.too_loud",
                                                       "voice.too_quiet",   "voice.unknown_key"};
    return std::ranges::find(warnings, code) != warnings.end();
}

} // namespace panggil::screen
