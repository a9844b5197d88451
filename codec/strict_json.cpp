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
    bool beyond_ascii = false;
    for (const char byte : text) {
        const auto code = static_cast<unsigned char>(byte);
        if (code < 0x20 || code == 0x7F) {
            return false;
        }
        beyond_ascii = beyond_ascii || code > 0x7F;
    }
    return !beyond_ascii || std::ranges::none_of(bidi, [&](std::string_view mark) {
        return text.find(mark) != text.npos;
    });
}

/// What about a value, apart from what is in it, is not allowed on the wire, or "".
std::string_view offence_of(const nlohmann::json& value, Fractions fractions) {
    if (value.is_number_float() && fractions == Fractions::Refused) {
        return "holds a number that is not a whole one";
    }
    if (value.is_number_unsigned() &&
        value.get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX)) {
        return "holds a number beyond 64 bits";
    }
    if (value.is_string() && !is_plain(value.get_ref<const std::string&>())) {
        return "holds control or bidi-override characters";
    }
    return "";
}

/// Looks at what the library reads while it reads.
class Watch {
public:
    explicit Watch(Fractions fractions) : fractions_(fractions) {}

    bool operator()(nlohmann::json::parse_event_t event, const nlohmann::json& parsed) {
        using Event = nlohmann::json::parse_event_t;
        if (event == Event::object_start) {
            names_.push_back(0);
        } else if (event == Event::object_end) {
            twice_ = twice_ || names_.back() != parsed.size();
            names_.pop_back();
        } else if (event == Event::key) {
            ++names_.back();
            if (!is_plain(parsed.get_ref<const std::string&>())) {
                note("holds a name with control characters");
            }
        } else if (event == Event::value) {
            note(offence_of(parsed, fractions_));
        }
        return true;
    }

    /// The first thing that is not allowed on the wire, or "".
    [[nodiscard]] std::string_view offence() const { return offence_; }

    /// Whether an object had a name twice.
    [[nodiscard]] bool twice() const { return twice_; }

private:
    void note(std::string_view offence) {
        if (offence_.empty()) {
            offence_ = offence;
        }
    }

    Fractions fractions_;
    std::vector<std::size_t> names_; ///< how many each object has that is being read
    std::string_view offence_;
    bool twice_ = false;
};

template <class Looks>
nlohmann::json parse(std::string_view bytes, Looks& look) {
    return nlohmann::json::parse(
        bytes,
        [&](int, nlohmann::json::parse_event_t event, nlohmann::json& parsed) {
            return look(event, parsed);
        },
        false);
}

/// The first name that stands twice in one object: the library would keep the last value, other
/// readers the first, and what one has checked the other would carry out.
std::string name_twice(std::string_view bytes) {
    using Event = nlohmann::json::parse_event_t;
    constexpr std::size_t longest_told = 64;
    std::vector<std::set<std::string>> open; // the names of each object that is being read
    std::optional<std::string> twice;
    auto look = [&](Event event, const nlohmann::json& parsed) {
        if (event == Event::object_start) {
            open.emplace_back();
        } else if (event == Event::object_end) {
            open.pop_back();
        } else if (event == Event::key && !open.back().insert(parsed).second && !twice) {
            twice = parsed.get<std::string>();
        }
        return true;
    };
    (void)parse(bytes, look);
    return twice && twice->size() <= longest_told && is_plain(*twice) ? *twice : "?";
}

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
    Watch watch(fractions);
    nlohmann::json json = parse(bytes, watch);
    if (json.is_discarded()) {
        return problem("bad_json", "is not JSON");
    }
    if (watch.twice()) {
        return Problem{"bad_json", "",
                       "has the name \"" + name_twice(bytes) + "\" twice in one object",
                       "keep one of the two", ""};
    }
    if (!watch.offence().empty()) {
        return problem("bad_message", std::string(watch.offence()));
    }
    return json;
}

} // namespace panggil::codec
