// SPDX-License-Identifier: MIT
#include "codec/pack_reader_json.hpp"
#include "core/diagnosis.hpp"
#include "core/whole.hpp"

#include <algorithm>
#include <span>

namespace panggil::codec {

namespace {

std::string plainly(double number) {
    const std::int64_t whole = whole_of(number);
    return static_cast<double>(whole) == number ? std::to_string(whole) : std::to_string(number);
}

} // namespace

std::string PackReader::inside(std::string_view place, std::string_view key) {
    std::string pointer = std::string(place) + '/';
    for (const char letter : key) {
        pointer += letter == '~' ? "~0" : letter == '/' ? "~1" : std::string(1, letter);
    }
    return pointer;
}

void PackReader::complain(std::string code, std::string_view place, std::string what,
                          std::string hint) {
    complain(Problem{std::move(code), "", std::move(what), std::move(hint), ""}, place);
}

void PackReader::complain(Problem problem, std::string_view place) {
    problem.where = std::string(file_) + '#' + std::string(place);
    errors_.push_back(std::move(problem));
}

const PackReader::Json* PackReader::object(const Json& in, std::string_view place,
                                           std::string_view key, Need need) {
    const auto member = in.find(key);
    if (member == in.end()) {
        if (need == Need::Required) {
            complain("voice.missing", inside(place, key), "is missing", "an object belongs there");
        }
        return nullptr;
    }
    if (!member->is_object()) {
        complain("voice.wrong_kind", inside(place, key), "is not an object",
                 "write it in braces { }");
        return nullptr;
    }
    return &*member;
}

std::string PackReader::text(const Json& in, std::string_view place, std::string_view key,
                             Need need) {
    const auto member = in.find(key);
    if (member == in.end() || member->is_null()) {
        if (need == Need::Required) {
            complain("voice.missing", inside(place, key), "is missing", "a text belongs there");
        }
        return "";
    }
    if (!member->is_string()) {
        complain("voice.wrong_kind", inside(place, key), "is not a text",
                 "write it in quotation marks");
        return "";
    }
    return member->get<std::string>();
}

double PackReader::number(const Json& in, std::string_view place, std::string_view key,
                          double otherwise, Range range) {
    const auto member = in.find(key);
    if (member == in.end()) {
        return otherwise;
    }
    const std::string allowed =
        "allowed are " + plainly(range.least) + " to " + plainly(range.most);
    if (!member->is_number()) {
        complain("voice.wrong_kind", inside(place, key), "is not a number", allowed);
        return otherwise;
    }
    const double value = member->get<double>();
    if (!(value >= range.least && value <= range.most)) {
        complain("voice.bad_value", inside(place, key), "is " + plainly(value), allowed);
        return otherwise;
    }
    return value;
}

void PackReader::know(const Json& object, std::string_view place,
                      std::initializer_list<std::string_view> known) {
    for (const auto& [key, value] : object.items()) {
        if (std::ranges::find(known, key) == known.end()) {
            warnings_.push_back({"voice.unknown_key", std::string(file_) + '#' + inside(place, key),
                                 "is not read by this version",
                                 meant(key, std::span(known.begin(), known.size())).english, ""});
        }
    }
}

} // namespace panggil::codec
