// SPDX-License-Identifier: MIT
#include "codec/hall_codec.hpp"

#include "codec/hall_check.hpp"
#include "codec/strict_json.hpp"
#include "core/diagnosis.hpp"
#include "core/plain_text.hpp"
#include "core/ticket_code.hpp"
#include "core/zone_volume.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace panggil::codec {

namespace {

using Json = nlohmann::json;

constexpr std::size_t largest_file = 1U << 20U;
constexpr int deepest = 16;
constexpr std::size_t longest_name = 80;

bool is_id(std::string_view text) {
    return !text.empty() && text.size() <= 32 && std::ranges::all_of(text, [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') ||
               letter == '-';
    });
}

/// "08.00-12.00", the first before the second.
bool is_span(std::string_view text) {
    if (text.size() != 11 || text[5] != '-') {
        return false;
    }
    const auto is_time = [](std::string_view time) {
        const auto digit = [&](std::size_t at) { return time[at] >= '0' && time[at] <= '9'; };
        return digit(0) && digit(1) && time[2] == '.' && digit(3) && digit(4) &&
               time.substr(0, 2) <= "24" && time.substr(3) <= "59";
    };
    return is_time(text.substr(0, 5)) && is_time(text.substr(6)) &&
           text.substr(0, 5) < text.substr(6);
}

std::string in_quotes(std::string_view text) {
    return '"' + std::string(text) + '"';
}

enum class Presence { Required, Optional };

/// Reads one JSON object. What it was asked for is what it knows: any other key is a problem.
class Section {
public:
    Section(const Json& json, std::string where, Problems& problems)
        : json_(json), where_(std::move(where)), problems_(problems) {
        if (!json_.is_object()) {
            fault("hall.wrong_kind", where_, {{"an object: {…}", "objek: {…}"}});
        }
    }

    std::string text(std::string_view key, Presence presence = Presence::Optional) {
        const Json* value = find(key, presence);
        if (value == nullptr) {
            return {};
        }
        return text_of(*value, place(key));
    }

    std::string word(std::string_view key, std::string_view otherwise, const Words& words) {
        const Json* value = find(key, Presence::Optional);
        if (value == nullptr) {
            return std::string(otherwise);
        }
        std::string text = text_of(*value, place(key));
        if (!text.empty() && std::ranges::find(words, text) == words.end()) {
            fault("hall.bad_value", place(key), {in_quotes(text), guess(text, words)});
        }
        return text;
    }

    std::string id(std::string_view key) {
        std::string text = this->text(key, Presence::Required);
        if (!text.empty() && !is_id(text)) {
            fault("hall.bad_value", place(key),
                  {in_quotes(text),
                   {"small letters, digits and hyphens, at most 32",
                    "huruf kecil, angka, dan tanda hubung, paling banyak 32"}});
        }
        return text;
    }

    int number(std::string_view key, int least, int most, std::optional<int> otherwise) {
        const Json* value = find(key, otherwise ? Presence::Optional : Presence::Required);
        if (value == nullptr) {
            return otherwise.value_or(0);
        }
        const Words2 allowed{
            "a whole number from " + std::to_string(least) + " to " + std::to_string(most),
            "bilangan bulat " + std::to_string(least) + " sampai " + std::to_string(most)};
        if (!value->is_number_integer()) {
            fault("hall.wrong_kind", place(key), {allowed});
            return otherwise.value_or(0);
        }
        const auto content = value->get<std::int64_t>();
        if (content < least || content > most) {
            fault("hall.bad_value", place(key), {std::to_string(content), allowed});
            return otherwise.value_or(0);
        }
        return static_cast<int>(content);
    }

    TextList texts(std::string_view key) {
        TextList list;
        for (const auto& [element, where] : elements(key, Presence::Optional)) {
            list.push_back(text_of(*element, where));
        }
        return list;
    }

    /// The elements of a list, each with its place.
    std::vector<std::pair<const Json*, std::string>> elements(std::string_view key,
                                                              Presence presence) {
        std::vector<std::pair<const Json*, std::string>> found;
        const Json* value = find(key, presence);
        if (value == nullptr) {
            return found;
        }
        if (!value->is_array()) {
            fault("hall.wrong_kind", place(key), {{"a list: […]", "daftar: […]"}});
            return found;
        }
        for (const Json& element : *value) {
            found.emplace_back(&element, place(key) + "/" + std::to_string(found.size()));
        }
        if (found.empty() && presence == Presence::Required) {
            fault("hall.missing", place(key),
                  {key, {"a hall has at least one", "balai punya paling sedikit satu"}});
        }
        return found;
    }

    std::optional<Section> section(std::string_view key) {
        const Json* value = find(key, Presence::Optional);
        if (value == nullptr) {
            return std::nullopt;
        }
        return Section(*value, place(key), problems_);
    }

    /// Call last: reports every key that nobody asked for.
    void close() {
        if (!json_.is_object()) {
            return;
        }
        const Words known(asked_.begin(), asked_.end());
        for (const auto& item : json_.items()) {
            if (std::ranges::find(known, item.key()) == known.end()) {
                fault("hall.unknown_key", place(item.key()),
                      {item.key(), guess(item.key(), known)});
            }
        }
    }

    [[nodiscard]] std::string place(std::string_view key) const {
        return where_ + "/" + std::string(key);
    }

    void fault(std::string_view name, std::string where, std::initializer_list<Words2> words) {
        problems_.push_back(diagnose(name, std::move(where), words));
    }

private:
    const Json* find(std::string_view key, Presence presence) {
        asked_.emplace_back(key);
        if (!json_.is_object()) {
            return nullptr;
        }
        const auto found = json_.find(std::string(key));
        if (found != json_.end()) {
            return &*found;
        }
        if (presence == Presence::Required) {
            fault("hall.missing", place(key),
                  {key, {"every hall file needs it", "tiap data balai memerlukannya"}});
        }
        return nullptr;
    }

    std::string text_of(const Json& value, const std::string& where) {
        if (!value.is_string()) {
            fault("hall.wrong_kind", where, {{"a text in quotes", "teks dalam tanda kutip"}});
            return {};
        }
        const auto& text = value.get_ref<const std::string&>();
        if (const std::string wrong = fault_of_text(text, longest_name); !wrong.empty()) {
            fault("hall.bad_value", where,
                  {{"a text that " + wrong, "teks yang tidak boleh (" + wrong + ")"},
                   {"plain text of at most 80 characters", "teks biasa, paling banyak 80 huruf"}});
            return {};
        }
        return text;
    }

    const Json& json_;
    std::string where_;
    Problems& problems_;
    std::vector<std::string> asked_;
};

Agency read_agency(Section& section) {
    Agency agency;
    agency.id = section.id("id");
    agency.label = section.text("label", Presence::Required);
    agency.short_name = section.text("short");
    if (agency.short_name.empty()) {
        agency.short_name = agency.label;
    }
    agency.tagline = section.text("tagline");
    agency.kind =
        section.word("kind", "opd", {"opd", "vertical", "bumn", "bumd", "private", "umkm"});
    agency.spoken = section.text("spoken");
    return agency;
}

Zone read_zone(Section& section) {
    Zone zone;
    zone.id = section.id("id");
    zone.label = section.text("label", Presence::Required);
    zone.volume = section.texts("volume");
    for (const std::string& span : zone.volume) {
        if (!span.empty() && !parse_volume(span)) {
            section.fault("hall.bad_value", section.place("volume"),
                          {in_quotes(span),
                           {"write from, to and decibels from -30 to 0, like 12.00-13.00 -9",
                            "tulis jam mulai, selesai, dan desibel -30 sampai 0: 12.00-13.00 -9"}});
        }
    }
    return zone;
}

Service read_service(Section& section) {
    Service service;
    service.id = section.id("id");
    service.agency = section.text("agency", Presence::Required);
    service.label = section.text("label", Presence::Required);
    service.prefix = section.text("prefix", Presence::Required);
    if (!service.prefix.empty() && !is_ticket_prefix(service.prefix)) {
        section.fault(
            "hall.bad_value", section.place("prefix"),
            {in_quotes(service.prefix),
             {"up to two digits, one to three capital letters, then - if it is printed",
              "paling banyak dua angka, satu sampai tiga huruf besar, lalu - bila dicetak"}});
    }
    service.digits = section.number("digits", 1, 4, 3);
    service.style =
        section.word("style", "auto", {"auto", "digits", "cardinal", "cardinal_then_digits"});
    return service;
}

Counter read_counter(Section& section) {
    Counter counter;
    counter.id = section.id("id");
    counter.number = section.number("number", 1, 999, std::nullopt);
    counter.place = section.word("place", "loket", {"loket", "gerai"});
    counter.zone = section.text("zone", Presence::Required);
    counter.agency = section.text("agency", Presence::Required);
    counter.services = section.texts("services");
    counter.tags = section.texts("tags");
    return counter;
}

template <class Part>
std::vector<Part> read_all(Section& hall, std::string_view key, Part (*read)(Section&),
                           Problems& problems) {
    std::vector<Part> parts;
    for (const auto& [element, where] : hall.elements(key, Presence::Required)) {
        Section section(*element, where, problems);
        parts.push_back(read(section));
        section.close();
    }
    return parts;
}

void read_hours(Section& hours, Hall& hall) {
    constexpr std::array<const char*, 7> days{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    for (std::size_t day = 0; day < days.size(); ++day) {
        hall.hours[day] = hours.texts(days[day]);
        for (const std::string& span : hall.hours[day]) {
            if (!span.empty() && !is_span(span)) {
                hours.fault("hall.bad_value", hours.place(days[day]),
                            {in_quotes(span),
                             {"write from and to, like 08.00-12.00",
                              "tulis jam mulai dan selesai: 08.00-12.00"}});
            }
        }
    }
    hours.close();
}

void read_rules(Section& rules, Hall& hall) {
    hall.rules.announcement_ttl =
        std::chrono::seconds(rules.number("announcement_ttl_s", 5, 600, 120));
    hall.rules.recall_spacing = std::chrono::seconds(rules.number("recall_spacing_s", 0, 120, 0));
    hall.rules.call_spacing = Millis(rules.number("call_spacing_ms", 0, 10'000, 0));
    hall.rules.undo_window = std::chrono::seconds(rules.number("undo_window_s", 0, 3600, 0));
    hall.rules.late_comer_limit = Minutes(rules.number("late_comer_limit_min", 0, 720, 0));
    hall.rules.closing_text = Minutes(rules.number("closing_text_min", 0, 60, 0));
    hall.rules.break_text = rules.word("break_text", "none", {"none", "said"}) == "said";
    hall.day_start = rules.word("day_start", "closed", {"closed", "open"});
    rules.close();
}

/// By the codes that `check` writes in front of them, each with the office's reason.
TextList read_accepted(Section& accepted) {
    TextList names;
    for (const char* name : {"hall.confusable_prefix", "hall.alike_prefix"}) {
        if (!accepted.text(find_diagnosis(name)->code).empty()) {
            names.emplace_back(name);
        }
    }
    accepted.close();
    return names;
}

Hall read_hall(const Json& json, const std::string& file, HallReading& reading) {
    Hall hall;
    Problems& problems = reading.errors;
    Section top(json, file + "#", problems);
    top.word("schema", "hall/1", {"hall/1"});
    top.text("$schema"); // editors want to write it
    hall.site = top.id("site");
    hall.name = top.text("name", Presence::Required);
    hall.place = top.text("place");
    hall.place_short = top.text("place_short");
    hall.address = top.text("address");
    hall.timezone = top.text("timezone");
    hall.utc_offset = Minutes(top.number("utc_offset_minutes", -720, 840, std::nullopt));
    hall.clock_suffix = top.text("clock_suffix");
    if (auto hours = top.section("hours")) {
        read_hours(*hours, hall);
    }
    if (auto rules = top.section("rules")) {
        read_rules(*rules, hall);
    }
    if (auto accepted = top.section("accepted")) {
        reading.accepted = read_accepted(*accepted);
    }
    hall.agencies = read_all(top, "agencies", read_agency, problems);
    hall.zones = read_all(top, "zones", read_zone, problems);
    hall.services = read_all(top, "services", read_service, problems);
    hall.counters = read_all(top, "counters", read_counter, problems);
    top.close();
    return hall;
}

} // namespace

HallReading decode_hall(std::string_view bytes, std::string_view file) {
    HallReading reading;
    const std::string name(file);
    const auto json = parse_strictly(bytes, largest_file, deepest);
    if (!json) {
        const Problem& problem = json.problem();
        const Words2 hint = problem.hint.empty()
                                ? Words2{"mend the JSON there", "betulkan JSON di sana"}
                                : Words2{problem.hint};
        reading.errors.push_back(diagnose("hall.bad_json", name, {problem.what, hint}));
        return reading;
    }
    reading.hall = read_hall(json.value(), name, reading);
    check_together(reading.hall, name, reading);
    std::erase_if(reading.warnings, [&](const Problem& warning) {
        return std::ranges::find(reading.accepted, warning.code) != reading.accepted.end();
    });
    return reading;
}

} // namespace panggil::codec
