// SPDX-License-Identifier: MIT
// The hub's composition root: options, files, signals, and the loop.
#include "codec/hall_codec.hpp"
#include "codec/log_file.hpp"
#include "hub/backup.hpp"
#include "hub/commands.hpp"
#include "hub/keys_command.hpp"
#include "hub/opening.hpp"
#include "hub/server.hpp"
#include "hub/service_manager.hpp"

#include <CLI/CLI.hpp>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <sstream>
#include <sys/signalfd.h>
#include <unistd.h>

namespace {

using namespace panggil;

/// Exit codes of docs/contract: what scripts rely on.
enum Exit { Done = 0, Refused = 1, Usage = 2 };

struct Options {
    std::string hall;
    std::string data;
    std::string listen = "tcp://127.0.0.1:5560";
    std::string log = "text";
    std::string log_file;
    std::string keys;
    bool insecure = false;
};

int give_up(const Problem& problem, Exit code) {
    std::fprintf(stderr, "panggil-hub: %s\n", to_line(problem).c_str());
    return code;
}

Result<std::string> read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::stringstream text;
    if (!file || !(text << file.rdbuf())) {
        return Problem{"hall.cannot_read", path, std::strerror(errno == 0 ? EIO : errno),
                       "give --hall a hall file, such as hub/halls/mpp-bolmut.json", ""};
    }
    return text.str();
}

/// SIGINT and SIGTERM as something the loop can wait for. Blocked before any socket's thread
/// starts, so that none of those is woken instead.
int watch_signals() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigprocmask(SIG_BLOCK, &set, nullptr);
    return signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
}

bool asked_to_stop(int descriptor) {
    signalfd_siginfo info{};
    return read(descriptor, &info, sizeof info) > 0;
}

void say(Log& log, LogLevel level, const char* event, Record fields) {
    const hub::Now now = hub::read_clock();
    log.write({now.utc, now.mono, level, event, std::move(fields)});
}

int serve(const Options& options, const link::Endpoint& endpoint, const Hall& hall, Log& log,
          int signals) {
    hub::Opening opening(options.data, hall, log);
    auto hub = opening.begin(hub::read_clock());
    if (!hub) {
        return give_up(hub.problem(), Refused);
    }
    link::Context context;
    std::optional<hub::Doorkeeper> doorkeeper; // opens the gate before anything is bound
    if (!options.keys.empty()) {
        auto opened = hub::Doorkeeper::open(context, options.keys, log, hub::read_clock());
        if (!opened) {
            return give_up(opened.problem(), Refused);
        }
        doorkeeper.emplace(std::move(opened).value());
    }
    auto server = hub::Server::bind(context, endpoint, hub.value(), log, hub::read_clock,
                                    doorkeeper ? &*doorkeeper : nullptr);
    if (!server) {
        return give_up(server.problem(), Refused);
    }
    say(log, LogLevel::Info, "hub.ready",
        Record{{"site", hall.site},
               {"control", server.value().control().text()},
               {"events", server.value().events().text()},
               {"commands", server.value().commands().text()},
               {"term", hub.value().term()},
               {"seq", hub.value().state().seq},
               {"version", std::string(PANGGIL_VERSION)}});
    const std::array descriptors{signals};
    hub::DailyBackup backup(options.data);
    hub::ServiceManager manager;
    manager.ready(server.value().control().text());
    while (!asked_to_stop(signals)) {
        opening.try_again(hub.value(), hub::read_clock());
        server.value().turn(hub::read_clock());
        if (hub.value().has_journal()) {
            const hub::Now now = hub::read_clock();
            if (const auto made = backup.see(hub.value().backup_day(now), now.mono); !made) {
                say(log, LogLevel::Error, "backup.failed", fields_of(made.problem()));
            }
        }
        if (const hub::Now now = hub::read_clock(); manager.is_due(now.mono)) {
            hub.value().probe(now);
            manager.lives(now.mono);
        }
        server.value().wait(descriptors, hub::read_clock());
        if (const auto& failure = server.value().failure()) {
            say(log, LogLevel::Error, failure->code.c_str(), fields_of(*failure));
            return give_up(*failure, Refused);
        }
    }
    manager.stopping();
    say(log, LogLevel::Info, "hub.stopped",
        Record{{"seq", hub.value().state().seq}, {"rejected", server.value().rejected()}});
    return Exit::Done;
}

int run(const Options& options) {
    const auto endpoint = link::parse_endpoint(options.listen);
    if (!endpoint) {
        return give_up(endpoint.problem(), Usage);
    }
    if (!endpoint.value().is_loopback() && !options.insecure && options.keys.empty()) {
        return give_up({"hub.open_door", options.listen,
                        "is reachable from other machines, and anybody there could call numbers",
                        "give it keys (panggil-hub keys --help), listen on 127.0.0.1, or say "
                        "--insecure if this network is closed",
                        ""},
                       Usage);
    }
    const auto text = read_file(options.hall);
    if (!text) {
        return give_up(text.problem(), Refused);
    }
    const auto reading = codec::decode_hall(text.value(), options.hall);
    for (const Problem& problem : reading.errors) {
        std::fprintf(stderr, "error: %s\n", to_line(problem).c_str());
    }
    if (!reading.ok()) {
        std::fprintf(stderr, "panggil-hub: the hall has %zu faults; nothing was started\n",
                     reading.errors.size());
        return Refused;
    }
    hub::raise_descriptor_limit();
    const int signals = watch_signals();
    auto log = codec::LogFile::open(options.log_file, options.log == "json" ? codec::LogForm::Json
                                                                            : codec::LogForm::Text);
    if (!log) {
        return give_up(log.problem(), Refused);
    }
    for (const Problem& problem : reading.warnings) {
        say(log.value(), LogLevel::Warning, "hall.warning", fields_of(problem));
    }
    return serve(options, endpoint.value(), reading.hall, log.value(), signals);
}

int start(int count, char** words) {
    CLI::App app{"The hub of a waiting hall: keeps the queue, decides, and tells the screens.",
                 "panggil-hub"};
    Options options;
    app.add_option("--hall", options.hall, "The hall file: agencies, services, counters, rules")
        ->type_name("FILE");
    app.add_option("--data", options.data, "The folder of the journal; made when it is not there")
        ->type_name("DIR");
    app.add_option(
           "--listen", options.listen,
           "The control endpoint; events and commands take the next two ports. Port 0 picks "
           "free ones")
        ->capture_default_str()
        ->type_name("ENDPOINT");
    auto* keys = app.add_option("--keys", options.keys,
                                "The hub's key folder: only known machines connect, encrypted. "
                                "Needed to listen on more than this machine")
                     ->type_name("DIR");
    app.add_flag("--insecure", options.insecure,
                 "Let other machines connect although nothing checks who they are")
        ->excludes(keys);
    app.add_option("--log", options.log, "json or text")
        ->check(CLI::IsMember({"json", "text"}))
        ->capture_default_str();
    app.add_option("--log-file", options.log_file,
                   "Where the log goes; standard error when not given")
        ->type_name("FILE");
    app.set_version_flag("--version", std::string("panggil-hub ") + PANGGIL_VERSION);
    app.footer(
        "Examples:\n"
        "  panggil-hub --hall hub/halls/mpp-bolmut.json --data /var/lib/panggil\n"
        "  panggil-hub --hall hall.json --data /var/lib/panggil --keys /var/lib/panggil/keys \\\n"
        "      --listen tcp://0.0.0.0:5560\n"
        "  panggil-hub --hall hall.json --data data --listen tcp://127.0.0.1:0 --log json\n"
        "Exit codes: 0 ended as asked, 1 cannot start (why, on standard error), 2 wrong usage.");
    int code = Exit::Done;
    hub::add_backup(app, code);
    hub::add_restore(app, code);
    hub::add_keys(app, code);
    hub::add_report(app, code);
    try {
        app.parse(count, words);
        if (!app.get_subcommands().empty()) {
            return code;
        }
        for (const char* needed : {"--hall", "--data"}) {
            if (app.count(needed) == 0) {
                throw CLI::RequiredError(needed);
            }
        }
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? Exit::Done : Usage;
    }
    return run(options);
}

} // namespace

int main(int count, char** words) {
    try {
        return start(count, words);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "panggil-hub: %s\n", error.what());
        return Refused;
    }
}
