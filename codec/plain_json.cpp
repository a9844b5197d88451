// SPDX-License-Identifier: MIT
#include "codec/plain_json.hpp"

#include <algorithm>

namespace panggil::codec {

namespace {

/// The first letter behind the text that begins at `open` with its quote.
std::size_t end_of_text(std::string_view text, std::size_t open) {
    for (std::size_t at = open + 1; at < text.size(); ++at) {
        if (text[at] == '\\') {
            ++at;
        } else if (text[at] == '"' || text[at] == '\n') {
            return at + 1;
        }
    }
    return text.size();
}

/// The first letter behind the comment that begins at `open`; `open` itself when none does.
std::size_t end_of_comment(std::string_view text, std::size_t open) {
    const std::string_view rest = text.substr(open);
    if (rest.starts_with("//")) {
        return std::min(text.find('\n', open), text.size());
    }
    if (rest.starts_with("/*")) {
        const std::size_t close = text.find("*/", open + 2);
        return close == std::string_view::npos ? text.size() : close + 2;
    }
    return open;
}

} // namespace

std::string plain_json(std::string_view text) {
    std::string plain(text);
    std::size_t comma = std::string::npos; // the last one that nothing but blanks has followed
    char before = '[';                     // the last letter that is no blank
    for (std::size_t at = 0; at < plain.size();) {
        const char letter = plain[at];
        if (const std::size_t end = end_of_comment(text, at); end > at) {
            std::replace_if(
                plain.begin() + static_cast<std::ptrdiff_t>(at),
                plain.begin() + static_cast<std::ptrdiff_t>(end),
                [](char each) { return each != '\n'; }, ' ');
            at = end;
            continue;
        }
        if ((letter == '}' || letter == ']') && comma != std::string::npos) {
            plain[comma] = ' ';
        }
        const bool is_blank = letter == ' ' || letter == '\n' || letter == '\t' || letter == '\r';
        if (letter == ',' && before != '[' && before != '{') { // one that follows something
            comma = at;
        } else if (!is_blank) {
            comma = std::string::npos;
        }
        before = is_blank ? before : letter;
        at = letter == '"' ? end_of_text(text, at) : at + 1;
    }
    return plain;
}

} // namespace panggil::codec
