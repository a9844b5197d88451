// SPDX-License-Identifier: MIT
#include "codec/strict_json.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace panggil::codec {

namespace {

Problem problem(std::string code, std::string what) {
    return {std::move(code), "", std::move(what), "", ""};
}

/// The deepest nesting of brackets outside strings.
int depth_of(std::string_view bytes) {
    int depth = 0;
    int deepest = 0;
    bool in_text = false;
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        const char byte = bytes[at];
        if (in_text) {
            if (byte == '\\') {
                ++at;
            } else if (byte == '"') {
                in_text = false;
            }
        } else if (byte == '"') {
            in_text = true;
        } else if (byte == '{' || byte == '[') {
            deepest = std::max(deepest, ++depth);
        } else if (byte == '}' || byte == ']') {
            --depth;
        }
    }
    return deepest;
}

/// Characters that could hide, reorder or break what people read.
bool is_plain(std::string_view text) {
    constexpr std::array<std::string_view, 9> bidi{"\u202A", "\u202B", "\u202C", "\u202D", "\u202E",
                                                   "\u2066", "\u2067", "\u2068", "\u2069"};
    const bool control = std::ranges::any_of(text, [](char byte) {
        const auto code = static_cast<unsigned char>(byte);
        return code < 0x20 || code == 0x7F;
    });
    return !control && std::ranges::none_of(bidi, [&](std::string_view mark) {
        return text.find(mark) != text.npos;
    });
}

/// What in the document is not allowed on the wire, or "".
std::string offence_in(const nlohmann::json& json, Fractions fractions) {
    if (json.is_number_float() && fractions == Fractions::Refused) {
        return "holds a number that is not a whole one";
    }
    if (json.is_number_unsigned() &&
        json.get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX)) {
        return "holds a number beyond 64 bits";
    }
    if (json.is_string() && !is_plain(json.get_ref<const std::string&>())) {
        return "holds control or bidi-override characters";
    }
    if (json.is_object()) {
        for (const auto& [key, value] : json.items()) {
            if (!is_plain(key)) {
                return "holds a name with control characters";
            }
            if (std::string offence = offence_in(value, fractions); !offence.empty()) {
                return offence;
            }
        }
    }
    if (json.is_array()) {
        for (const auto& value : json) {
            if (std::string offence = offence_in(value, fractions); !offence.empty()) {
                return offence;
            }
        }
    }
    return "";
}

/// Notices a name that stands twice in one object: the library would keep the last value, other
/// readers the first, and what one has checked the other would carry out.
class NameWatch {
public:
    bool operator()(nlohmann::json::parse_event_t event, const nlohmann::json& parsed) {
        using Event = nlohmann::json::parse_event_t;
        if (event == Event::object_start) {
            open_.emplace_back();
        } else if (event == Event::object_end) {
            open_.pop_back();
        } else if (event == Event::key && !open_.back().insert(parsed).second && !twice_) {
            twice_ = parsed.get<std::string>();
        }
        return true;
    }

    /// Of the first that was found, as it may be told.
    [[nodiscard]] std::optional<std::string> twice() const {
        constexpr std::size_t longest_told = 64;
        if (twice_ && (twice_->size() > longest_told || !is_plain(*twice_))) {
            return "?";
        }
        return twice_;
    }

private:
    std::vector<std::set<std::string>> open_; ///< the names of each object that is being read
    std::optional<std::string> twice_;
};

} // namespace

Result<nlohmann::json> parse_strictly(std::string_view bytes, std::size_t most_bytes,
                                      int most_depth, Fractions fractions) {
    if (bytes.size() > most_bytes) {
        return problem("too_large", std::to_string(bytes.size()) + " bytes, at most " +
                                        std::to_string(most_bytes));
    }
    if (bytes.find('\0') != std::string_view::npos) {
        return problem("bad_json", "holds a NUL byte");
    }
    if (depth_of(bytes) > most_depth) {
        return problem("too_deep", "nested deeper than " + std::to_string(most_depth));
    }
    NameWatch names;
    nlohmann::json json = nlohmann::json::parse(
        bytes,
        [&](int, nlohmann::json::parse_event_t event, nlohmann::json& parsed) {
            return names(event, parsed);
        },
        false);
    if (json.is_discarded()) {
        return problem("bad_json", "is not JSON");
    }
    if (const auto twice = names.twice()) {
        return Problem{"bad_json", "", "has the name \"" + *twice + "\" twice in one object",
                       "keep one of the two", ""};
    }
    if (std::string offence = offence_in(json, fractions); !offence.empty()) {
        return problem("bad_message", std::move(offence));
    }
    return json;
}

} // namespace panggil::codec
