// SPDX-License-Identifier: MIT
// The hub's composition root: options, files, signals, and the loop.
#include "codec/hall_codec.hpp"
#include "codec/log_file.hpp"
#include "hub/backup.hpp"
#include "hub/commands.hpp"
#include "hub/keys_command.hpp"
#include "hub/opening.hpp"
#include "hub/server.hpp"
#include "hub/web/web.hpp"
#include "hub/web/web_command.hpp"
#include "manual/request.hpp"
#include "service/service_manager.hpp"

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
    std::string http = "127.0.0.1:8080";
    bool http_is_wanted = false; ///< somebody said so
    std::string http_certificate;
    std::string http_key;
    bool http_insecure = false;
};

int give_up(const Problem& problem, Exit code) {
    std::fprintf(stderr, "panggil-hub: %s\n", to_line(problem).c_str());
    return code;
}

Result<std::string> read_file(const std::string& path, const char* hint) {
    std::ifstream file(path, std::ios::binary);
    std::stringstream text;
    if (!file || !(text << file.rdbuf())) {
        return Problem{"hall.cannot_read", path, std::strerror(errno == 0 ? EIO : errno), hint, ""};
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

/// The face for browsers; none with --http off. Where nobody has asked for it, a port that is taken
/// keeps no hall from being opened.
Result<std::unique_ptr<hub::web::Web>>
open_web(const Options& options, const hub::web::HttpPlace& place, const Hall& hall, Log& log) {
    if (options.http == "off") {
        return std::unique_ptr<hub::web::Web>();
    }
    auto web = hub::web::Web::open({place, options.data, hall.site, PANGGIL_VERSION, hall.rules});
    if (!web && web.problem().code == "http.cannot_listen" && !options.http_is_wanted) {
        say(log, LogLevel::Warning, "web.failed", fields_of(web.problem()));
        return std::unique_ptr<hub::web::Web>();
    }
    return web;
}

int serve(const Options& options, const link::Endpoint& endpoint, const hub::web::HttpPlace& place,
          const Hall& hall, Log& log, int signals) {
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
    const auto web = open_web(options, place, hall, log); // outlives the server, which asks there
    if (!web) {
        return give_up(web.problem(), Refused);
    }
    auto server = hub::Server::bind(context, endpoint, hub.value(), log, hub::read_clock,
                                    doorkeeper ? &*doorkeeper : nullptr);
    if (!server) {
        return give_up(server.problem(), Refused);
    }
    hub::web::Web* const face = web.value().get();
    if (face != nullptr) {
        server.value().open(face->door());
        say(log, LogLevel::Info, "web.ready", Record{{"address", face->place().text()}});
    }
    say(log, LogLevel::Info, "hub.ready",
        Record{{"site", hall.site},
               {"control", server.value().control().text()},
               {"events", server.value().events().text()},
               {"commands", server.value().commands().text()},
               {"http", face == nullptr ? std::string("off") : face->place().text()},
               {"term", hub.value().term()},
               {"seq", hub.value().state().seq},
               {"version", std::string(PANGGIL_VERSION)}});
    const std::array descriptors{signals};
    hub::DailyBackup backup(options.data);
    service::ServiceManager manager;
    manager.ready(server.value().control().text());
    while (!asked_to_stop(signals)) {
        opening.try_again(hub.value(), hub::read_clock());
        server.value().turn(hub::read_clock());
        if (face != nullptr) {
            face->tell(log);
        }
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

/// Where browsers come to, and with which certificate.
Result<hub::web::HttpPlace> http_place(const Options& options) {
    if (options.http == "off") {
        return hub::web::HttpPlace{};
    }
    auto place = hub::web::parse_http_place(options.http);
    if (!place || options.http_certificate.empty()) {
        return place;
    }
    const auto certificate = read_file(options.http_certificate, "give --http-cert a PEM file");
    const auto key = read_file(options.http_key, "give --http-key a PEM file");
    if (!certificate || !key) {
        return !certificate ? certificate.problem() : key.problem();
    }
    place.value().certificate = certificate.value();
    place.value().key = key.value();
    return place;
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
    const auto place = http_place(options);
    if (!place) {
        return give_up(place.problem(), Usage);
    }
    if (options.http != "off" && !place.value().is_loopback() && !options.http_insecure &&
        place.value().certificate.empty()) {
        return give_up({"http.open_door", options.http,
                        "is reachable from other machines without encryption: whoever is on this "
                        "network can read the PINs",
                        "give it --http-cert and --http-key, listen on 127.0.0.1, or say "
                        "--http-insecure if this network is closed",
                        ""},
                       Usage);
    }
    const auto text =
        read_file(options.hall, "give --hall a hall file, such as hub/halls/mpp-bolmut.json");
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
    return serve(options, endpoint.value(), place.value(), reading.hall, log.value(), signals);
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
    app.add_option("--http", options.http,
                   "Where browsers and other systems come to; \"off\" for nowhere. Port 0 picks a "
                   "free one")
        ->capture_default_str()
        ->type_name("HOST:PORT");
    auto* certificate = app.add_option("--http-cert", options.http_certificate,
                                       "HTTPS: the certificate, with its chain")
                            ->type_name("PEM");
    auto* http_key = app.add_option("--http-key", options.http_key, "HTTPS: its key")
                         ->type_name("PEM")
                         ->needs(certificate);
    certificate->needs(http_key);
    app.add_flag("--http-insecure", options.http_insecure,
                 "Let other machines come without HTTPS although the network can read the PINs");
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
        "  panggil-hub --hall hall.json --data /var/lib/panggil --http 0.0.0.0:8443 \\\n"
        "      --http-cert /etc/panggil/hub.pem --http-key /etc/panggil/hub.key\n"
        "Exit codes: 0 ended as asked, 1 cannot start (why, on standard error), 2 wrong usage.");
    int code = Exit::Done;
    hub::add_backup(app, code);
    hub::add_restore(app, code);
    hub::add_keys(app, code);
    hub::add_report(app, code);
    hub::web::add_pin(app, code);
    hub::web::add_token(app, code);
    if (const auto text = manual::asked_for({words + 1, words + count}, app,
                                            {"en", 8, "panggil(1), panggil-screen(1)"})) {
        std::fputs(text->c_str(), stdout);
        return Exit::Done;
    }
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
        options.http_is_wanted = app.count("--http") != 0;
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
