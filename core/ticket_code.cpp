// SPDX-License-Identifier: MIT
#include "core/ticket_code.hpp"

#include <algorithm>
#include <charconv>

namespace panggil {

namespace {

// Locale-free on purpose: a label is ASCII on every machine.
bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}

bool is_capital(char letter) {
    return letter >= 'A' && letter <= 'Z';
}

char to_capital(char letter) {
    return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
}

/// Cuts the leading letters that satisfy `kind` off `rest`.
template <class Kind>
std::string_view take(std::string_view& rest, Kind kind) {
    const auto end = std::ranges::find_if_not(rest, kind);
    const auto length = static_cast<std::size_t>(end - rest.begin());
    const std::string_view taken = rest.substr(0, length);
    rest.remove_prefix(length);
    return taken;
}

struct Parts {
    std::string_view lead;
    std::string_view letters;
    std::string_view hyphen;
    std::string_view rest;
};

Parts take_prefix(std::string_view text) {
    Parts parts;
    parts.lead = take(text, is_digit);
    parts.letters = take(text, is_capital);
    if (text.starts_with('-')) {
        parts.hyphen = text.substr(0, 1);
        text.remove_prefix(1);
    }
    parts.rest = text;
    return parts;
}

bool well_formed(const Parts& parts) {
    return parts.lead.size() <= 2 && !parts.letters.empty() && parts.letters.size() <= 3;
}

} // namespace

int TicketCode::number() const {
    int value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

Result<TicketCode> parse_ticket_code(std::string_view text) {
    std::string capital(text.substr(0, std::min<std::size_t>(text.size(), 16)));
    std::ranges::transform(capital, capital.begin(), to_capital);
    const Parts parts = take_prefix(capital);
    const bool digits =
        !parts.rest.empty() && parts.rest.size() <= 4 && std::ranges::all_of(parts.rest, is_digit);
    if (!well_formed(parts) || !digits) {
        return Problem{"bad_ticket", "ticket", "\"" + capital + "\" is not a ticket number",
                       "write it as printed, like F018, A-042 or 4K-10",
                       "\"" + capital +
                           "\" bukan nomor antrean. Tulis seperti pada karcis, "
                           "misalnya F018."};
    }
    return TicketCode{std::string(parts.lead) + std::string(parts.letters),
                      std::string(parts.hyphen), std::string(parts.rest)};
}

std::string make_ticket_code(std::string_view prefix, int number, int digits) {
    std::string text = std::to_string(number);
    const auto width = static_cast<std::size_t>(std::max(digits, 0));
    if (text.size() < width) {
        text.insert(0, width - text.size(), '0');
    }
    return std::string(prefix) + text;
}

bool is_ticket_prefix(std::string_view text) {
    const Parts parts = take_prefix(text);
    return well_formed(parts) && parts.rest.empty();
}

} // namespace panggil
