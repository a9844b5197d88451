// SPDX-License-Identifier: MIT
#include "codec/wire/shape_json.hpp"

#include <charconv>
#include <cstdio>

namespace panggil::codec {

namespace {

constexpr std::size_t longest_key = 80;

std::string alternatives(const std::vector<std::string_view>& words) {
    std::string text;
    for (const std::string_view word : words) {
        text += (text.empty() ? "" : ", ") + std::string(word);
    }
    return text;
}

std::string fault_of_text(const Facts& facts, const Json& value) {
    if (!value.is_string()) {
        return "is not a text";
    }
    const auto& text = value.get_ref<const std::string&>();
    if (text.size() < facts.shortest || text.size() > facts.longest) {
        return "is not of " + std::to_string(facts.shortest) + " to " +
               std::to_string(facts.longest) + " bytes";
    }
    if (!facts.words.empty() && std::ranges::find(facts.words, text) == facts.words.end()) {
        return "is none of " + alternatives(facts.words);
    }
    return "";
}

std::string fault_of_whole(const Facts& facts, const Json& value) {
    if (!value.is_number_integer()) {
        return "is not a whole number";
    }
    const auto number = value.get<std::int64_t>();
    if (!facts.is_clamped && (number < facts.least || number > facts.most)) {
        return "is outside " + std::to_string(facts.least) + " to " + std::to_string(facts.most);
    }
    return "";
}

/// Fewer digits are taken for leading zeros.
bool is_hex(const std::string& digits) {
    std::uint64_t number = 0;
    const char* end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, number, 16);
    return digits.empty() || (error == std::errc{} && stop == end);
}

std::string fault_of_texts(const Json& value) {
    if (!value.is_array()) {
        return "is not a list";
    }
    return std::ranges::all_of(value, [](const Json& item) { return item.is_string(); })
               ? ""
               : "holds something that is not a text";
}

} // namespace

const Json* member_of(const Json& object, std::string_view name) {
    const auto found = object.find(name);
    return found == object.end() || found->is_null() ? nullptr : &*found;
}

std::string fault_of(const Facts& facts, const Json* value) {
    if (value == nullptr) {
        return facts.is_required ? "is missing" : "";
    }
    switch (facts.kind) {
    case Kind::Text:
        return fault_of_text(facts, *value);
    case Kind::Whole:
        return fault_of_whole(facts, *value);
    case Kind::Digest:
        return !value->is_string()                            ? "is not a text"
               : is_hex(value->get_ref<const std::string&>()) ? ""
                                                              : "is not 16 hex digits";
    case Kind::Flag:
        return value->is_boolean() ? "" : "is not true or false";
    case Kind::Texts:
        return fault_of_texts(*value);
    case Kind::Objects:
        return value->is_array() ? "" : "is not a list";
    case Kind::Record:
    case Kind::Records:
    case Kind::Object:
        break;
    }
    return value->is_object() ? "" : "is not an object";
}

Json to_json(const Record& record) {
    Json object = Json::object();
    for (const auto& [field, value] : record.fields()) {
        std::visit([&, &name = field](const auto& content) { object[name] = content; }, value);
    }
    return object;
}

Json to_json(const Records& records) {
    Json object = Json::object();
    for (const auto& [key, record] : records) {
        object[key] = to_json(record);
    }
    return object;
}

Record read_record(const Json& object, Complaint& complaint, const std::string& where) {
    Record record;
    if (!object.is_object()) {
        complaint.say(where, "is not an object");
        return record;
    }
    for (const auto& [field, value] : object.items()) {
        if (value.is_string()) {
            record.set(field, value.get<std::string>());
        } else if (value.is_number_integer()) {
            record.set(field, value.get<std::int64_t>());
        } else if (value.is_array() && fault_of_texts(value).empty()) {
            record.set(field, value.get<TextList>());
        } else {
            complaint.say(where + '/' + field, "is neither text, whole number nor list of texts");
        }
    }
    return record;
}

Records read_records(const Json& object, Complaint& complaint, const std::string& where) {
    Records records;
    if (!object.is_object()) {
        complaint.say(where, "is not an object");
        return records;
    }
    for (const auto& [key, value] : object.items()) {
        if (key.empty() || key.size() > longest_key) {
            complaint.say(where, "holds a key that is empty or longer than 80 bytes");
            continue;
        }
        records.emplace(key, read_record(value, complaint, where + '/' + key));
    }
    return records;
}

std::string hex_text(std::uint64_t number) {
    char text[17];
    std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(number));
    return text;
}

std::uint64_t hex_number(const std::string& digits) {
    std::uint64_t number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number, 16);
    return number;
}

std::string compact(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace panggil::codec
