// SPDX-License-Identifier: MIT
#include "renderer/commands/say.hpp"

#include "codec/hall_codec.hpp"
#include "core/joined.hpp"
#include "core/phrase.hpp"
#include "core/ticket_code.hpp"
#include "renderer/language.hpp"
#include "renderer/site.hpp"
#include "renderer/sound/wav_file.hpp"
#include "renderer/voice.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <memory>
#include <utility>

namespace panggil::screen {

namespace {

Result<Hall> read_hall(const std::string& path, SayAnswer& answer) {
    const Result<std::string> bytes = read_file(path);
    if (!bytes) {
        return bytes.problem();
    }
    codec::HallReading reading = codec::decode_hall(bytes.value(), path);
    if (reading.ok()) {
        return std::move(reading.hall);
    }
    for (std::size_t at = 1; at < reading.errors.size(); ++at) {
        answer.err += to_line(reading.errors[at - 1]) + '\n';
    }
    return reading.errors.back();
}

Result<Counter> find_counter(const Hall& hall, const std::string& id) {
    std::vector<std::string> known;
    for (const Counter& counter : hall.counters) {
        if (counter.id == id) {
            return counter;
        }
        known.push_back(counter.id);
    }
    return Problem{"unknown_counter", "counter " + id, "this hall has no such counter",
                   "there are " + joined(known), "loket tidak dikenal"};
}

/// The service whose label the ticket carries.
Result<Service> find_service(const Hall& hall, const TicketCode& ticket) {
    std::vector<std::string> known;
    for (const Service& service : hall.services) {
        if (service.prefix == ticket.prefix + ticket.hyphen) {
            return service;
        }
        known.push_back(service.prefix);
    }
    return Problem{"unknown_ticket", "ticket " + ticket.text(),
                   "this hall has no service with the prefix \"" + ticket.prefix + ticket.hyphen +
                       '"',
                   "there are " + joined(known) + "; with --style any label can be tried",
                   "layanan nomor ini tidak dikenal"};
}

/// The announcement that the hub would make of this call.
Result<Announcement> announcement_for(const SayOptions& options, const Hall& hall) {
    const Result<TicketCode> ticket = parse_ticket_code(options.ticket);
    if (!ticket) {
        return ticket.problem();
    }
    std::string style = options.style; // given, it stands for a service that the hall may not have
    if (style.empty()) {
        Result<Service> service = find_service(hall, ticket.value());
        if (!service) {
            return service.problem();
        }
        style = std::move(service).value().style;
    }
    const Result<Counter> counter = find_counter(hall, options.counter);
    if (!counter) {
        return counter.problem();
    }
    Announcement announcement;
    announcement.kind = options.attempt > 1 ? "recall" : "call";
    announcement.attempt = options.attempt;
    announcement.zone = counter.value().zone;
    announcement.counter = counter.value().id;
    announcement.ticket = ticket.value().text();
    announcement.number_style = std::move(style);
    announcement.place = counter.value().place;
    announcement.place_number = counter.value().number;
    announcement.priority = options.priority;
    const auto agency = std::ranges::find(hall.agencies, counter.value().agency, &Agency::id);
    if (agency != hall.agencies.end()) {
        announcement.agency = agency->spoken;
    }
    return announcement;
}

Result<std::filesystem::path> pack_folder(const SayOptions& options) {
    if (!options.pack.empty()) {
        return std::filesystem::path(options.pack);
    }
    const Result<Site> site = find_site("");
    if (!site) {
        return Problem{"voice.no_pack", "--pack", "no voice pack was found near the program",
                       "name its folder: --pack audio/id-ID", ""};
    }
    return site.value().default_pack();
}

PhraseForm form_of(const SayOptions& options) {
    return options.form == "merged"    ? PhraseForm::Merged
           : options.form == "compact" ? PhraseForm::Compact
                                       : PhraseForm::Full;
}

/// First and last of "0-9999".
Result<std::pair<int, int>> range_of(const std::string& numbers) {
    std::pair<int, int> range{-1, -1};
    const char* const end = numbers.data() + numbers.size();
    const auto first = std::from_chars(numbers.data(), end, range.first);
    if (first.ec == std::errc{} && first.ptr != end && *first.ptr == '-') {
        const auto last = std::from_chars(first.ptr + 1, end, range.second);
        if (last.ec == std::errc{} && last.ptr == end && range.first >= 0 &&
            range.first <= range.second && range.second <= last_ticket_number) {
            return range;
        }
    }
    return Problem{"bad_range", "--numbers " + numbers, "is no range of ticket numbers",
                   "write FIRST-LAST, from 0-" + std::to_string(last_ticket_number), ""};
}

/// One line for each number. No sound is made, and the pack is read once.
Result<Done> say_numbers(SayAnswer& answer, const SayOptions& options) {
    const auto range = range_of(options.numbers);
    const Result<Hall> hall = range ? read_hall(options.hall, answer) : range.problem();
    const auto folder = hall ? pack_folder(options) : hall.problem();
    if (!folder) {
        return folder.problem();
    }
    Problems of_pack;
    const Result<Language> language = Language::load(folder.value(), of_pack);
    for (const Problem& problem : of_pack) {
        answer.err += "warning: " + to_line(problem) + '\n';
    }
    if (!language) {
        return language.problem();
    }
    SayOptions one = options;
    for (int number = range.value().first; number <= range.value().second; ++number) {
        one.ticket = options.ticket + std::to_string(number);
        const Result<Announcement> call = announcement_for(one, hall.value());
        const Result<Phrase> phrase =
            call ? compose(call.value(), language.value().pack(), form_of(options), Chime::Silent)
                 : Result<Phrase>(call.problem());
        if (!phrase) {
            return phrase.problem();
        }
        for (const Problem& problem : phrase.value().problems) {
            answer.err += one.ticket + ": " + to_line(problem) + '\n';
            answer.exit_code = 1;
        }
        answer.out += phrase.value().words + '\n';
    }
    return Done{};
}

/// Everything but the printing; the Problem is the reason why nothing was said.
Result<Done> say_into(SayAnswer& answer, const SayOptions& options) {
    const Result<Hall> hall = read_hall(options.hall, answer);
    if (!hall) {
        return hall.problem();
    }
    const Result<Announcement> announcement = announcement_for(options, hall.value());
    if (!announcement) {
        return announcement.problem();
    }
    const Result<std::filesystem::path> folder = pack_folder(options);
    if (!folder) {
        return folder.problem();
    }
    Problems of_pack;
    Result<Voice> voice = Voice::load(folder.value(), of_pack);
    for (const Problem& problem : of_pack) {
        answer.err += "warning: " + to_line(problem) + '\n';
    }
    if (!voice) {
        return voice.problem();
    }
    const Result<Utterance> utterance = voice.value().utter(
        announcement.value(), form_of(options), options.chime ? Chime::Rings : Chime::Silent);
    if (!utterance) {
        return utterance.problem();
    }
    for (const Problem& problem : utterance.value().problems) {
        answer.err += to_line(problem) + '\n';
        answer.exit_code = 1;
    }
    if (options.print == SayOptions::Print::Words) {
        answer.out += utterance.value().words + '\n';
    }
    return options.out.empty() ? Result<Done>(Done{})
                               : write_wav(options.out, *utterance.value().sound);
}

} // namespace

SayAnswer say(const SayOptions& options) {
    SayAnswer answer;
    if (options.print == SayOptions::Print::Nothing && options.out.empty()) {
        return {2, "", "say what to make of it: --words, or --out FILE.wav, or both\n"};
    }
    if (!options.numbers.empty() && !options.out.empty()) {
        return {2, "", "--numbers prints words; leave --out for one call at a time\n"};
    }
    const Result<Done> done =
        options.numbers.empty() ? say_into(answer, options) : say_numbers(answer, options);
    if (!done) {
        answer.exit_code = 1;
        answer.err += to_line(done.problem()) + '\n';
    }
    return answer;
}

void add_say(CLI::App& app, int& exit_code) {
    auto* command =
        app.add_subcommand("say", "The announcement of a call, as words or as a sound file.");
    command->footer("Examples:\n"
                    "  panggil-screen say --hall hub/halls/mpp-bolmut.json --ticket F018 "
                    "--counter 3 --words\n"
                    "  panggil-screen say --pack audio/id-ID --hall hub/halls/mpp-bolmut.json "
                    "--ticket F018 --counter 3 --attempt 2 --out call.wav\n"
                    "  panggil-screen say --hall hub/halls/mpp-bolmut.json --ticket F --numbers "
                    "0-9999 --counter 3 --form compact --words");
    auto options = std::make_shared<SayOptions>();
    command->add_option("--pack", options->pack,
                        "Folder of the voice pack (default: audio/id-ID of the site)");
    command->add_option("--hall", options->hall, "Hall file")->required();
    command->add_option("--ticket", options->ticket, "Ticket as printed, such as F018 or 4K-10")
        ->required();
    command->add_option("--counter", options->counter, "Id of the counter that calls")->required();
    command->add_option("--attempt", options->attempt, "1 = first call, 2 = second ...")
        ->check(CLI::Range(1, 99))
        ->capture_default_str();
    command->add_option("--numbers", options->numbers,
                        "FIRST-LAST: a line of words for each of these numbers; --ticket is then "
                        "the letter alone");
    command
        ->add_option("--form", options->form, "compact, merged: for a hall where many calls wait")
        ->check(CLI::IsMember({"full", "compact", "merged"}))
        ->capture_default_str();
    command->add_option("--priority", options->priority, "Priority of the ticket")
        ->check(CLI::IsMember({"lansia", "disabilitas", "ibu-hamil"}));
    command
        ->add_option("--style", options->style,
                     "How the number is read (default: as its service has it)")
        ->check(CLI::IsMember({"auto", "digits", "cardinal", "cardinal_then_digits"}));
    command->add_flag_callback(
        "--no-chime", [options] { options->chime = false; }, "As right after another call");
    command->add_flag_callback(
        "--words", [options] { options->print = SayOptions::Print::Words; },
        "Prints the words, one line");
    command->add_option("--out", options->out, "WAV file to write");
    command->callback([options, &exit_code] {
        const SayAnswer answer = say(*options);
        std::fputs(answer.out.c_str(), stdout);
        std::fputs(answer.err.c_str(), stderr);
        exit_code = answer.exit_code;
    });
}

} // namespace panggil::screen
