// SPDX-License-Identifier: MIT
#include "renderer/voice.hpp"

#include <algorithm>
#include <iterator>

namespace panggil::screen {

namespace {

/// Between two languages one breathes as between two sentences.
constexpr Millis between_languages{650};
/// More languages than a hall has: a script that invents them must not fill the memory.
constexpr std::size_t most_languages = 16;

/// "en-US", "kzp": a language's name and never a way out of the folder of packs.
bool is_language(const std::string& name) {
    constexpr std::size_t longest = 35;
    return name.size() >= 2 && name.size() <= longest && std::ranges::all_of(name, [](char letter) {
               return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                      (letter >= '0' && letter <= '9') || letter == '-';
           });
}

} // namespace

Result<Voice> Voice::load(const std::filesystem::path& folder, Problems& problems) {
    Result<Language> home = Language::load(folder, problems);
    if (!home) {
        return home.problem();
    }
    std::error_code failed;
    const auto whole = std::filesystem::weakly_canonical(folder, failed);
    return Voice(std::move(home).value(), (failed ? folder : whole).parent_path());
}

Result<Utterance> Voice::utter(const Announcement& announcement, PhraseForm form, Chime chime) {
    Result<Language::Said> said = home_.say(announcement, form, chime);
    if (!said) {
        return said.problem();
    }
    add_other(said.value(), announcement, form);
    Sound& sound = said.value().sound;
    const auto samples = static_cast<std::int64_t>(sound.samples.size());
    const Micros length(samples * 1'000'000 / sound.rate);
    return Utterance{std::make_shared<const Sound>(std::move(sound)), std::move(said.value().words),
                     std::move(said.value().captions), length, std::move(said.value().problems)};
}

void Voice::add_other(Language::Said& said, const Announcement& announcement, PhraseForm form) {
    Language* language = other(announcement.lang, said.problems);
    if (language == nullptr) {
        return;
    }
    Result<Language::Said> more = language->say(announcement, form, Chime::Silent);
    if (!more) {
        said.problems.push_back(more.problem());
        return;
    }
    std::ranges::move(more.value().problems, std::back_inserter(said.problems));
    auto& samples = said.sound.samples;
    samples.resize(samples.size() +
                   static_cast<std::size_t>(between_languages.count() * said.sound.rate / 1000));
    const Micros before(static_cast<std::int64_t>(samples.size()) * 1'000'000 / said.sound.rate);
    for (Caption& caption : more.value().captions) {
        said.captions.push_back({before + caption.from, std::move(caption.text)});
    }
    samples.insert(samples.end(), more.value().sound.samples.begin(),
                   more.value().sound.samples.end());
    said.words += ' ' + more.value().words;
}

Language* Voice::other(const std::string& lang, Problems& problems) {
    if (lang.empty() || lang == home_.pack().lang) {
        return nullptr;
    }
    const auto known = others_.find(lang);
    if (known != others_.end()) {
        return known->second ? &*known->second : nullptr;
    }
    if (others_.size() >= most_languages) {
        return nullptr;
    }
    std::optional<Language>& language = others_[lang];
    if (!is_language(lang)) {
        problems.push_back({"voice.no_language", "ticket", "\"" + lang + "\" is no language",
                            "write it as id-ID or en-US", ""});
        return nullptr;
    }
    Result<Language> loaded = Language::load(packs_ / lang, problems);
    if (!loaded) {
        problems.push_back(loaded.problem());
    } else if (loaded.value().pack().rate != home_.pack().rate) {
        problems.push_back({"voice.other_rate", (packs_ / lang / "pack.json").string(),
                            "has another rate than the hall's own pack",
                            "bring both to the same rate", ""});
    } else {
        language = std::move(loaded).value();
    }
    return language ? &*language : nullptr;
}

} // namespace panggil::screen
