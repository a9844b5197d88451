// SPDX-License-Identifier: MIT
#include "core/number_words.hpp"

#include <algorithm>
#include <optional>

namespace panggil {

namespace {

using Kind = NumberPiece::Kind;
using Said = NumberPiece::Said;

/// More rules than any number of any language needs; an endless table stops here.
constexpr int most_steps = 64;
constexpr std::size_t most_pieces = 32;

Problem bad_rule(std::string what) {
    return {"voice.bad_number_rule", "", std::move(what),
            R"(write a rule as [20, "num.20 [>>]"] or [200, "<< num.ratus [>>]", 100])", ""};
}

std::int64_t largest_power_of_ten(std::int64_t base) {
    std::int64_t power = 1;
    while (power <= base / 10) {
        power *= 10;
    }
    return power;
}

constexpr std::string_view all_rules = "numbers/cardinal/rules";

/// Says one number, and through itself those inside it.
class Speller {
public:
    explicit Speller(const NumberRules& rules) : rules_(rules) {}

    /// `asker` is the rule that wants it said; null for the whole number.
    void say(std::int64_t number, const NumberRule* asker = nullptr) {
        const auto above = std::ranges::upper_bound(rules_, number, {}, &NumberRule::base);
        if (above == rules_.begin()) {
            tell_hole(asker);
            return;
        }
        const NumberRule& rule = *std::prev(above);
        // What is asked for never grows: the same rule for the same number is the only ring.
        if (&rule == asker && number == last_) {
            tell_endless(rule, "asks for the very number that it is to say");
            return;
        }
        if (++steps_ > most_steps) {
            tell_endless(rule, "asks for more words than any number has");
            return;
        }
        const std::int64_t rest = number % rule.divisor;
        for (const NumberPiece& piece : rule.pieces) {
            if (problem_) {
                return;
            }
            if (piece.said == Said::UnlessEven && rest == 0) {
                continue;
            }
            switch (piece.kind) {
            case Kind::Clip:
                keys_.push_back(piece.clip);
                break;
            case Kind::Quotient:
                last_ = number;
                say(number / rule.divisor, &rule);
                break;
            case Kind::Remainder:
                last_ = number;
                say(rest, &rule);
                break;
            }
        }
    }

    [[nodiscard]] Result<ClipKeys> take() {
        return problem_ ? Result<ClipKeys>(*std::move(problem_)) : std::move(keys_);
    }

private:
    void tell_hole(const NumberRule* asker) {
        if (rules_.empty()) {
            problem_ = {"voice.no_number_rule", std::string(all_rules), "says no number",
                        R"(write [[0, "num.0"], [20, "num.20 [>>]"]])", ""};
            return;
        }
        const std::string lowest = std::to_string(rules_.front().base);
        const std::string below = "below " + lowest + ", and no rule says these";
        problem_ = {"voice.no_number_rule", place_of(asker != nullptr ? *asker : rules_.front()),
                    asker != nullptr ? "asks for numbers " + below
                                     : "is the lowest: it leaves the numbers " + below,
                    R"(add the rules that are missing, from [0, "num.0"] on)", ""};
    }

    void tell_endless(const NumberRule& rule, std::string what) {
        problem_ = {"voice.endless_number_rule", place_of(rule), std::move(what),
                    "let << and >> lead to smaller numbers; what they divide by can follow the "
                    R"(words: [200, "<< num.ratus [>>]", 100])",
                    ""};
    }

    const NumberRules& rules_;
    ClipKeys keys_;
    std::optional<Problem> problem_;
    std::int64_t last_ = 0; ///< what the asker was to say
    int steps_ = 0;
};

} // namespace

Result<NumberRule> parse_number_rule(std::int64_t base, std::string_view text,
                                     std::int64_t divisor) {
    if (base < 0 || divisor < 0) {
        return bad_rule("a base or divisor below zero");
    }
    NumberRule rule{base, divisor == 0 ? largest_power_of_ten(base) : divisor, {}, -1};
    Said said = Said::Always;
    std::size_t at = 0;
    while ((at = text.find_first_not_of(' ', at)) != std::string_view::npos) {
        if (text[at] == '[' || text[at] == ']') {
            const Said next = text[at] == '[' ? Said::UnlessEven : Said::Always;
            if (next == said) {
                return bad_rule("brackets of \"" + std::string(text) + "\" don't pair");
            }
            said = next;
            ++at;
            continue;
        }
        const std::size_t end = std::min(text.find_first_of(" []", at), text.size());
        const std::string word(text.substr(at, end - at));
        if (word == "<<") {
            rule.pieces.push_back({Kind::Quotient, said, ""});
        } else if (word == ">>") {
            rule.pieces.push_back({Kind::Remainder, said, ""});
        } else {
            rule.pieces.push_back({Kind::Clip, said, word});
        }
        at = end;
    }
    if (said != Said::Always) {
        return bad_rule("brackets of \"" + std::string(text) + "\" don't pair");
    }
    if (rule.pieces.empty() || rule.pieces.size() > most_pieces) {
        return bad_rule("has " + std::to_string(rule.pieces.size()) + " words, allowed are 1 to " +
                        std::to_string(most_pieces));
    }
    return rule;
}

std::string place_of(const NumberRule& rule) {
    return std::string(all_rules) + (rule.listed < 0 ? "" : '/' + std::to_string(rule.listed));
}

Result<ClipKeys> cardinal(const NumberRules& rules, std::int64_t number) {
    Speller speller(rules);
    speller.say(number);
    return speller.take();
}

ClipKeys digit_by_digit(std::string_view each, std::string_view printed) {
    constexpr std::string_view slot = "{d}";
    ClipKeys keys;
    for (const char digit : printed) {
        if (digit >= '0' && digit <= '9') {
            std::string key(each);
            if (const std::size_t at = key.find(slot); at != std::string::npos) {
                key.replace(at, slot.size(), 1, digit);
            }
            keys.push_back(std::move(key));
        }
    }
    return keys;
}

} // namespace panggil
