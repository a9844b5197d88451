// SPDX-License-Identifier: MIT
#include "codec/voice_pack_codec.hpp"

#include "codec/pack_reader_json.hpp"
#include "codec/strict_json.hpp"
#include "codec/voice_grammar_json.hpp"

#include <algorithm>
#include <filesystem>

namespace panggil::codec {

namespace {

using nlohmann::json;
using Need = PackReader::Need;

constexpr std::size_t most_bytes = std::size_t{2} << 20;
constexpr int most_depth = 8;
constexpr double longest_gap_ms = 5000;

/// A path that stays inside the pack: relative, without "..".
bool stays_inside(const std::string& path) {
    const std::filesystem::path parts(path);
    return !path.empty() && parts.is_relative() &&
           std::ranges::find(parts, std::filesystem::path("..")) == parts.end();
}

/// Fills one VoicePack, section by section; what is wrong is left at its default.
class ManifestReader {
public:
    ManifestReader(VoicePackReading& reading, std::string_view file)
        : pack_(reading.pack), reader_(file, reading.errors, reading.warnings) {}

    void read(const json& manifest) {
        read_head(manifest);
        read_joins(manifest);
        read_fallbacks(manifest);
        read_clips(manifest);
        read_letters(manifest);
        read_voice_grammar(manifest, reader_, pack_);
    }

    void complain(Problem problem) { reader_.complain(std::move(problem), ""); }

private:
    void read_head(const json& manifest) {
        reader_.know(manifest, "",
                     {"$schema",       "schema",  "id",     "lang",         "name",
                      "version",       "licence", "source", "speaker",      "consent",
                      "falls_back_to", "audio",   "joins",  "variants",     "clips",
                      "letters",       "numbers", "ticket", "destinations", "templates"});
        if (const std::string schema = reader_.text(manifest, "", "schema");
            !schema.empty() && schema != "voice-pack/1") {
            reader_.complain("voice.bad_value", "/schema", "is \"" + schema + '"',
                             "this version reads \"voice-pack/1\"");
        }
        pack_.id = reader_.text(manifest, "", "id");
        pack_.lang = reader_.text(manifest, "", "lang");
        pack_.name = reader_.text(manifest, "", "name", Need::Optional);
        pack_.version = reader_.text(manifest, "", "version", Need::Optional);
        pack_.licence = reader_.text(manifest, "", "licence");
        read_fallback_pack(manifest);
        read_speaker(manifest);
        pack_.source = reader_.text(manifest, "", "source", Need::Optional);
        if (const json* audio = reader_.object(manifest, "", "audio")) {
            reader_.know(*audio, "/audio", {"rate", "channels", "loudness_lufs", "true_peak_dbtp"});
            pack_.rate = static_cast<int>(
                reader_.number(*audio, "/audio", "rate", 48'000, {8'000, 192'000}));
            (void)reader_.number(*audio, "/audio", "channels", 1, {1, 1});
        }
    }

    void read_speaker(const json& manifest) {
        pack_.speaker = reader_.text(manifest, "", "speaker", Need::Optional);
        pack_.consent = reader_.text(manifest, "", "consent", Need::Optional);
        if (!pack_.consent.empty() && !stays_inside(pack_.consent)) {
            reader_.complain("voice.bad_path", "/consent", "is not a path inside the pack",
                             "write it from the folder of pack.json, without \"..\"");
            pack_.consent.clear();
        }
    }

    void read_fallback_pack(const json& manifest) {
        std::string folder = reader_.text(manifest, "", "falls_back_to", Need::Optional);
        if (folder.find_first_of("/\\") != std::string::npos || folder == "." || folder == "..") {
            reader_.complain("voice.bad_path", "/falls_back_to", "is not a folder's name",
                             "write the name of a folder beside this one, such as \"id-ID\"");
            return;
        }
        pack_.falls_back_to = std::move(folder);
    }

    /// What a pack that falls back to another may leave to it.
    [[nodiscard]] Need needed() const {
        return pack_.falls_back_to.empty() ? Need::Required : Need::Optional;
    }

    [[nodiscard]] Millis read_gap(const json& joins, std::string_view key, Millis otherwise) {
        const json* join = reader_.object(joins, "/joins", key, Need::Optional);
        return join == nullptr
                   ? otherwise
                   : read_millis(*join, PackReader::inside("/joins", key), "gap_ms", otherwise);
    }

    [[nodiscard]] Millis read_millis(const json& in, std::string_view place, std::string_view key,
                                     Millis otherwise) {
        return Millis(static_cast<std::int64_t>(reader_.number(
            in, place, key, static_cast<double>(otherwise.count()), {0, longest_gap_ms})));
    }

    void read_joins(const json& manifest) {
        const json* joins = reader_.object(manifest, "", "joins", Need::Optional);
        if (joins == nullptr) {
            return;
        }
        reader_.know(*joins, "/joins", {"word", ",", ".", "chime", "rules"});
        pack_.joins.word = read_gap(*joins, "word", pack_.joins.word);
        pack_.joins.comma = read_gap(*joins, ",", pack_.joins.comma);
        pack_.joins.stop = read_gap(*joins, ".", pack_.joins.stop);
        pack_.joins.chime = read_gap(*joins, "chime", pack_.joins.chime);
        if (const auto word = joins->find("word"); word != joins->end() && word->is_object()) {
            pack_.joins.fade = read_millis(*word, "/joins/word", "fade_ms", pack_.joins.fade);
        }
        const auto rules = joins->find("rules");
        if (rules == joins->end()) {
            return;
        }
        if (!rules->is_array()) {
            reader_.complain("voice.wrong_kind", "/joins/rules", "is not a list",
                             R"(write [{"after": "let.*", "before": "num.*", "gap_ms": 130}])");
            return;
        }
        for (std::size_t at = 0; at < rules->size(); ++at) {
            const json& rule = (*rules)[at];
            const std::string place = "/joins/rules/" + std::to_string(at);
            if (!rule.is_object()) {
                reader_.complain("voice.wrong_kind", place, "is not an object",
                                 R"(write {"after": "let.*", "before": "num.*", "gap_ms": 130})");
                continue;
            }
            pack_.joins.rules.push_back({reader_.text(rule, place, "after"),
                                         reader_.text(rule, place, "before"),
                                         read_millis(rule, place, "gap_ms", pack_.joins.word)});
        }
    }

    [[nodiscard]] std::optional<Variant> read_variant(const json& letter, std::string_view place) {
        const auto variant =
            letter.is_string() ? variant_of(letter.get_ref<const std::string&>()) : std::nullopt;
        if (!variant) {
            reader_.complain("voice.bad_value", place, "is not a variant",
                             "there are m (middle), c (before a comma) and f (the end)");
        }
        return variant;
    }

    void read_fallbacks(const json& manifest) {
        const json* variants = reader_.object(manifest, "", "variants", Need::Optional);
        if (variants == nullptr) {
            return;
        }
        for (const auto& [key, order] : variants->items()) {
            const std::string place = PackReader::inside("/variants", key);
            const auto wanted = read_variant(json(key), place);
            if (!wanted || !order.is_array()) {
                if (wanted) {
                    reader_.complain("voice.wrong_kind", place, "is not a list",
                                     R"(write ["m", "c", "f"])");
                }
                continue;
            }
            for (const json& letter : order) {
                if (const auto variant = read_variant(letter, place)) {
                    pack_.fallbacks[*wanted].push_back(*variant);
                }
            }
        }
    }

    void read_clips(const json& manifest) {
        const json* clips = reader_.object(manifest, "", "clips", needed());
        if (clips == nullptr) {
            return;
        }
        if (clips->empty() && needed() == Need::Required) {
            reader_.complain("voice.missing", "/clips", "is empty", "a voice needs its clips");
        }
        for (const auto& [key, clip] : clips->items()) {
            const std::string place = PackReader::inside("/clips", key);
            if (!clip.is_object()) {
                reader_.complain(
                    "voice.wrong_kind", place, "is not an object",
                    R"(write {"text": "tujuh", "files": {"m": "clips/num/7-m.flac"}})");
                continue;
            }
            reader_.know(clip, place, {"text", "files", "gain_db"});
            pack_.clips[key] = read_clip(clip, place);
        }
    }

    [[nodiscard]] VoiceClip read_clip(const json& json_clip, const std::string& place) {
        VoiceClip clip;
        clip.text = reader_.text(json_clip, place, "text");
        clip.gain_db = reader_.number(json_clip, place, "gain_db", 0, {-24, 12});
        const json* files = reader_.object(json_clip, place, "files");
        if (files == nullptr) {
            return clip;
        }
        for (const auto& [letter, path] : files->items()) {
            const std::string at = PackReader::inside(place + "/files", letter);
            const auto variant = read_variant(json(letter), at);
            if (!path.is_string() || !stays_inside(path.get_ref<const std::string&>())) {
                reader_.complain("voice.bad_path", at, "is not a path inside the pack",
                                 "write it from the folder of pack.json, without \"..\"");
            } else if (variant) {
                clip.files[*variant] = path.get<std::string>();
            }
        }
        if (clip.files.empty()) {
            reader_.complain("voice.missing", place + "/files", "names no file that can be used",
                             "one file is enough, three make it sound like a sentence");
        }
        return clip;
    }

    void read_letters(const json& manifest) {
        const json* letters = reader_.object(manifest, "", "letters", needed());
        if (letters == nullptr) {
            return;
        }
        for (const auto& [letter, clip] : letters->items()) {
            const std::string place = PackReader::inside("/letters", letter);
            const bool capital = letter.size() == 1 && letter[0] >= 'A' && letter[0] <= 'Z';
            if (!capital || !clip.is_string()) {
                reader_.complain("voice.bad_value", place, "is not a letter with its clip",
                                 R"(write "A": "let.A", with a capital A to Z)");
            } else {
                pack_.letters[letter[0]] = clip.get<std::string>();
            }
        }
    }

    VoicePack& pack_;
    PackReader reader_;
};

} // namespace

VoicePackReading decode_voice_pack(std::string_view bytes, std::string_view file) {
    VoicePackReading reading;
    ManifestReader reader(reading, file);
    const Result<json> manifest = parse_strictly(bytes, most_bytes, most_depth, Fractions::Allowed);
    if (!manifest || !manifest.value().is_object()) {
        reader.complain({"voice.bad_json", "",
                         manifest ? "is not a JSON object" : manifest.problem().what,
                         "see audio/README.md for what a pack.json holds", ""});
        return reading;
    }
    reader.read(manifest.value());
    return reading;
}

} // namespace panggil::codec
