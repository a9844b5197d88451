// SPDX-License-Identifier: MIT
#include "renderer/voice_proof.hpp"

#include "core/voice_check.hpp"
#include "renderer/consent_proof.hpp"
#include "renderer/hall_proof.hpp"
#include "renderer/language.hpp"
#include "renderer/sound/loudness.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <iterator>
#include <map>
#include <string>
#include <vector>

namespace panggil::screen {

namespace {

/// So many samples in a row at full scale are a peak that was cut off.
constexpr int clipped_run = 4;
constexpr float full_scale = 0.9999F;
/// What stands out by more than this is heard as a shout or a whisper in the sentence.
constexpr double furthest_lu = 1.5;
/// With fewer, nobody can tell which of them stands out.
constexpr std::size_t fewest_alike = 3;

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

float peak_of(std::span<const float> samples) {
    float peak = 0;
    for (const float sample : samples) {
        peak = std::max(peak, std::abs(sample));
    }
    return peak;
}

std::string in_lu(double level) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%+.1f LU", level);
    return text.data();
}

/// "num, f" of "num.7" at the end of a sentence: clips that stand in for each other there.
std::string class_of(const std::string& key, Variant variant) {
    const std::size_t dot = key.find('.');
    return (dot == std::string::npos ? "words" : key.substr(0, dot)) + ", " + letter_of(variant);
}

struct Measured {
    std::string place;
    double level = 0;
    bool borrowed = false;
};

/// Listens to every clip, with the gain that it is played with.
class Listener {
public:
    explicit Listener(Language& language) : language_(language) {}

    Problems run() {
        for (const auto& [key, clip] : language_.pack().clips) {
            for (const auto& [variant, file] : clip.files) {
                listen(key, clip, variant, file);
            }
        }
        for (auto& [group, clips] : classes_) {
            compare(group, clips);
        }
        return std::move(problems_);
    }

private:
    void listen(const std::string& key, const VoiceClip& clip, Variant variant,
                const std::string& file) {
        ClipStore& store = language_.clips();
        const auto samples = store.samples(file);
        if (!samples) {
            problems_.push_back(store.placed(samples.problem(), key, variant, file));
            return;
        }
        const std::string place = store.place_of(key, variant, file).value_or(file);
        const double gain = std::pow(10.0, clip.gain_db / 20.0);
        if (is_clipped(samples.value())) {
            say("voice.clipped", place, "its peaks are cut off", "record it at a lower level");
        } else if (peak_of(samples.value()) * gain > 1) {
            say("voice.clipped", place, "\"gain_db\" lifts its peaks beyond full scale",
                "lower \"gain_db\" of the clip");
        }
        if (!clip.text.empty()) { // an earcon is no word
            classes_[class_of(key, variant)].push_back(
                {place, loudest_moment(samples.value(), store.rate()) + clip.gain_db,
                 ClipStore::is_borrowed(file)});
        }
    }

    /// A pack's own clips among themselves; where they are few, with those that it borrows.
    void compare(const std::string& group, const std::vector<Measured>& clips) {
        std::vector<double> levels;
        for (const Measured& clip : clips) {
            if (!clip.borrowed) {
                levels.push_back(clip.level);
            }
        }
        if (levels.size() < fewest_alike) {
            levels.clear();
            std::ranges::transform(clips, std::back_inserter(levels), &Measured::level);
        }
        if (levels.size() < fewest_alike) {
            return;
        }
        const auto middle = levels.begin() + static_cast<std::ptrdiff_t>(levels.size() / 2);
        std::ranges::nth_element(levels, middle);
        for (const Measured& clip : clips) {
            const double off = clip.level - *middle;
            if (!clip.borrowed && std::abs(off) > furthest_lu) {
                say(off > 0 ? "voice.too_loud" : "voice.too_quiet", clip.place,
                    "is " + in_lu(off) + " from its like (" + group + ")",
                    "set \"gain_db\" of the clip, or record it again");
            }
        }
    }

    void say(std::string code, std::string where, std::string what, std::string hint) {
        problems_.push_back(
            {std::move(code), std::move(where), std::move(what), std::move(hint), ""});
    }

    Language& language_;
    std::map<std::string, std::vector<Measured>> classes_;
    Problems problems_;
};

/// What a hall asks for and the pack's own check has not told: a clip that a sentence asks for is
/// told at the sentence, one whose file cannot be used at the file.
bool is_told(const Problem& of_hall, const Problems& told, std::string_view name) {
    const std::string clips = std::string(name) + "#/clips/";
    const bool of_clip = of_hall.where.starts_with(clips) &&
                         !of_hall.where.substr(clips.size()).starts_with(agency_clips);
    return of_clip || std::ranges::find(told, of_hall.where, &Problem::where) != told.end();
}

/// A clip whose last file cannot be used is told with that file.
void drop_owners(Problems& problems) {
    const Problems all = problems;
    std::erase_if(problems, [&all](const Problem& clip) {
        return clip.code == "voice.missing_clip" &&
               std::ranges::any_of(all, [&clip](const Problem& file) {
                   return file.where.starts_with(clip.where + "/files");
               });
    });
}

void add_to(Problems& problems, Problems more) {
    std::ranges::move(more, std::back_inserter(problems));
}

/// Problems of the pack itself are named as its reader knows it.
void rename(Problems& problems, const std::string& manifest, std::string_view name) {
    for (Problem& problem : problems) {
        if (problem.where.starts_with(manifest + '#')) {
            problem.where.replace(0, manifest.size(), name);
        }
    }
}

} // namespace

Problems prove_voice(const std::filesystem::path& folder, std::string_view name, const Hall& hall,
                     int today) {
    const std::string manifest = (folder / "pack.json").string();
    Problems problems;
    Result<Language> language = Language::load(folder, problems);
    if (!language) {
        problems.insert(problems.begin(), language.problem());
        rename(problems, manifest, name);
        return problems;
    }
    const VoicePack& pack = language.value().pack();
    add_to(problems, Listener(language.value()).run());
    rename(problems, manifest, name);
    drop_owners(problems);
    const Problems told = problems;
    for (Problem& more : prove_hall(pack, name, hall)) {
        if (!is_told(more, told, name)) {
            problems.push_back(std::move(more));
        }
    }
    if (pack.falls_back_to.empty()) {
        add_to(problems, check_voice(pack, name).warnings);
    }
    add_to(problems, prove_consent(pack, folder, name, today));
    return problems;
}

bool is_voice_warning(std::string_view code) {
    constexpr std::array<std::string_view, 9> warnings{
        "voice.unused_clip", "voice.no_agency",  "voice.clipped",
        "voice.too_loud",    "voice.too_quiet",  "voice.unknown_key",
        "voice.unsaid_text", "voice.no_consent", "voice.consent_over"};
    return std::ranges::find(warnings, code) != warnings.end();
}

} // namespace panggil::screen
