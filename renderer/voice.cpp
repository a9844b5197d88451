// SPDX-License-Identifier: MIT
#include "renderer/voice.hpp"

#include "renderer/voice_proof.hpp"

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

Problem no_pack(const std::filesystem::path& folder, const std::string& lang) {
    return {"voice.no_language", folder.string(), "there is no pack for \"" + lang + '"',
            "put its folder beside the others", ""};
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

Result<Voice> Voice::load_whole(const std::filesystem::path& folder, Problems& problems,
                                Problems& beside, const std::filesystem::path& spool) {
    ClipFiles files;
    files.spool = ClipSpool::open(spool);
    Result<Language> home = Language::load_whole(folder, problems, files);
    if (!home) {
        return home.problem();
    }
    std::error_code failed;
    const auto whole = std::filesystem::weakly_canonical(folder, failed);
    Voice voice(std::move(home).value(), (failed ? folder : whole).parent_path());
    voice.files_ = std::move(files);
    voice.load_beside(beside);
    return voice;
}

/// Every folder beside the home that bears a language's name and is a pack.
void Voice::load_beside(Problems& problems) {
    std::error_code failed;
    std::set<std::string> names;
    std::set<std::string> seen;
    // Not a range-for: it throws where the folder vanishes under it.
    for (std::filesystem::directory_iterator entry(packs_, failed);
         !failed && entry != std::filesystem::directory_iterator(); entry.increment(failed)) {
        const std::string name = entry->path().filename().string();
        seen.insert(name);
        std::error_code ignored;
        if (is_language(name) && name != home_.pack().lang &&
            std::filesystem::exists(entry->path() / "pack.json", ignored)) {
            names.insert(name);
        }
    }
    if (!failed) {
        beside_ = std::move(seen);
    }
    for (const std::string& name : names) {
        if (others_.size() >= most_languages) {
            return;
        }
        others_[name] = load_whole_other(name, problems);
    }
}

Voice::Other Voice::load_whole_other(const std::string& lang, Problems& problems) {
    Other other;
    Problems faults;
    Result<Language> loaded = load_other(lang, faults);
    if (loaded) {
        other.language = std::make_shared<Language>(std::move(loaded).value());
    } else {
        faults.insert(faults.begin(), loaded.problem());
    }
    for (Problem& fault : faults) {
        if (!is_voice_warning(fault.code)) {
            ++other.holes;
            other.fault = other.fault.value_or(fault);
        }
        problems.push_back(std::move(fault));
    }
    return other;
}

Problems Voice::keep_from(const Voice& before) {
    Problems why;
    for (const auto& [lang, was] : before.others_) {
        const bool fits = was.language && lang != home_.pack().lang &&
                          was.language->pack().rate == home_.pack().rate;
        const auto found = others_.find(lang);
        const bool is_there = found != others_.end();
        const bool taken_away = beside_ && !beside_->contains(lang);
        if (!fits || taken_away || (!is_there && others_.size() >= most_languages) ||
            (is_there && found->second.language && found->second.holes <= was.holes)) {
            continue;
        }
        const auto fault = is_there ? found->second.fault : std::nullopt;
        why.push_back(fault.value_or(no_pack(packs_ / lang, lang)));
        others_[lang] = was;
    }
    return why;
}

std::set<std::string> Voice::languages() const {
    std::set<std::string> spoken;
    for (const auto& [lang, other] : others_) {
        if (other.language) {
            spoken.insert(lang);
        }
    }
    return spoken;
}

Result<Language> Voice::load_other(const std::string& lang, Problems& problems) {
    Result<Language> loaded = files_ ? Language::load_whole(packs_ / lang, problems, *files_)
                                     : Language::load(packs_ / lang, problems);
    if (loaded && loaded.value().pack().rate != home_.pack().rate) {
        return Problem{"voice.other_rate", (packs_ / lang / "pack.json").string(),
                       "has another rate than the hall's own pack", "bring both to the same rate",
                       ""};
    }
    return loaded;
}

bool Voice::is_same(const Voice& other) const {
    const auto same_file = [](const auto& one, const auto& another) {
        return one.first == another.first && one.second.ok() == another.second.ok() &&
               (!one.second || one.second.value() == another.second.value());
    };
    const auto packs = [](const Voice& voice) {
        std::map<std::string, VoicePack> spoken;
        for (const auto& [lang, language] : voice.others_) {
            if (language.language) {
                spoken.emplace(lang, language.language->pack());
            }
        }
        return spoken;
    };
    return files_ && other.files_ && home_.pack() == other.home_.pack() &&
           packs(*this) == packs(other) &&
           std::ranges::equal(files_->files, other.files_->files, same_file);
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
    return Utterance{std::make_shared<const Sound>(std::move(sound)),
                     std::move(said.value().words),
                     std::move(said.value().captions),
                     length,
                     std::move(said.value().problems),
                     std::move(said.value().missing)};
}

void Voice::add_other(Language::Said& said, const Announcement& announcement, PhraseForm form) {
    Language* language = other(announcement.lang, said.problems);
    if (language == nullptr) {
        if (is_language(announcement.lang) && announcement.lang != home_.pack().lang) {
            said.missing.push_back(announcement.lang);
        }
        return;
    }
    Result<Language::Said> more = language->say(announcement, form, Chime::Silent);
    if (!more) {
        said.problems.push_back(more.problem());
        said.missing.push_back(announcement.lang);
        return;
    }
    std::ranges::move(more.value().problems, std::back_inserter(said.problems));
    std::ranges::move(more.value().missing, std::back_inserter(said.missing));
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
        return known->second.language.get();
    }
    if (others_.size() >= most_languages) {
        return nullptr;
    }
    std::shared_ptr<Language>& language = others_[lang].language;
    if (!is_language(lang)) {
        problems.push_back({"voice.no_language", "ticket", "\"" + lang + "\" is no language",
                            "write it as id-ID or en-US", ""});
        return nullptr;
    }
    if (files_) {
        problems.push_back(no_pack(packs_ / lang, lang));
        return nullptr;
    }
    Result<Language> loaded = load_other(lang, problems);
    if (!loaded) {
        problems.push_back(loaded.problem());
    } else {
        language = std::make_shared<Language>(std::move(loaded).value());
    }
    return language.get();
}

} // namespace panggil::screen
