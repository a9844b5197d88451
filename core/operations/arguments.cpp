// SPDX-License-Identifier: MIT
#include "core/operations/arguments.hpp"

#include "core/joined.hpp"
#include "core/nearest_name.hpp"
#include "core/operations/desk.hpp"
#include "core/plain_text.hpp"
#include "core/ticket_code.hpp"

#include <algorithm>

namespace panggil {

namespace {

constexpr std::size_t longest_text = 200;
constexpr std::size_t longest_word = 40;

Problem bad(std::string_view key, std::string what, std::string hint) {
    return {"bad_request", "args/" + std::string(key), std::move(what), std::move(hint),
            "Perintah tidak dimengerti: " + std::string(key) + "."};
}

bool same_letters(std::string_view one, std::string_view other) {
    const auto small = [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    };
    return std::ranges::equal(one, other, {}, small, small);
}

std::string listed(const std::vector<std::string_view>& words) {
    const std::string text = joined(words);
    return text.empty() ? "none" : text;
}

using Resolved = Result<std::string>;

Resolved service_id(const std::string& text, const QueueState& state) {
    if (state.records.contains("service/" + text)) {
        return text;
    }
    std::string known;
    for (const auto& [key, service] : records_under(state, "service/")) {
        std::string_view prefix = service->text("prefix");
        if (prefix.ends_with('-')) {
            prefix.remove_suffix(1);
        }
        if (same_letters(prefix, text) || same_letters(id_of(key), text)) {
            return std::string(id_of(key));
        }
        known += (known.empty() ? "" : ", ") + std::string(prefix) + " " + std::string(id_of(key));
    }
    return Problem{"unknown_service", "service " + text, "does not exist", "services are: " + known,
                   "Layanan " + text + " tidak ada. Layanan yang ada: " + known + "."};
}

Resolved counter_or_service(const std::string& text, const QueueState& state) {
    if (const auto counter = find_counter(text, state); counter) {
        return "counter/" + counter.value();
    }
    if (const auto service = service_id(text, state); service) {
        return "service/" + service.value();
    }
    return Problem{"unknown_counter", text, "is neither a counter nor a service",
                   "name a counter by its number, or a service by its prefix",
                   "\"" + text + "\" bukan loket dan bukan layanan."};
}

Resolved ticket_label(const std::string& text, const QueueState& state) {
    const auto code = parse_ticket_code(text);
    if (!code) {
        return code.problem();
    }
    const std::string label = code.value().text();
    if (state.records.contains("ticket/" + label)) {
        return label;
    }
    // "F18" for F018: the same prefix and number is the same ticket.
    for (const auto& [key, ticket] : records_under(state, "ticket/")) {
        const auto other = parse_ticket_code(id_of(key));
        if (other && other.value().prefix == code.value().prefix &&
            other.value().number() == code.value().number()) {
            return other.value().text();
        }
    }
    return unknown_ticket(label);
}

/// Also one that is finished, as long as a counter has it among those that it called last.
Resolved ticket_or_past(const std::string& text, const QueueState& state) {
    auto known = ticket_label(text, state);
    const auto code = parse_ticket_code(text);
    if (known || !code) {
        return known;
    }
    for (const auto& [key, counter] : records_under(state, "counter/")) {
        for (const std::string& entry : counter->list("past")) {
            const std::string label = label_of_past(entry);
            const auto other = parse_ticket_code(label);
            if (other && other.value().prefix == code.value().prefix &&
                other.value().number() == code.value().number()) {
                return label;
            }
        }
    }
    return known;
}

/// "13.00" or "13:00" -> "13.00", as Indonesia writes it.
Resolved clock_time(const std::string& key, const std::string& text) {
    const auto digit = [&](std::size_t index) { return text[index] >= '0' && text[index] <= '9'; };
    const bool shaped = text.size() == 5 && digit(0) && digit(1) && digit(3) && digit(4) &&
                        (text[2] == '.' || text[2] == ':');
    if (!shaped || text.substr(0, 2) > "23" || text.substr(3) > "59") {
        return bad(key, "\"" + text + "\" is not a time of day", "write it like 13.00");
    }
    return text.substr(0, 2) + "." + text.substr(3);
}

Resolved word(const Parameter& parameter, const std::string& text) {
    if (!parameter.words.empty()) {
        if (std::ranges::find(parameter.words, text) != parameter.words.end()) {
            return text;
        }
        const auto meant = nearest_name(text, parameter.words);
        return bad(parameter.key, "\"" + text + "\" is not known",
                   (meant.empty() ? "" : "did you mean \"" + std::string(meant) + "\"? ") +
                       "allowed: " + listed(parameter.words));
    }
    const bool plain = text.size() <= longest_word && std::ranges::all_of(text, [](char letter) {
                           return (letter >= 'a' && letter <= 'z') ||
                                  (letter >= 'A' && letter <= 'Z') ||
                                  (letter >= '0' && letter <= '9') || letter == '-';
                       });
    return plain ? Resolved(text)
                 : Resolved(bad(parameter.key, "is not one short word",
                                "letters, digits and hyphens, at most 40"));
}

Resolved resolve(const Parameter& parameter, const std::string& text, const QueueState& state) {
    if (const std::string fault = fault_of_text(text, longest_text); !fault.empty()) {
        return bad(parameter.key, fault, "write plain text of at most 200 characters");
    }
    switch (parameter.kind) {
    case ParameterKind::Counter:
        return find_counter(text, state);
    case ParameterKind::Service:
        return service_id(text, state);
    case ParameterKind::CounterOrService:
        return counter_or_service(text, state);
    case ParameterKind::Ticket:
        return ticket_label(text, state);
    case ParameterKind::TicketOrPast:
        return ticket_or_past(text, state);
    case ParameterKind::ClockTime:
        return clock_time(std::string(parameter.key), text);
    case ParameterKind::Word:
        return word(parameter, text);
    case ParameterKind::Text:
    case ParameterKind::Flag:
        break;
    }
    return text;
}

/// Refuses arguments the operation does not have: a misspelt one must not be silently dropped.
Result<Done> must_know_all(const Operation& operation, const Record& args) {
    std::vector<std::string_view> keys;
    for (const Parameter& parameter : operation.parameters) {
        keys.push_back(parameter.key);
    }
    for (const auto& [key, value] : args.fields()) {
        if (std::ranges::find(keys, key) == keys.end()) {
            const auto meant = nearest_name(key, keys);
            return bad(fault_of_text(key, longest_word).empty() ? key : "?",
                       "is not an argument of " + std::string(operation.name),
                       (meant.empty() ? "" : "did you mean \"" + std::string(meant) + "\"? ") +
                           "arguments: " + listed(keys));
        }
    }
    return Done{};
}

} // namespace

Result<std::string> find_counter(const std::string& text, const QueueState& state) {
    if (state.records.contains("counter/" + text)) {
        return text;
    }
    std::vector<std::string_view> known;
    std::vector<std::string_view> by_number;
    for (const auto& [key, counter] : records_under(state, "counter/")) {
        known.push_back(id_of(key));
        if (std::to_string(counter->number("number")) == text) {
            by_number.push_back(id_of(key));
        }
    }
    if (by_number.size() == 1) {
        return std::string(by_number.front());
    }
    // A loket and a gerai may have the same number: then only the id says which.
    const auto& offered = by_number.empty() ? known : by_number;
    return Problem{"unknown_counter", "counter " + text,
                   by_number.empty() ? "does not exist" : "is the number of several counters",
                   "counters are: " + listed(offered),
                   "Loket " + text + " tidak ada. Loket yang ada: " + listed(offered) + "."};
}

Result<Record> resolve_arguments(const Operation& operation, const Record& args,
                                 const QueueState& state) {
    if (const auto known = must_know_all(operation, args); !known) {
        return known.problem();
    }
    Record resolved;
    for (const Parameter& parameter : operation.parameters) {
        const bool given = args.has(parameter.key);
        if (!given && parameter.need == Need::Required) {
            return bad(parameter.key, "is missing", std::string(parameter.sentence));
        }
        if (!given) {
            continue;
        }
        const bool is_number = args.number(parameter.key) != 0;
        if (parameter.kind == ParameterKind::Flag) {
            if (args.number(parameter.key) != 1) {
                return bad(parameter.key, "is a flag", "send 1, or leave it out");
            }
            resolved.set(parameter.key, std::int64_t{1});
            continue;
        }
        // {"counter": 3} is as clear as {"counter": "3"}.
        const std::string text =
            is_number ? std::to_string(args.number(parameter.key)) : args.text(parameter.key);
        if (text.empty()) {
            return bad(parameter.key, "is not a text", std::string(parameter.sentence));
        }
        auto value = resolve(parameter, text, state);
        if (!value) {
            return value.problem();
        }
        resolved.set(parameter.key, std::move(value).value());
    }
    return resolved;
}

} // namespace panggil
