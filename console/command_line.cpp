// SPDX-License-Identifier: MIT
#include "console/command_line.hpp"

#include "console/operation_verbs.hpp"
#include "console/verb_texts.hpp"
#include "core/nearest_name.hpp"
#include "manual/request.hpp"

#include <CLI/CLI.hpp>

#include <sstream>

namespace panggil::console {

namespace {

/// Known before anything is parsed, since help is made in it.
Language language_of(const std::vector<std::string>& words, const Environment& environment) {
    std::string name = environment.language;
    for (std::size_t at = 0; at < words.size(); ++at) {
        const bool valued = words[at] == "--lang" && at + 1 < words.size();
        const std::string value = valued                             ? words[at + 1]
                                  : words[at].starts_with("--lang=") ? words[at].substr(7)
                                                                     : "";
        // `issue --lang id-ID` is the language of an announcement, not ours.
        if (value == "id" || value == "en") {
            name = value;
        }
    }
    return name == "en" ? Language::English : Language::Indonesian;
}

/// The first word that stands where a verb should.
std::string verb_typed(const std::vector<std::string>& words) {
    for (std::size_t at = 0; at < words.size(); ++at) {
        if (words[at] == "--hub" || words[at] == "--lang" || words[at] == "--keys") {
            ++at; // and its value
        } else if (!words[at].starts_with('-')) {
            return words[at];
        }
    }
    return "";
}

/// Help for a misspelt verb, "" when the verb is known or absent.
std::string correction(const CLI::App& app, const std::string& typed, Language language) {
    std::vector<std::string> names;
    for (const CLI::App* verb : app.get_subcommands({})) {
        names.push_back(verb->get_name());
    }
    if (typed.empty() || std::ranges::find(names, typed) != names.end()) {
        return "";
    }
    const std::vector<std::string_view> known(names.begin(), names.end());
    const auto meant = nearest_name(typed, known);
    std::string text =
        '"' + typed + "\" " + std::string(in(language, "bukan perintah", "is not a verb"));
    if (!meant.empty()) {
        text += std::string(in(language, "; maksud Anda ", "; did you mean ")) + '"' +
                std::string(meant) + "\"?";
    }
    return text;
}

/// One screen at a time, and one thing of it.
void add_orders(CLI::App& verb, Language language, CommandLine& line) {
    const auto order = std::make_shared<OrderScreen>();
    std::vector<CLI::Option*> deeds;
    const auto add = [&](const char* deed, std::string_view indonesian, std::string_view english) {
        CLI::Option* option = verb.add_option_function<std::string>(
            "--" + std::string(deed),
            [order, deed](const std::string& screen) {
                order->deed = deed;
                order->screen = screen;
            },
            std::string(in(language, indonesian, english)));
        option->type_name(std::string(in(language, "LAYAR", "SCREEN")));
        for (CLI::Option* other : deeds) {
            option->excludes(other);
        }
        deeds.push_back(option);
        return option;
    };
    add("identify", "nama layar ini tampil besar selama 10 detik",
        "have this screen show its name for 10 seconds");
    CLI::Option* test = add("test-voice", "layar ini mengucapkan kalimat uji",
                            "have this screen say a test sentence");
    add("restart", "mulai ulang layar ini, setelah panggilan yang sedang diucapkan",
        "have this screen start anew, after the call that it is saying");
    verb.add_flag("--anyway", order->anyway,
                  std::string(in(language, "uji suara juga pada jam tenang",
                                 "test the voice also in quiet hours")))
        ->needs(test);
    verb.callback([&line, order] {
        line.request = order->deed.empty() ? Request(ShowScreens{}) : Request(*order);
    });
}

void add_looking_verbs(CLI::App& app, Language language, CommandLine& line) {
    const auto add = [&](const char* name, std::string_view indonesian, std::string_view english) {
        CLI::App* verb = app.add_subcommand(name, std::string(in(language, indonesian, english)));
        verb->fallthrough();
        verb->footer(footer_of(name, language));
        return verb;
    };
    add("state", "Tampilkan keadaan semua loket.", "Show the board: every counter at a glance.")
        ->callback([&line] { line.request = ShowState{}; });
    add_orders(*add("screens",
                    "Tampilkan setiap layar: apa yang terakhir ditampilkan dan diucapkannya.",
                    "Show each screen with what it last showed and said."),
               language, line);
    CLI::App* query = add("query", "Tanyakan apakah sebuah perintah sudah dijalankan.",
                          "Ask whether a command was carried out.");
    const auto asked = std::make_shared<QueryCommand>();
    query
        ->add_option("request-id", asked->request_id,
                     std::string(in(language, "nomor permintaan perintah itu",
                                    "the request id of that command")))
        ->required()
        ->type_name("");
    query->callback([&line, asked] { line.request = *asked; });
    CLI::App* watch = add("watch", "Tampilkan setiap peristiwa begitu terjadi.",
                          "Print the events as they come.");
    const auto watching = std::make_shared<Watch>();
    watch
        ->add_option("--seconds", watching->seconds,
                     std::string(in(language, "berhenti setelah sekian detik",
                                    "stop after so many seconds")))
        ->check(CLI::PositiveNumber);
    watch->callback([&line, watching] { line.request = *watching; });
}

void add_simulate(CLI::App& app, Language language, CommandLine& line) {
    const auto say = [&](std::string_view indonesian, std::string_view english) {
        return std::string(in(language, indonesian, english));
    };
    const auto day = std::make_shared<Simulate>();
    CLI::App* verb = app.add_subcommand(
        "simulate", say("Jalankan hari buatan: pengunjung datang, dipanggil, dilayani.",
                        "Run a virtual day: people arrive, are called and served."));
    verb->fallthrough();
    verb->footer(footer_of("simulate", language));
    verb->add_option("--rate", day->calls_per_minute,
                     say("panggilan per menit (baku 5)", "calls a minute (default 5)"))
        ->type_name("CALLS_PER_MINUTE")
        ->check(CLI::Range(0.1, 600.0));
    verb->add_option("--seed", day->seed,
                     say("benih: benih yang sama, hari yang sama", "the same seed, the same day"))
        ->type_name("S");
    verb->add_option("--seconds", day->seconds,
                     say("berhenti setelah sekian detik", "stop after so many seconds"))
        ->type_name("N")
        ->check(CLI::PositiveNumber);
    verb->add_option("--speed", day->speed,
                     say("berapa kali lebih cepat dari biasa", "so many times faster than life"))
        ->type_name("X")
        ->check(CLI::Range(0.1, 1000.0));
    verb->add_flag("--opening", day->opening,
                   say("hanya buka hari: loket buka, antrean terisi, lalu berhenti",
                       "only open the day: counters open, people waiting; then end"));
    verb->callback([&line, day] { line.request = *day; });
}

void add_common(CLI::App& app, Language language, CommandLine& line, bool& json,
                std::string& language_name) {
    const auto say = [&](std::string_view indonesian, std::string_view english) {
        return std::string(in(language, indonesian, english));
    };
    app.add_option("--hub", line.common.hub,
                   say("alamat hub (baku " + line.common.hub + ")",
                       "control endpoint of the hub (default " + line.common.hub + ")"))
        ->type_name("ENDPOINT");
    app.add_option("--keys", line.common.keys,
                   say("folder kunci perangkat ini, bila hub memakai kunci",
                       "this machine's key folder, for a hub with keys"))
        ->type_name("DIR");
    app.add_flag("--json", json, say("satu objek JSON per baris", "one JSON object a line"));
    app.add_option("--lang", language_name, say("bahasa: id atau en", "language: id or en"))
        ->type_name("LANG")
        ->check(CLI::IsMember({"id", "en"}));
}

} // namespace

std::variant<CommandLine, EarlyExit> read_command_line(const std::vector<std::string>& words,
                                                       const Environment& environment) {
    CommandLine line;
    line.common.language = language_of(words, environment);
    if (!environment.hub.empty()) {
        line.common.hub = environment.hub;
    }
    line.common.keys = environment.keys;
    const Language language = line.common.language;
    CLI::App app{std::string(in(language, "Panggil: perintah untuk petugas loket.",
                                "Panggil: the command for the staff of a waiting hall.")),
                 "panggil"};
    app.set_version_flag("--version", "panggil " PANGGIL_VERSION);
    app.require_subcommand(1);
    app.footer(main_footer(language));
    bool json = false;
    std::string language_name;
    add_common(app, language, line, json, language_name);
    add_operation_verbs(app, language, [&](Operate operate) { line.request = std::move(operate); });
    add_looking_verbs(app, language, line);
    add_simulate(app, language, line);
    if (auto text = manual::asked_for(words, app,
                                      {language == Language::English ? "en" : "id", 1,
                                       "panggil-screen(1), panggil-hub(8)"})) {
        return EarlyExit{0, std::move(*text), ""};
    }
    try {
        app.parse(std::vector<std::string>(words.rbegin(), words.rend()));
    } catch (const CLI::ParseError& error) {
        std::ostringstream out;
        std::ostringstream err;
        const int code = app.exit(error, out, err) == 0 ? 0 : 2;
        const std::string corrected = code == 0 ? "" : correction(app, verb_typed(words), language);
        return EarlyExit{code, out.str(), corrected.empty() ? err.str() : corrected + '\n'};
    }
    line.common.form = json ? Form::Json : Form::Text;
    return line;
}

} // namespace panggil::console
