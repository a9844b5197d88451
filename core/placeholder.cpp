// SPDX-License-Identifier: MIT
#include "core/placeholder.hpp"

#include "core/calendar.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

namespace panggil {

namespace {

std::string age_text(std::int64_t called_at, UtcTime now, std::string_view format) {
    const auto age = now.time_since_epoch() - Millis(called_at);
    const auto minutes = std::chrono::duration_cast<Minutes>(age).count();
    if (called_at == 0 || minutes < 1) {
        return format == "short" ? "baru" : "baru saja";
    }
    return std::to_string(minutes) + (format == "short" ? " mnt" : " menit lalu");
}

constexpr std::string_view plain_time = "HH.mm";

std::string time_text(UtcTime utc, Minutes offset, std::string_view format) {
    return format_time(hall_time(utc, offset), format.empty() ? plain_time : format);
}

std::string heard_text(const Board& board, std::string_view format) {
    return board.heard_at ? time_text(*board.heard_at, board.utc_offset, format) : "";
}

/// "13.00", as the hub states it, in another pattern.
std::string until_text(const std::string& until, std::string_view format) {
    const int minutes = minutes_of(until);
    if (minutes < 0 || format.empty()) {
        return until;
    }
    HallTime time;
    time.hour = minutes / 60;
    time.minute = minutes % 60;
    return format_time(time, format);
}

std::string eta_text(std::int64_t from, std::int64_t to) {
    if (to <= 0) {
        return "";
    }
    return from < to ? std::to_string(from) + "–" + std::to_string(to) + " menit"
                     : std::to_string(to) + " menit";
}

std::string join(const std::string& first, const std::string& second) {
    return first + (first.empty() || second.empty() ? "" : " ") + second;
}

using Reading = std::string (*)(const PlaceholderScope&, std::string_view format);

enum class Form { Plain, Time, Age };

struct Named {
    std::string_view name;
    Reading read;
    Form form = Form::Plain;
};

const Card& card_in(const PlaceholderScope& scope) {
    static const Card nothing;
    return scope.card != nullptr ? *scope.card : nothing;
}

constexpr std::array names{
    Named{"agency.id",
          [](const PlaceholderScope& s, std::string_view) { return card_in(s).agency_id; }},
    Named{"agency.short",
          [](const PlaceholderScope& s, std::string_view) { return card_in(s).agency_short; }},
    Named{"agency.label",
          [](const PlaceholderScope& s, std::string_view) { return card_in(s).agency_label; }},
    Named{"agency.tagline",
          [](const PlaceholderScope& s, std::string_view) { return card_in(s).agency_tagline; }},
    Named{"agency.kind",
          [](const PlaceholderScope& s, std::string_view) { return card_in(s).agency_kind; }},
    Named{"service.label",
          [](const PlaceholderScope& s, std::string_view) { return card_in(s).service_label; }},
    Named{"service.short",
          [](const PlaceholderScope& s, std::string_view) { return card_in(s).service_short; }},
    Named{"service.fee",
          [](const PlaceholderScope& s, std::string_view) { return card_in(s).service_fee; }},
    Named{"service.duration",
          [](const PlaceholderScope& s, std::string_view) { return card_in(s).service_duration; }},
    Named{"desk.number",
          [](const PlaceholderScope& s, std::string_view) { return card_in(s).number; }},
    Named{"desk.numbers",
          [](const PlaceholderScope& s, std::string_view) { return card_in(s).numbers; }},
    Named{"desk.label",
          [](const PlaceholderScope& s, std::string_view) { return card_in(s).place; }},
    Named{"desk.place", [](const PlaceholderScope& s,
                           std::string_view) { return join(card_in(s).place, card_in(s).number); }},
    Named{"ticket", [](const PlaceholderScope& s, std::string_view) { return card_in(s).ticket; }},
    Named{"ticket.letter", [](const PlaceholderScope& s,
                              std::string_view) { return split_label(card_in(s).ticket).letters; }},
    Named{"ticket.digits", [](const PlaceholderScope& s,
                              std::string_view) { return split_label(card_in(s).ticket).digits; }},
    Named{"attempt", [](const PlaceholderScope& s,
                        std::string_view) { return std::to_string(card_in(s).attempt); }},
    Named{"waiting", [](const PlaceholderScope& s,
                        std::string_view) { return std::to_string(card_in(s).waiting()); }},
    Named{"ahead", [](const PlaceholderScope& s,
                      std::string_view) { return std::to_string(card_in(s).waiting()); }},
    Named{"eta", [](const PlaceholderScope& s,
                    std::string_view) { return eta_text(card_in(s).eta_to, card_in(s).eta_to); }},
    Named{"etaRange",
          [](const PlaceholderScope& s, std::string_view) {
              return eta_text(card_in(s).eta_from, card_in(s).eta_to);
          }},
    Named{"quotaLeft",
          [](const PlaceholderScope& s, std::string_view) {
              const auto& left = card_in(s).quota_left;
              return left ? std::to_string(*left) : "";
          }},
    Named{"until",
          [](const PlaceholderScope& s, std::string_view format) {
              return until_text(card_in(s).until, format);
          },
          Form::Time},
    Named{"reason", [](const PlaceholderScope& s, std::string_view) { return card_in(s).reason; }},
    Named{"priority",
          [](const PlaceholderScope& s, std::string_view) { return card_in(s).priority; }},
    Named{"called",
          [](const PlaceholderScope& s, std::string_view format) {
              const std::int64_t at = card_in(s).called_at;
              return at == 0 ? std::string()
                             : time_text(UtcTime(Millis(at)), s.board->utc_offset, format);
          },
          Form::Time},
    Named{"age",
          [](const PlaceholderScope& s, std::string_view format) {
              return age_text(card_in(s).called_at, s.utc, format);
          },
          Form::Age},
    Named{"hall.name",
          [](const PlaceholderScope& s, std::string_view) { return s.board->hall_name; }},
    Named{"hall.place",
          [](const PlaceholderScope& s, std::string_view) { return s.board->hall_place; }},
    Named{"hall.placeShort",
          [](const PlaceholderScope& s, std::string_view) { return s.board->hall_place_short; }},
    Named{"hall.clock",
          [](const PlaceholderScope& s, std::string_view) { return s.board->clock_suffix; }},
    Named{"hall.address",
          [](const PlaceholderScope& s, std::string_view) { return s.board->hall_address; }},
    Named{"holiday", [](const PlaceholderScope& s, std::string_view) { return s.board->holiday; }},
    Named{"reopens",
          [](const PlaceholderScope& s, std::string_view format) {
              const auto& at = s.board->reopens;
              return at ? time_text(*at, s.board->utc_offset, format) : std::string();
          },
          Form::Time},
    Named{"said", [](const PlaceholderScope& s, std::string_view) { return s.board->said; }},
    Named{"link.heard",
          [](const PlaceholderScope& s, std::string_view format) {
              return heard_text(*s.board, format);
          },
          Form::Time},
    Named{"page",
          [](const PlaceholderScope& s, std::string_view) { return std::to_string(s.page); }},
    Named{"pages",
          [](const PlaceholderScope& s, std::string_view) { return std::to_string(s.pages); }},
};

constexpr std::string_view strings_prefix = "strings.";

std::optional<std::string> read(std::string_view name, std::string_view format,
                                const PlaceholderScope& scope) {
    if (name.starts_with(strings_prefix) && scope.strings != nullptr) {
        const std::string* found = scope.strings->at(name.substr(strings_prefix.size())).text();
        return found != nullptr ? std::optional(*found) : std::nullopt;
    }
    const auto* found = std::ranges::find(names, name, &Named::name);
    return found == names.end() ? std::nullopt : std::optional(found->read(scope, format));
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

std::string_view format_inside(std::string_view braces) {
    const std::string_view inside = braces.substr(1, braces.size() - 2);
    const std::size_t colon = inside.find(':');
    return colon == std::string_view::npos ? std::string_view{} : inside.substr(colon + 1);
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
        const auto value = read(name_inside(braces), format_inside(braces), scope);
        named = true;
        found = found || !value || !value->empty();
        filled += value ? *value : std::string(braces);
    });
    return filled;
}

std::vector<PlaceholderUse> placeholder_uses(std::string_view text) {
    std::vector<PlaceholderUse> found;
    walk(
        text, [](std::string_view) {},
        [&](std::string_view braces) {
            found.push_back({std::string(name_inside(braces)), std::string(format_inside(braces))});
        });
    return found;
}

std::vector<std::string> placeholder_names(std::string_view text) {
    std::vector<std::string> found;
    for (PlaceholderUse& use : placeholder_uses(text)) {
        found.push_back(std::move(use.name));
    }
    return found;
}

bool has_form(std::string_view name, std::string_view format) {
    const auto* found = std::ranges::find(names, name, &Named::name);
    if (format.empty() || found == names.end()) {
        return true; // an unknown name is another complaint
    }
    switch (found->form) {
    case Form::Time:
        return format.find_first_not_of("Hms.: dMyE,-") == std::string_view::npos;
    case Form::Age:
        return format == "short" || format == "long";
    case Form::Plain:
        break;
    }
    return false;
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
