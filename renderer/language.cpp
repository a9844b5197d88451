// SPDX-License-Identifier: MIT
#include "renderer/language.hpp"

#include "codec/voice_pack_codec.hpp"
#include "core/voice_check.hpp"
#include "renderer/site.hpp"
#include "renderer/sound/level.hpp"

#include <algorithm>
#include <iterator>

namespace panggil::screen {

namespace {

namespace fs = std::filesystem;

/// A regional pack, its national one, and one more: longer chains are a mistake.
constexpr std::size_t longest_chain = 4;

void add_to(Problems& problems, Problems more) {
    std::ranges::move(more, std::back_inserter(problems));
}

/// The folder without "." and "..", as one that was seen before is known again.
fs::path plain(const fs::path& folder) {
    std::error_code failed;
    const fs::path whole = fs::weakly_canonical(folder, failed);
    return failed ? folder.lexically_normal() : whole;
}

/// The files of a borrowed clip are named from where they are, since they are not in the borrower's
/// folder.
void name_files_from(const fs::path& folder, VoicePack& pack) {
    for (auto& [key, clip] : pack.clips) {
        for (auto& [variant, file] : clip.files) {
            file = (folder / file).string();
        }
    }
}

Problem bad_fallback(std::string code, const fs::path& manifest, std::string what,
                     std::string hint) {
    return {std::move(code), manifest.string() + "#/falls_back_to", std::move(what),
            std::move(hint), ""};
}

/// One pack and those it falls back to; `seen` are the folders on the way here.
Result<VoicePack> read_chain(const fs::path& folder, std::vector<fs::path>& seen,
                             Problems& problems) {
    const fs::path manifest = folder / "pack.json";
    const Result<std::string> bytes = read_file(manifest);
    if (!bytes) {
        return bytes.problem();
    }
    codec::VoicePackReading reading = codec::decode_voice_pack(bytes.value(), manifest.string());
    if (!reading.usable()) {
        Problem first = std::move(reading.errors.front());
        reading.errors.erase(reading.errors.begin());
        add_to(problems, std::move(reading.errors)); // whoever mends it wants to know them all
        add_to(problems, std::move(reading.warnings));
        return first;
    }
    add_to(problems, std::move(reading.errors));
    add_to(problems, std::move(reading.warnings));
    VoicePack pack = std::move(reading.pack);
    if (pack.falls_back_to.empty()) {
        return pack;
    }
    seen.push_back(plain(folder));
    const fs::path next = plain(folder).parent_path() / pack.falls_back_to;
    if (std::ranges::find(seen, plain(next)) != seen.end() || seen.size() >= longest_chain) {
        return bad_fallback("voice.cyclic_fallback", manifest,
                            "leads from \"" + pack.id + "\" back to \"" + pack.falls_back_to + '"',
                            "let it end at a pack that is complete, such as id-ID");
    }
    Result<VoicePack> base = read_chain(next, seen, problems);
    if (!base) {
        return base.problem();
    }
    if (base.value().rate != pack.rate) {
        return bad_fallback("voice.other_rate", manifest,
                            "has " + std::to_string(base.value().rate) + " Hz, this pack has " +
                                std::to_string(pack.rate),
                            "bring both to the same rate");
    }
    name_files_from(next, base.value());
    return completed(std::move(pack), base.value());
}

} // namespace

Result<Language> Language::load(const fs::path& folder, Problems& problems) {
    return read(folder, problems, nullptr);
}

Result<Language> Language::load_whole(const fs::path& folder, Problems& problems,
                                      ClipFiles& files) {
    return read(folder, problems, &files);
}

Result<Language> Language::read(const fs::path& folder, Problems& problems, ClipFiles* files) {
    std::vector<fs::path> seen;
    Result<VoicePack> pack = read_chain(folder, seen, problems);
    if (!pack) {
        return pack.problem();
    }
    ClipStore clips(folder, pack.value().rate);
    add_to(problems,
           files != nullptr ? clips.take_in(pack.value(), *files) : clips.survey(pack.value()));
    add_to(problems, check_voice(pack.value(), (folder / "pack.json").string()).errors);
    return Language(std::move(pack).value(), std::move(clips));
}

Result<Language::Said> Language::say(const Announcement& announcement, PhraseForm form,
                                     Chime chime) {
    Problems problems;
    while (true) {
        Result<Phrase> phrase = compose(announcement, pack_, form, chime);
        if (!phrase) {
            return phrase.problem();
        }
        Assembled assembled = assemble(phrase.value(), clips_);
        add_to(problems, std::move(assembled.problems));
        if (!assembled.unusable.empty()) {
            // Each turn takes at least one file out: the words stay what is heard.
            forget(assembled.unusable);
            continue;
        }
        add_to(problems, std::move(phrase.value().problems));
        level(assembled);
        return Said{std::move(assembled.sound), std::move(phrase.value().words),
                    std::move(assembled.captions), std::move(problems),
                    std::move(phrase.value().missing)};
    }
}

void Language::forget(const std::vector<std::string>& files) {
    for (auto& [key, clip] : pack_.clips) {
        std::erase_if(clip.files, [&](const auto& file) {
            return std::ranges::find(files, file.second) != files.end();
        });
    }
}

} // namespace panggil::screen
