// SPDX-License-Identifier: MIT
#include "core/voice_check.hpp"

#include "core/nearest_name.hpp"
#include "core/ticket_code.hpp"

#include <algorithm>
#include <iterator>
#include <set>

namespace panggil {

namespace {

using Kind = TemplatePiece::Kind;

constexpr std::int64_t past_tickets = std::int64_t{last_ticket_number} + 1;

/// Walks over everything a pack can be asked to say and notes, once, each clip with the first that
/// asks for it.
class Survey {
public:
    Survey(const VoicePack& pack, std::string_view file) : pack_(pack), file_(file) {}

    VoiceCheck run() {
        for (const auto& [name, attempts] : pack_.templates) {
            for (std::size_t at = 0; at < attempts.size(); ++at) {
                visit(attempts[at],
                      "templates/" + name + (attempts.size() > 1 ? '/' + std::to_string(at) : ""));
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
        visit_gaps();
        for (const NumberRule& rule : pack_.numbers.cardinal) {
            for (const NumberPiece& piece : rule.pieces) {
                if (piece.kind == NumberPiece::Kind::Clip && rule.base <= last_ticket_number) {
                    ask(piece.clip, place_of(rule));
                }
            }
        }
        for (int number = 0; number <= last_ticket_number; ++number) {
            if (const Result<ClipKeys> keys = cardinal(pack_.numbers.cardinal, number); !keys) {
                Problem failed = keys.problem();
                failed.where = std::string(file_) + "#/" + failed.where;
                tell_once(std::move(failed)); // what fails once fails a thousand times
            }
        }
    }

    /// A rule that is missing is not silent: the one below it says its numbers, wrongly.
    void visit_gaps() {
        const NumberRules& rules = pack_.numbers.cardinal;
        for (auto rule = rules.begin(); rule != rules.end() && rule->base < past_tickets; ++rule) {
            const auto next = std::next(rule);
            const std::int64_t end =
                next == rules.end() ? past_tickets : std::min(next->base, past_tickets);
            if (const std::int64_t wrong = rule->base + told_apart(*rule); wrong < end) {
                found_.errors.push_back(
                    problem("voice.no_number_rule", place_of(*rule),
                            "says " + std::to_string(wrong) + " with the words of " +
                                std::to_string(rule->base),
                            "a rule with a base up to " + std::to_string(wrong) + " is missing"));
            }
        }
    }

    /// How many numbers from its base on a rule has different words for.
    static std::int64_t told_apart(const NumberRule& rule) {
        const auto says = [&rule](NumberPiece::Kind kind) {
            return std::ranges::find(rule.pieces, kind, &NumberPiece::kind) != rule.pieces.end();
        };
        const bool quotient = says(NumberPiece::Kind::Quotient);
        const bool remainder = says(NumberPiece::Kind::Remainder);
        return quotient && (remainder || rule.divisor == 1) ? past_tickets
               : remainder                                  ? rule.divisor
                                                            : 1;
    }

    void tell_once(Problem failed) {
        if (std::ranges::find(found_.errors, failed) == found_.errors.end()) {
            found_.errors.push_back(std::move(failed));
        }
    }

    void ask(const std::string& key, const std::string& where) {
        if (!asked_.insert(key).second) {
            return;
        }
        const auto clip = pack_.clips.find(key);
        if (clip == pack_.clips.end()) {
            found_.errors.push_back(problem("voice.missing_clip", where,
                                            "asks for the clip \"" + key + "\", which is not there",
                                            remedy(key)));
        } else if (clip->second.files.empty()) {
            found_.errors.push_back(problem(
                "voice.missing_clip", "clips/" + key,
                "has no file that can be used, and " + where + " asks for it", "record it again"));
        }
    }

    [[nodiscard]] std::string remedy(const std::string& key) const {
        std::vector<std::string_view> known;
        for (const auto& [name, clip] : pack_.clips) {
            known.emplace_back(name);
        }
        const std::string meant(nearest_name(key, known));
        return (meant.empty() ? "" : "did you mean \"" + meant + "\"? or ") +
               "record it and add it to \"clips\"";
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
