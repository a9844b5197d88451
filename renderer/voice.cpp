// SPDX-License-Identifier: MIT
#include "renderer/voice.hpp"

#include "codec/voice_pack_codec.hpp"
#include "core/voice_check.hpp"
#include "renderer/site.hpp"
#include "renderer/sound/assemble.hpp"

#include <algorithm>
#include <iterator>

namespace panggil::screen {

namespace {

void add_to(Problems& problems, Problems more) {
    std::ranges::move(more, std::back_inserter(problems));
}

} // namespace

Result<Voice> Voice::load(const std::filesystem::path& folder, Problems& problems) {
    const std::filesystem::path manifest = folder / "pack.json";
    const Result<std::string> bytes = read_file(manifest);
    if (!bytes) {
        return bytes.problem();
    }
    codec::VoicePackReading reading = codec::decode_voice_pack(bytes.value(), manifest.string());
    if (!reading.usable()) {
        return reading.errors.front();
    }
    add_to(problems, std::move(reading.errors));
    add_to(problems, std::move(reading.warnings));
    ClipStore clips(folder, reading.pack.rate);
    add_to(problems, clips.survey(reading.pack));
    add_to(problems, check_voice(reading.pack, manifest.string()).errors);
    return Voice(std::move(reading.pack), std::move(clips));
}

Result<Utterance> Voice::utter(const Announcement& announcement, PhraseForm form) {
    Problems problems;
    while (true) {
        Result<Phrase> phrase = compose(announcement, pack_, form);
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
        const auto samples = static_cast<std::int64_t>(assembled.sound.samples.size());
        const Micros length(samples * 1'000'000 / assembled.sound.rate);
        return Utterance{std::make_shared<const Sound>(std::move(assembled.sound)),
                         std::move(phrase.value().words), length, std::move(problems)};
    }
}

void Voice::forget(const std::vector<std::string>& files) {
    for (auto& [key, clip] : pack_.clips) {
        std::erase_if(clip.files, [&](const auto& file) {
            return std::ranges::find(files, file.second) != files.end();
        });
    }
}

} // namespace panggil::screen
