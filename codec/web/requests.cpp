// SPDX-License-Identifier: MIT
// What browsers and other systems send.
#include "codec/strict_json.hpp"
#include "codec/web.hpp"
#include "codec/wire/shape_json.hpp"

namespace panggil::codec::web {

namespace {

constexpr int deepest = 4;
constexpr std::size_t longest_pin = 64;
constexpr std::size_t longest_id = 64;
constexpr std::int64_t longest_life_ms = 60'000;

Problem bad(std::string where, std::string what) {
    return {"bad_request", std::move(where), std::move(what), "see the OpenAPI document at /api",
            "Permintaan tidak dimengerti oleh server."};
}

/// An object with no other names than these: a misspelt one must not be dropped silently.
Result<Json> open_object(std::string_view bytes, std::initializer_list<std::string_view> names) {
    auto parsed = parse_strictly(bytes, largest_body, deepest);
    if (!parsed) {
        Problem problem = bad("body", parsed.problem().what);
        problem.code = parsed.problem().code == "too_large" ? "too_large" : problem.code;
        return problem;
    }
    if (!parsed.value().is_object()) {
        return bad("body", "is not a JSON object");
    }
    for (const auto& [name, value] : parsed.value().items()) {
        if (std::ranges::find(names, name) == names.end()) {
            return bad("body", "has a name that is not known here");
        }
    }
    return parsed;
}

Result<std::string> text_of(const Json& object, std::string_view name, std::size_t longest) {
    const Json* member = member_of(object, name);
    if (member == nullptr || !member->is_string() ||
        member->get_ref<const std::string&>().empty() ||
        member->get_ref<const std::string&>().size() > longest) {
        return bad('/' + std::string(name),
                   "must be a text of 1 to " + std::to_string(longest) + " bytes");
    }
    return member->get<std::string>();
}

Result<std::int64_t> number_of(const Json& value, const std::string& where) {
    if (!value.is_number_integer() ||
        (value.is_number_unsigned() &&
         value.get<std::uint64_t>() > std::uint64_t{std::numeric_limits<std::int64_t>::max()})) {
        return bad(where, "must be a whole number");
    }
    return value.get<std::int64_t>();
}

Result<Seen> seen_of(const Json& object) {
    if (!object.is_object() || object.size() != 2 || !object.contains("term") ||
        !object.contains("mono")) {
        return bad("/seen", "must be {\"term\": N, \"mono\": N} of the last state or beat");
    }
    const auto term = number_of(object["term"], "/seen/term");
    const auto mono = number_of(object["mono"], "/seen/mono");
    if (!term || !mono) {
        return !term ? term.problem() : mono.problem();
    }
    constexpr std::int64_t longest_time = 10'000'000'000'000;
    if (mono.value() < 0 || mono.value() > longest_time) {
        return bad("/seen/mono", "is no time of this hub");
    }
    return Seen{term.value(), HubMoment{Millis(mono.value())}};
}

} // namespace

Result<SignIn> decode_sign_in(std::string_view bytes) {
    const auto object = open_object(bytes, {"counter", "pin"});
    if (!object) {
        return object.problem();
    }
    auto counter = text_of(object.value(), "counter", longest_id);
    auto pin = text_of(object.value(), "pin", longest_pin);
    if (!counter || !pin) {
        return !counter ? counter.problem() : pin.problem();
    }
    return SignIn{std::move(counter).value(), std::move(pin).value()};
}

Result<Command> decode_command(std::string_view bytes) {
    const auto opened = open_object(bytes, {"op", "args", "if_rev", "seen", "life_ms"});
    if (!opened) {
        return opened.problem();
    }
    const Json& object = opened.value();
    Command command;
    auto op = text_of(object, "op", longest_id);
    if (!op) {
        return op.problem();
    }
    command.op = std::move(op).value();
    if (const Json* args = member_of(object, "args")) {
        Complaint complaint;
        if (!args->is_object()) {
            return bad("/args", "must be an object");
        }
        command.args = read_record(*args, complaint, "/args");
        if (!complaint.ok()) {
            return bad("", complaint.problem().what);
        }
    }
    if (const Json* rev = member_of(object, "if_rev")) {
        const auto number = number_of(*rev, "/if_rev");
        if (!number) {
            return number.problem();
        }
        command.if_rev = number.value();
    }
    if (const Json* seen = member_of(object, "seen")) {
        const auto heard = seen_of(*seen);
        if (!heard) {
            return heard.problem();
        }
        command.seen = heard.value();
    }
    if (const Json* life = member_of(object, "life_ms")) {
        const auto number = number_of(*life, "/life_ms");
        if (!number || number.value() < 1 || number.value() > longest_life_ms) {
            return bad("/life_ms", "must be 1 to " + std::to_string(longest_life_ms));
        }
        command.life = Millis(number.value());
    }
    return command;
}

Result<OrderBody> decode_order(std::string_view bytes) {
    OrderBody body;
    if (bytes.empty()) {
        return body; // nothing else to say
    }
    const auto opened = open_object(bytes, {"anyway"});
    if (!opened) {
        return opened.problem();
    }
    if (const Json* anyway = member_of(opened.value(), "anyway")) {
        if (!anyway->is_boolean()) {
            return bad("/anyway", "must be true or false");
        }
        body.anyway = anyway->get<bool>();
    }
    return body;
}

} // namespace panggil::codec::web
