// SPDX-License-Identifier: MIT
#include "core/number_words.hpp"

#include <algorithm>

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

/// Says one number, and through itself those inside it.
class Speller {
public:
    explicit Speller(const NumberRules& rules) : rules_(rules) {}

    void say(std::int64_t number) {
        const auto above = std::ranges::upper_bound(rules_, number, {}, &NumberRule::base);
        if (above == rules_.begin()) {
            code_ = "voice.no_number_rule";
            return;
        }
        if (++steps_ > most_steps) {
            code_ = "voice.endless_number_rule";
            return;
        }
        const NumberRule& rule = *std::prev(above);
        const std::int64_t rest = number % rule.divisor;
        for (const NumberPiece& piece : rule.pieces) {
            if (!code_.empty()) {
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
                say(number / rule.divisor);
                break;
            case Kind::Remainder:
                say(rest);
                break;
            }
        }
    }

    [[nodiscard]] const std::string& code() const { return code_; }

    [[nodiscard]] ClipKeys take() { return std::move(keys_); }

private:
    const NumberRules& rules_;
    ClipKeys keys_;
    std::string code_;
    int steps_ = 0;
};

} // namespace

Result<NumberRule> parse_number_rule(std::int64_t base, std::string_view text,
                                     std::int64_t divisor) {
    if (base < 0 || divisor < 0) {
        return bad_rule("a base or divisor below zero");
    }
    NumberRule rule{base, divisor == 0 ? largest_power_of_ten(base) : divisor, {}};
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

Result<ClipKeys> cardinal(const NumberRules& rules, std::int64_t number) {
    Speller speller(rules);
    speller.say(number);
    if (!speller.code().empty()) {
        return Problem{speller.code(), "numbers/cardinal",
                       "the rules cannot say " + std::to_string(number),
                       "give a rule with base 0, and none that refers to itself", ""};
    }
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
