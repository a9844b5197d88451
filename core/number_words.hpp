// SPDX-License-Identifier: MIT
#pragma once
/// Numbers as clip keys, by the rules of a voice pack and not by a language's code. A rule is
/// `[base, template, divisor]`: the rule with the largest base not above the number says it, `<<`
/// stands for the quotient, `>>` for the remainder by the divisor, and what is in `[...]` is left
/// out when the remainder is zero. A table that would never end is a Problem, not a hang.

#include "core/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace panggil {

struct NumberPiece {
    enum class Kind { Clip, Quotient, Remainder };
    enum class Said { Always, UnlessEven }; ///< UnlessEven: only when a remainder is left

    Kind kind = Kind::Clip;
    Said said = Said::Always;
    std::string clip;

    friend bool operator==(const NumberPiece&, const NumberPiece&) = default;
};

struct NumberRule {
    std::int64_t base = 0;
    std::int64_t divisor = 1;
    std::vector<NumberPiece> pieces;
    int listed = -1; ///< its place in the list as it is written, from 0; -1 = written nowhere

    friend bool operator==(const NumberRule&, const NumberRule&) = default;
};

using NumberRules = std::vector<NumberRule>; ///< by base, ascending
using ClipKeys = std::vector<std::string>;

/// The rule written as "num.20 [>>]". Divisor 0: the largest power of ten not above the base.
/// Problem `voice.bad_number_rule` (its place left empty) when it cannot work.
[[nodiscard]] Result<NumberRule> parse_number_rule(std::int64_t base, std::string_view text,
                                                   std::int64_t divisor = 0);

/// Where problems name a rule: "numbers/cardinal/rules/7".
[[nodiscard]] std::string place_of(const NumberRule& rule);

/// The number as a cardinal. Problem `voice.no_number_rule` or `voice.endless_number_rule`, at the
/// rule that is to be mended: the same problem for every number that fails there.
[[nodiscard]] Result<ClipKeys> cardinal(const NumberRules& rules, std::int64_t number);

/// Each decimal digit of `printed` by itself, zeros included; `each` is "num.{d}".
[[nodiscard]] ClipKeys digit_by_digit(std::string_view each, std::string_view printed);

} // namespace panggil
