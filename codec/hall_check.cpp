// SPDX-License-Identifier: MIT
#include "codec/hall_check.hpp"

#include "core/joined.hpp"
#include "core/nearest_name.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace panggil::codec {

namespace {

class CrossCheck {
public:
    CrossCheck(const Hall& hall, std::string file, HallReading& reading)
        : hall_(hall), file_(std::move(file)), reading_(reading) {}

    void run() {
        const auto agencies = ids(hall_.agencies, "agencies");
        const auto zones = ids(hall_.zones, "zones");
        const auto services = ids(hall_.services, "services");
        ids(hall_.counters, "counters");
        check_services(agencies);
        check_counters(agencies, zones, services);
    }

private:
    std::string place(const char* list, std::size_t index, const char* key) const {
        return file_ + "#/" + list + "/" + std::to_string(index) + "/" + key;
    }

    void fault(std::string_view name, std::string where, std::initializer_list<Words2> words) {
        reading_.errors.push_back(diagnose(name, std::move(where), words));
    }

    template <class Part>
    Words ids(const std::vector<Part>& parts, const char* list) {
        std::map<std::string_view, std::size_t> first;
        Words known;
        for (std::size_t index = 0; index < parts.size(); ++index) {
            const auto [at, fresh] = first.emplace(parts[index].id, index);
            if (!fresh && !parts[index].id.empty()) {
                fault("hall.duplicate", place(list, index, "id"),
                      {"\"" + parts[index].id + '"',
                       list + std::string("/") + std::to_string(at->second),
                       {"every id stands once", "tiap id hanya sekali"}});
            }
            known.push_back(parts[index].id);
        }
        return known;
    }

    void must_exist(const std::string& id, const Words& known, std::string where) {
        if (!id.empty() && std::ranges::find(known, id) == known.end()) {
            fault("hall.unknown_reference", std::move(where), {id, guess(id, known)});
        }
    }

    void check_services(const Words& agencies) {
        std::map<std::string, std::string> prefixes;
        for (std::size_t index = 0; index < hall_.services.size(); ++index) {
            const Service& service = hall_.services[index];
            must_exist(service.agency, agencies, place("services", index, "agency"));
            std::string letters = service.prefix;
            std::erase(letters, '-');
            const auto [taken, fresh] = prefixes.emplace(letters, service.id);
            if (!fresh && !letters.empty()) {
                fault("hall.duplicate", place("services", index, "prefix"),
                      {'"' + service.prefix + '"',
                       '"' + taken->second + '"',
                       {"two visitors would hold the same number",
                        "dua pengunjung akan memegang nomor yang sama"}});
            }
            // At ten metres these letters are digits; see the choice of letters in docs.
            if (letters.find_first_of("BDGIOQSZ") != std::string::npos) {
                reading_.warnings.push_back(diagnose("hall.confusable_prefix",
                                                     place("services", index, "prefix"),
                                                     {service.prefix}));
            }
        }
    }

    void check_counters(const Words& agencies, const Words& zones, const Words& services) {
        std::map<std::pair<std::string, int>, std::string> numbers;
        std::set<std::string> served;
        for (std::size_t index = 0; index < hall_.counters.size(); ++index) {
            const Counter& counter = hall_.counters[index];
            must_exist(counter.agency, agencies, place("counters", index, "agency"));
            must_exist(counter.zone, zones, place("counters", index, "zone"));
            for (const std::string& service : counter.services) {
                must_exist(service, services, place("counters", index, "services"));
                served.insert(service);
            }
            if (counter.services.empty()) {
                fault("hall.missing", place("counters", index, "services"),
                      {"services", {"its main service first", "layanan utamanya dulu"}});
            }
            const auto [taken, fresh] =
                numbers.emplace(std::pair(counter.place, counter.number), counter.id);
            if (!fresh && counter.number != 0) {
                fault("hall.duplicate", place("counters", index, "number"),
                      {counter.place + " " + std::to_string(counter.number),
                       '"' + taken->second + '"',
                       {"visitors could not tell them apart",
                        "pengunjung tidak dapat membedakannya"}});
            }
        }
        for (std::size_t index = 0; index < hall_.services.size(); ++index) {
            if (!served.contains(hall_.services[index].id)) {
                reading_.warnings.push_back(diagnose("hall.unserved_service",
                                                     place("services", index, "id"),
                                                     {hall_.services[index].id}));
            }
        }
    }

    const Hall& hall_;
    std::string file_;
    HallReading& reading_;
};

} // namespace

Words2 guess(std::string_view wrong, const Words& words) {
    const std::string all = joined(words);
    if (const std::string name(nearest_name(wrong, words)); !name.empty()) {
        return {"did you mean \"" + name + "\"? allowed: " + all,
                "maksud Anda \"" + name + "\"? yang boleh: " + all};
    }
    return {"allowed: " + all, "yang boleh: " + all};
}

void check_together(const Hall& hall, const std::string& file, HallReading& reading) {
    CrossCheck(hall, file, reading).run();
}

} // namespace panggil::codec
