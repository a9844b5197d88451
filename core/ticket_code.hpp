// SPDX-License-Identifier: MIT
#pragma once
/// TicketCode: the label of a ticket taken apart: "F018", "A-042", "4K-10", "L412". Pattern: up to
/// two digits and one to three capital letters (the prefix), an optional hyphen, one to four
/// digits. Text that was written in small letters is understood; the code itself is always capital.

#include "core/result.hpp"

#include <string>
#include <string_view>

namespace panggil {

struct TicketCode {
    std::string prefix; ///< "F", "4K": spoken letter by letter
    std::string hyphen; ///< "" or "-"
    std::string digits; ///< "018": as printed, with its zeros

    [[nodiscard]] int number() const;

    [[nodiscard]] std::string text() const { return prefix + hyphen + digits; }

    friend bool operator==(const TicketCode&, const TicketCode&) = default;
};

/// Problem `bad_ticket` when the text does not follow the pattern.
[[nodiscard]] Result<TicketCode> parse_ticket_code(std::string_view text);

/// The label of ticket `number` of a service: prefix "F" or "4K-", at least `digits` digits wide.
[[nodiscard]] std::string make_ticket_code(std::string_view prefix, int number, int digits);

/// True for a prefix that makes labels of the pattern: "F", "4K", "4K-".
[[nodiscard]] bool is_ticket_prefix(std::string_view text);

/// The largest number a label can carry.
inline constexpr int last_ticket_number = 9999;

} // namespace panggil
