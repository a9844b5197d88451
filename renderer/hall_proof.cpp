// SPDX-License-Identifier: MIT
#include "renderer/hall_proof.hpp"

#include "core/phrase.hpp"
#include "core/ticket_code.hpp"

#include <algorithm>
#include <array>

namespace panggil::screen {

namespace {

constexpr std::array<PhraseForm, 3> forms{PhraseForm::Full, PhraseForm::Compact,
                                          PhraseForm::Merged};

struct Kind {
    const char* name;
    int attempt;
    const char* priority;
};

constexpr std::array<Kind, 7> kinds{{{"call", 1, ""},
                                     {"call", 1, "lansia"},
                                     {"transfer", 1, ""},
                                     {"recall", 2, ""},
                                     {"recall", 2, "lansia"},
                                     {"recall", 3, ""},
                                     {"recall", 3, "lansia"}}};

class HallProof {
public:
    HallProof(const VoicePack& pack, std::string_view name) : pack_(pack), name_(name) {}

    Problems run(const Hall& hall) {
        for (const Agency& agency : hall.agencies) {
            const std::string clip = std::string(agency_clips) + agency.spoken;
            if (!agency.spoken.empty() && !pack_.clips.contains(clip)) {
                add({"voice.no_agency", std::string(name_) + "#/clips/" + clip,
                     "is missing: the name of \"" + agency.id + "\" is not said",
                     "record it, or leave out \"spoken\" of the agency", ""});
            }
        }
        for (const Service& service : hall.services) {
            say_numbers(service);
            for (const Counter& counter : hall.counters) {
                say_calls(service, counter, spoken_of(hall, service.agency));
            }
        }
        return std::move(problems_);
    }

private:
    static std::string spoken_of(const Hall& hall, const std::string& id) {
        const auto found = std::ranges::find(hall.agencies, id, &Agency::id);
        return found == hall.agencies.end() ? "" : found->spoken;
    }

    static Announcement call_of(const Service& service, int number) {
        Announcement call;
        call.ticket = make_ticket_code(service.prefix, number, service.digits);
        call.number_style = service.style;
        call.place_number = 1;
        return call;
    }

    void say_numbers(const Service& service) {
        for (int number = 0; number <= last_ticket_number; ++number) {
            say(call_of(service, number), PhraseForm::Merged);
        }
    }

    void say_calls(const Service& service, const Counter& counter, const std::string& agency) {
        for (const Kind& kind : kinds) {
            Announcement call = call_of(service, 1);
            call.kind = kind.name;
            call.attempt = kind.attempt;
            call.priority = kind.priority;
            call.place = counter.place;
            call.place_number = counter.number;
            call.agency = agency;
            for (const PhraseForm form : forms) {
                say(call, form);
            }
        }
    }

    void say(const Announcement& call, PhraseForm form) {
        const Result<Phrase> phrase = compose(call, pack_, form);
        if (!phrase) {
            add(phrase.problem());
            return;
        }
        std::ranges::for_each(phrase.value().problems,
                              [this](const Problem& problem) { add(problem); });
    }

    void add(const Problem& problem) {
        if (std::ranges::find(problems_, problem) == problems_.end()) {
            problems_.push_back(problem);
        }
    }

    const VoicePack& pack_;
    std::string_view name_;
    Problems problems_;
};

} // namespace

Problems prove_hall(const VoicePack& pack, std::string_view name, const Hall& hall) {
    return HallProof(pack, name).run(hall);
}

} // namespace panggil::screen
