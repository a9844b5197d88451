// SPDX-License-Identifier: MIT
#include "core/placeholder.hpp"

#include "core/calendar.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

namespace panggil {

namespace {

std::string age_text(std::int64_t called_at, UtcTime now) {
    const auto age = now.time_since_epoch() - Millis(called_at);
    const auto minutes = std::chrono::duration_cast<Minutes>(age).count();
    return called_at == 0 || minutes < 1 ? "baru saja" : std::to_string(minutes) + " menit lalu";
}

std::string heard_text(const Board& board) {
    return board.heard_at ? format_time(hall_time(*board.heard_at, board.utc_offset), "HH.mm") : "";
}

std::string join(const std::string& first, const std::string& second) {
    return first + (first.empty() || second.empty() ? "" : " ") + second;
}

using Reading = std::string (*)(const PlaceholderScope&);

struct Named {
    std::string_view name;
    Reading read;
};

const Card& card_in(const PlaceholderScope& scope) {
    static const Card nothing;
    return scope.card != nullptr ? *scope.card : nothing;
}

constexpr std::array names{
    Named{"agency.id", [](const PlaceholderScope& s) { return card_in(s).agency_id; }},
    Named{"agency.short", [](const PlaceholderScope& s) { return card_in(s).agency_short; }},
    Named{"agency.label", [](const PlaceholderScope& s) { return card_in(s).agency_label; }},
    Named{"agency.tagline", [](const PlaceholderScope& s) { return card_in(s).agency_tagline; }},
    Named{"agency.kind", [](const PlaceholderScope& s) { return card_in(s).agency_kind; }},
    Named{"service.label", [](const PlaceholderScope& s) { return card_in(s).service_label; }},
    Named{"desk.number", [](const PlaceholderScope& s) { return card_in(s).number; }},
    Named{"desk.numbers", [](const PlaceholderScope& s) { return card_in(s).numbers; }},
    Named{"desk.label", [](const PlaceholderScope& s) { return card_in(s).place; }},
    Named{"desk.place",
          [](const PlaceholderScope& s) { return join(card_in(s).place, card_in(s).number); }},
    Named{"ticket", [](const PlaceholderScope& s) { return card_in(s).ticket; }},
    Named{"ticket.letter",
          [](const PlaceholderScope& s) { return split_label(card_in(s).ticket).letters; }},
    Named{"ticket.digits",
          [](const PlaceholderScope& s) { return split_label(card_in(s).ticket).digits; }},
    Named{"attempt", [](const PlaceholderScope& s) { return std::to_string(card_in(s).attempt); }},
    Named{"waiting",
          [](const PlaceholderScope& s) { return std::to_string(card_in(s).waiting()); }},
    Named{"until", [](const PlaceholderScope& s) { return card_in(s).until; }},
    Named{"reason", [](const PlaceholderScope& s) { return card_in(s).reason; }},
    Named{"priority", [](const PlaceholderScope& s) { return card_in(s).priority; }},
    Named{"age", [](const PlaceholderScope& s) { return age_text(card_in(s).called_at, s.utc); }},
    Named{"hall.name", [](const PlaceholderScope& s) { return s.board->hall_name; }},
    Named{"hall.place", [](const PlaceholderScope& s) { return s.board->hall_place; }},
    Named{"hall.placeShort", [](const PlaceholderScope& s) { return s.board->hall_place_short; }},
    Named{"hall.clock", [](const PlaceholderScope& s) { return s.board->clock_suffix; }},
    Named{"hall.address", [](const PlaceholderScope& s) { return s.board->hall_address; }},
    Named{"link.heard", [](const PlaceholderScope& s) { return heard_text(*s.board); }},
    Named{"page", [](const PlaceholderScope& s) { return std::to_string(s.page); }},
    Named{"pages", [](const PlaceholderScope& s) { return std::to_string(s.pages); }},
};

constexpr std::string_view strings_prefix = "strings.";

std::optional<std::string> read(std::string_view name, const PlaceholderScope& scope) {
    if (name.starts_with(strings_prefix) && scope.strings != nullptr) {
        const std::string* found = scope.strings->at(name.substr(strings_prefix.size())).text();
        return found != nullptr ? std::optional(*found) : std::nullopt;
    }
    const auto* found = std::ranges::find(names, name, &Named::name);
    return found == names.end() ? std::nullopt : std::optional(found->read(scope));
}

/// Calls `literal` for what stands outside braces and `named` for each name inside (with its
/// braces).
template <class Literal, class Name>
void walk(std::string_view text, Literal literal, Name named) {
    while (!text.empty()) {
        const std::size_t open = text.find('{');
        const std::size_t close = open == std::string_view::npos ? open : text.find('}', open);
        if (close == std::string_view::npos) {
            literal(text);
            return;
        }
        literal(text.substr(0, open));
        named(text.substr(open, close - open + 1));
        text.remove_prefix(close + 1);
    }
}

std::string_view name_inside(std::string_view braces) {
    const std::string_view inside = braces.substr(1, braces.size() - 2);
    return inside.substr(0, inside.find(':'));
}

} // namespace

std::string fill_placeholders(std::string_view text, const PlaceholderScope& scope) {
    std::string filled;
    std::size_t bracket = std::string::npos; // where in `filled` the open bracket stands
    bool named = false;                      // something was named inside it
    bool found = false;                      // and something of that was not empty
    const auto add_literal = [&](std::string_view literal) {
        for (const char letter : literal) {
            if (letter == '[' && bracket == std::string::npos) {
                bracket = filled.size();
                named = found = false;
            } else if (letter == ']' && bracket != std::string::npos) {
                if (!named) {
                    filled += letter;
                } else if (found) {
                    filled.erase(bracket, 1);
                } else {
                    filled.resize(bracket);
                }
                bracket = std::string::npos;
                continue;
            }
            filled += letter;
        }
    };
    walk(text, add_literal, [&](std::string_view braces) {
        const auto value = read(name_inside(braces), scope);
        named = true;
        found = found || !value || !value->empty();
        filled += value ? *value : std::string(braces);
    });
    return filled;
}

std::vector<std::string> placeholder_names(std::string_view text) {
    std::vector<std::string> found;
    walk(
        text, [](std::string_view) {},
        [&](std::string_view braces) { found.emplace_back(name_inside(braces)); });
    return found;
}

std::span<const std::string_view> all_placeholders() {
    static const auto list = [] {
        std::array<std::string_view, names.size()> only_names;
        std::ranges::transform(names, only_names.begin(), &Named::name);
        return only_names;
    }();
    return list;
}

LabelParts split_label(std::string_view label) {
    std::size_t end = label.size();
    while (end > 0 && std::isdigit(static_cast<unsigned char>(label[end - 1])) != 0) {
        --end;
    }
    LabelParts parts{std::string(label.substr(0, end)), std::string(label.substr(end))};
    if (parts.letters.ends_with('-')) {
        parts.letters.pop_back();
    }
    return parts;
}

} // namespace panggil
