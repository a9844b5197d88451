// SPDX-License-Identifier: MIT
#include "codec/values_json.hpp"

#include <algorithm>
#include <charconv>
#include <cstdio>

namespace panggil::codec {

using nlohmann::json;

namespace {

const json nothing = json::object();

constexpr std::size_t longest_key = 80;

} // namespace

Reader::Reader(const json& object, std::string where) : object_(&object), where_(std::move(where)) {
    if (!object.is_object()) {
        complaint_ = where_ + " is not an object";
        object_ = &nothing;
    }
}

const json* Reader::member(std::string_view field) const {
    const auto found = object_->find(field);
    return found == object_->end() ? nullptr : &*found;
}

void Reader::complain(std::string_view field, std::string_view what) {
    if (complaint_.empty()) {
        complaint_ = where_ + '/' + std::string(field) + ' ' + std::string(what);
    }
}

void Reader::absorb(const Reader& inner) {
    if (complaint_.empty()) {
        complaint_ = inner.complaint_;
    }
}

std::string Reader::text(std::string_view field, Need need) {
    const json* found = member(field);
    if (found == nullptr || found->is_null()) {
        if (need == Need::Required) {
            complain(field, "is missing");
        }
        return "";
    }
    if (!found->is_string()) {
        complain(field, "is not a text");
        return "";
    }
    return found->get<std::string>();
}

std::int64_t Reader::integer(std::string_view field, Need need) {
    const json* found = member(field);
    if (found == nullptr || found->is_null()) {
        if (need == Need::Required) {
            complain(field, "is missing");
        }
        return 0;
    }
    if (!found->is_number_integer()) {
        complain(field, "is not a whole number");
        return 0;
    }
    return found->get<std::int64_t>();
}

TextList Reader::list(std::string_view field) {
    TextList items;
    const json* found = member(field);
    if (found == nullptr || found->is_null()) {
        return items;
    }
    if (!found->is_array()) {
        complain(field, "is not a list");
        return items;
    }
    for (const json& item : *found) {
        if (!item.is_string()) {
            complain(field, "holds something that is not a text");
            return {};
        }
        items.push_back(item.get<std::string>());
    }
    return items;
}

std::uint64_t Reader::hex(std::string_view field) {
    const std::string digits = text(field);
    std::uint64_t number = 0;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), number, 16);
    if (!digits.empty() && (error != std::errc{} || end != digits.data() + digits.size())) {
        complain(field, "is not 16 hex digits");
    }
    return number;
}

json to_json(const Record& record) {
    json object = json::object();
    for (const auto& [field, value] : record.fields()) {
        std::visit([&, &name = field](const auto& content) { object[name] = content; }, value);
    }
    return object;
}

json to_json(const Records& records) {
    json object = json::object();
    for (const auto& [key, record] : records) {
        object[key] = to_json(record);
    }
    return object;
}

json to_json(const Announcement& announcement) {
    return {{"call_id", announcement.call_id}, {"seq", announcement.seq},
            {"kind", announcement.kind},       {"n", announcement.attempt},
            {"zone", announcement.zone},       {"counter", announcement.counter},
            {"ticket", announcement.ticket},   {"number_style", announcement.number_style},
            {"place", announcement.place},     {"place_number", announcement.place_number},
            {"agency", announcement.agency},   {"priority", announcement.priority},
            {"lang", announcement.lang},       {"ttl_ms", announcement.ttl.count()}};
}

json to_json(const Event& event) {
    json object = {{"cause", event.cause},
                   {"actor", event.actor},
                   {"set", to_json(event.set)},
                   {"del", event.del}};
    if (event.announce) {
        object["announce"] = to_json(*event.announce);
    }
    return object;
}

Record read_record(const json& object, Reader& reader) {
    Record record;
    if (!object.is_object()) {
        reader.complain("record", "is not an object");
        return record;
    }
    for (const auto& [field, value] : object.items()) {
        if (value.is_string()) {
            record.set(field, value.get<std::string>());
        } else if (value.is_number_integer()) {
            record.set(field, value.get<std::int64_t>());
        } else if (value.is_array() &&
                   std::ranges::all_of(value, [](const json& item) { return item.is_string(); })) {
            record.set(field, value.get<TextList>());
        } else {
            reader.complain(field, "is neither text, whole number nor list of texts");
        }
    }
    return record;
}

Records read_records(const json& object, Reader& reader) {
    Records records;
    if (!object.is_object()) {
        reader.complain("records", "is not an object");
        return records;
    }
    for (const auto& [key, value] : object.items()) {
        if (key.empty() || key.size() > longest_key) {
            reader.complain("records", "holds a key that is empty or longer than 80 bytes");
            continue;
        }
        records.emplace(key, read_record(value, reader));
    }
    return records;
}

Announcement read_announcement(const json& object, Reader& outer) {
    Reader reader(object, "/announce");
    Announcement announcement;
    announcement.call_id = reader.text("call_id", Need::Required);
    announcement.seq = reader.integer("seq", Need::Required);
    announcement.kind = reader.text("kind", Need::Required);
    const std::int64_t attempt = reader.integer("n");
    announcement.attempt = static_cast<int>(std::clamp<std::int64_t>(attempt, 1, 99));
    announcement.zone = reader.text("zone", Need::Required);
    announcement.counter = reader.text("counter", Need::Required);
    announcement.ticket = reader.text("ticket", Need::Required);
    announcement.number_style = reader.text("number_style");
    announcement.place = reader.text("place");
    announcement.place_number = reader.integer("place_number");
    if (announcement.place_number < 0 || announcement.place_number > largest_place_number) {
        reader.complain("place_number", "is outside 0 to 9999");
    }
    announcement.agency = reader.text("agency");
    announcement.priority = reader.text("priority");
    announcement.lang = reader.text("lang");
    announcement.ttl = Millis(reader.integer("ttl_ms", Need::Required));
    if (announcement.ttl < Millis(0) || announcement.ttl > std::chrono::hours(1)) {
        reader.complain("ttl_ms", "is outside 0 to 3600000");
    }
    outer.absorb(reader);
    return announcement;
}

Event read_event(const json& object, Reader& outer) {
    Reader reader(object, "/d");
    Event event;
    event.cause = reader.text("cause", Need::Required);
    event.actor = reader.text("actor");
    if (const json* set = reader.member("set"); set != nullptr) {
        event.set = read_records(*set, reader);
    }
    event.del = reader.list("del");
    if (const json* announce = reader.member("announce");
        announce != nullptr && !announce->is_null()) {
        event.announce = read_announcement(*announce, reader);
    }
    outer.absorb(reader);
    return event;
}

std::string hex_text(std::uint64_t number) {
    char text[17];
    std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(number));
    return text;
}

} // namespace panggil::codec
