// SPDX-License-Identifier: MIT
#include "core/voice_check.hpp"

#include "core/ticket_code.hpp"

#include <set>

namespace panggil {

namespace {

using Kind = TemplatePiece::Kind;

/// Walks over everything a pack can be asked to say and notes, once, each clip with the first that
/// asks for it.
class Survey {
public:
    Survey(const VoicePack& pack, std::string_view file) : pack_(pack), file_(file) {}

    VoiceCheck run() {
        for (const auto& [name, attempts] : pack_.templates) {
            for (const VoiceTemplate& pieces : attempts) {
                visit(pieces, "templates/" + name);
            }
        }
        visit(pack_.plain_ticket, "ticket/plain");
        visit(pack_.hyphen_ticket, "ticket/hyphen");
        for (const auto& [kind, pieces] : pack_.destinations) {
            visit(pieces, "destinations/" + kind);
        }
        visit_letters();
        visit_numbers();
        for (const auto& [key, clip] : pack_.clips) {
            if (!asked_.contains(key) && !key.starts_with(agency_clips)) {
                found_.warnings.push_back(problem("voice.unused_clip", "clips/" + key,
                                                  "no sentence asks for it", "remove it, or not"));
            }
        }
        return std::move(found_);
    }

private:
    void visit(const VoiceTemplate& pieces, const std::string& where) {
        for (const TemplatePiece& piece : pieces) {
            if (piece.kind == Kind::Clip) {
                ask(piece.name, where);
            } else if (piece.kind == Kind::Chime) {
                ask(std::string(chime_clip), where);
            }
        }
    }

    void visit_letters() {
        std::string missing;
        for (char letter = 'A'; letter <= 'Z'; ++letter) {
            if (const auto found = pack_.letters.find(letter); found != pack_.letters.end()) {
                ask(found->second, std::string("letters/") + letter);
            } else {
                missing += missing.empty() ? "" : " ";
                missing += letter;
            }
        }
        if (!missing.empty()) {
            found_.errors.push_back(problem("voice.missing_letter", "letters", "lacks " + missing,
                                            "give each letter A to Z its clip"));
        }
    }

    void visit_numbers() {
        for (const std::string& key : digit_by_digit(pack_.numbers.each_digit, "0123456789")) {
            ask(key, "numbers/digits/each");
        }
        for (int number = 0; number <= last_ticket_number; ++number) {
            const Result<ClipKeys> keys = cardinal(pack_.numbers.cardinal, number);
            if (!keys) {
                Problem failed = keys.problem();
                failed.where = std::string(file_) + "#/" + failed.where;
                found_.errors.push_back(std::move(failed));
                return; // what fails once fails a thousand times
            }
            for (const std::string& key : keys.value()) {
                ask(key, "numbers/cardinal");
            }
        }
    }

    void ask(const std::string& key, const std::string& where) {
        if (!asked_.insert(key).second) {
            return;
        }
        const auto clip = pack_.clips.find(key);
        if (clip == pack_.clips.end() || clip->second.files.empty()) {
            found_.errors.push_back(problem("voice.missing_clip", where,
                                            "asks for the clip \"" + key + "\", which is not there",
                                            "record it and add it to \"clips\""));
        }
    }

    [[nodiscard]] Problem problem(std::string code, const std::string& where, std::string what,
                                  std::string hint) const {
        return {std::move(code), std::string(file_) + "#/" + where, std::move(what),
                std::move(hint), ""};
    }

    const VoicePack& pack_;
    std::string_view file_;
    std::set<std::string> asked_;
    VoiceCheck found_;
};

} // namespace

VoiceCheck check_voice(const VoicePack& pack, std::string_view file) {
    return Survey(pack, file).run();
}

} // namespace panggil
