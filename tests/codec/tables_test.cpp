// SPDX-License-Identifier: MIT
#include "codec/wire/messages.hpp"
#include "core/speaker.hpp"
#include "tests/catch.hpp"
#include "tests/core/small_hall.hpp"

#include <algorithm>
#include <random>
#include <set>

using namespace panggil;
using namespace panggil::codec;
using namespace panggil::tests;

namespace {

/// Anything a clerk, a kiosk or an admin could send, sensible more often than not.
Record some_arguments(const Operation& operation, const QueueState& state, std::mt19937& chance) {
    const auto one_of = [&](const std::vector<std::string>& texts) {
        return texts.at(chance() % texts.size());
    };
    const auto id_under = [&](const char* under) {
        const auto known = records_under(state, under);
        return known.empty() ? std::string("1")
                             : std::string(id_of(known.at(chance() % known.size()).first));
    };
    Record given;
    for (const Parameter& parameter : operation.parameters) {
        if (parameter.need == Need::Optional && chance() % 2 == 0) {
            continue;
        }
        switch (parameter.kind) {
        case ParameterKind::Counter:
            given.set(parameter.key, one_of({"1", "2", "teknik"}));
            break;
        case ParameterKind::Service:
            given.set(parameter.key, one_of({"F", "imb"}));
            break;
        case ParameterKind::CounterOrService:
            given.set(parameter.key, one_of({"1", "2", "teknik", "F", "imb"}));
            break;
        case ParameterKind::Ticket:
        case ParameterKind::TicketOrPast:
            given.set(parameter.key, id_under("ticket/"));
            break;
        case ParameterKind::Text:
            given.set(parameter.key, "Loket pindah");
            break;
        case ParameterKind::ClockTime:
            given.set(parameter.key, "13.00");
            break;
        case ParameterKind::Word:
            given.set(parameter.key,
                      !parameter.words.empty()
                          ? std::string(parameter.words.at(chance() % parameter.words.size()))
                      : parameter.key == "id"
                          ? id_under(operation.name == "alert-clear" ? "alert/" : "notice/")
                          : std::string("id-ID"));
            break;
        case ParameterKind::Flag:
            given.set(parameter.key, std::int64_t{1});
            break;
        }
    }
    return given;
}

Hall furnished_hall() {
    Hall hall = small_hall();
    hall.place = "Bolaang Mongondow Utara";
    hall.place_short = "Bolmut";
    hall.address = "Boroko";
    hall.timezone = "Asia/Makassar";
    hall.clock_suffix = "WITA";
    hall.agencies.front().tagline = "KTP dan KK";
    hall.counters.front().tags = {"utama"};
    hall.hours.fill({"08.00-12.00"});
    hall.rules.closing_text = Minutes(15);
    hall.rules.break_text = true;
    return hall;
}

} // namespace

TEST_CASE("what operations write and report is what the tables say, field for field", "[wire]") {
    Driver hall(furnished_hall());
    const std::vector<SpeakerCandidate> screens{{"tv-1", {"lobi"}, 2, Moment{}},
                                                {"tv-2", {"lobi"}, 2, Moment{}}};
    hall.take(*choose_speakers(hall.state, screens, Moment{}, Moment{}, morning));
    std::set<std::string> written;
    std::set<std::string> reported;
    const auto look_at = [&](const Event& event) {
        for (const auto& [key, record] : event.set) {
            for (const Problem& fault : faults_of_record(key, record)) {
                FAIL_CHECK(fault.where << ' ' << fault.what);
            }
            for (const auto& [field, value] : record.fields()) {
                written.insert(key.substr(0, key.find('/')) + ' ' + field);
            }
        }
    };
    std::ranges::for_each(hall.journal, look_at);
    std::mt19937 chance(7);
    for (int round = 0; round < 6000; ++round) {
        const auto operations = all_operations();
        const Operation& operation = operations[chance() % operations.size()];
        const Record report =
            hall(std::string(operation.name), some_arguments(operation, hall.state, chance));
        if (report.has("refused")) {
            continue;
        }
        look_at(hall.last);
        for (const Problem& fault : faults_of_report(report)) {
            FAIL_CHECK(operation.name << ": " << fault.where << ' ' << fault.what);
        }
        for (const auto& [field, value] : report.fields()) {
            reported.insert(field);
        }
    }
    hall.context.now += std::chrono::days(100);
    const Record confirmed = hall("day-reset", args("day", "2027-03-04"));
    for (const auto& [field, value] : confirmed.fields()) {
        reported.insert(field);
    }
    look_at(hall.last);
    for (const RecordFacts& kind : record_facts()) {
        for (const Facts& field : kind.shape.fields) {
            INFO(kind.key << ' ' << field.name << " is in the table and was never written");
            CHECK(written.contains(kind.shape.name + ' ' + field.name));
        }
    }
    for (const Facts& field : report_facts().fields) {
        INFO(field.name << " is in the table and was never reported");
        CHECK(reported.contains(field.name));
    }
}

TEST_CASE("a record that is not as its table says is found", "[wire]") {
    const auto what = [](const char* key, const Record& record) {
        const Problems faults = faults_of_record(key, record);
        return faults.empty() ? "" : faults.front().where + ' ' + faults.front().what;
    };
    CHECK(what("counter/3", Record{{"rev", std::int64_t{1}}}).empty());
    CHECK(what("counter/3", Record{{"rev", std::string("1")}}) ==
          "counter/3/rev is not a whole number");
    CHECK(what("counter/3", Record{{"status", std::string("asleep")}}) ==
          "counter/3/status is none of closed, open, calling, serving, break");
    CHECK(what("counter/3", Record{{"new", std::string("x")}}) ==
          "counter/3/new is not in the table");
    CHECK(what("odd/3", Record{}) == "odd/3 is of no kind that is in the table");
}
