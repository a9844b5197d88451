// SPDX-License-Identifier: MIT
#include "renderer/hall_proof.hpp"

#include "core/alert_voice.hpp"
#include "core/joined.hpp"
#include "core/phrase.hpp"
#include "core/ticket_code.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace panggil::screen {

namespace {

constexpr std::array<PhraseForm, 3> forms{PhraseForm::Full, PhraseForm::Compact,
                                          PhraseForm::Merged};

struct Kind {
    const char* name;
    int attempt;
    const char* priority;
};

constexpr std::array<Kind, 9> kinds{{{"call", 1, ""},
                                     {"call", 1, "lansia"},
                                     {"transfer", 1, ""},
                                     {"transfer", 1, "lansia"},
                                     {"recall", 2, ""},
                                     {"recall", 2, "lansia"},
                                     {"recall", 3, ""},
                                     {"recall", 3, "lansia"},
                                     {"recall", 4, ""}}};

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
        std::set<std::pair<std::string, int>> shapes; // numbers are alike whatever their letter
        for (const Service& service : hall.services) {
            if (shapes.emplace(service.style, service.digits).second) {
                say_numbers(service);
            }
            for (const Counter& counter : hall.counters) {
                const std::string& office =
                    service.agency.empty() ? counter.agency : service.agency;
                say_calls(service, counter, spoken_of(hall, office));
            }
        }
        if (!hall.counters.empty()) {
            say_texts(hall);
        }
        return std::move(problems_);
    }

private:
    /// What nobody calls and everybody is to hear.
    void say_texts(const Hall& hall) {
        std::vector<std::string> texts = alert_sentences();
        if (hall.rules.break_text) {
            texts.emplace_back("text.break");
        }
        if (hall.rules.closing_text > Minutes{0}) {
            texts.emplace_back("text.closing_soon");
        }
        std::vector<std::string> unsaid;
        for (const std::string& text : texts) {
            Announcement announcement;
            announcement.kind = text;
            const Result<Phrase> phrase = compose(announcement, pack_, PhraseForm::Full);
            if (phrase) {
                std::ranges::for_each(phrase.value().problems,
                                      [this](const Problem& problem) { add(problem); });
            } else if (phrase.problem().code == "voice.no_template") {
                unsaid.push_back(text);
            } else {
                add(phrase.problem());
            }
        }
        if (!unsaid.empty()) {
            add({"voice.unsaid_text", std::string(name_) + "#/templates",
                 "lacks " + joined(unsaid) + ": shown in this hall, and not heard",
                 "give each its sentence, or let the pack fall back to one that has them", ""});
        }
    }

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

    /// A sentence knows its pack by its id, people by its file.
    void add(Problem problem) {
        if (problem.where.starts_with(pack_.id + '#')) {
            problem.where.replace(0, pack_.id.size(), name_);
        }
        if (std::ranges::find(problems_, problem) == problems_.end()) {
            problems_.push_back(std::move(problem));
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
