// SPDX-License-Identifier: MIT
#include "hub/web/web_command.hpp"

#include "codec/secrets.hpp"
#include "codec/wire.hpp"
#include "core/plain_text.hpp"
#include "hub/machine.hpp"
#include "hub/web/access.hpp"

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <memory>
#include <random>
#include <termios.h>
#include <unistd.h>

namespace panggil::hub::web {

namespace {

constexpr std::size_t shortest_pin = 4;
constexpr std::size_t shortest_admin_pin = 6;
constexpr std::size_t longest_pin = 64;
constexpr std::size_t longest_name = 32;

struct Words {
    std::string data;
    std::string name;
    std::string role;
    bool generate = false;
    bool json = false;
};

int told(const Result<Done>& result) {
    if (result) {
        return 0;
    }
    std::fprintf(stderr, "panggil-hub: %s\n", to_line(result.problem()).c_str());
    return result.problem().code == "key.bad_role" || result.problem().code == "access.bad_name"
               ? 2
               : 1;
}

Result<Done> must_be_name(const std::string& name) {
    if (!fault_of_text(name, longest_name).empty() || name.find(' ') != std::string::npos) {
        return Problem{"access.bad_name", "NAME", "is no name",
                       "1 to 32 letters, digits and hyphens, without spaces", ""};
    }
    return Done{};
}

/// What is typed is not shown.
std::string read_quietly(const char* question) {
    termios before{};
    const bool is_terminal = tcgetattr(STDIN_FILENO, &before) == 0;
    if (is_terminal) {
        std::fprintf(stderr, "%s", question);
        termios quiet = before;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        tcsetattr(STDIN_FILENO, TCSANOW, &quiet);
    }
    std::string line;
    std::getline(std::cin, line);
    if (is_terminal) {
        tcsetattr(STDIN_FILENO, TCSANOW, &before);
        std::fprintf(stderr, "\n");
    }
    return line;
}

std::string draw_pin() {
    std::random_device chance;
    std::uniform_int_distribution<int> digit(0, 9);
    constexpr int digits = 6;
    std::string pin;
    for (int count = 0; count < digits; ++count) {
        pin += static_cast<char>('0' + digit(chance));
    }
    return pin;
}

/// 111111 and 123456 are what others try first.
bool is_simple(const std::string& pin) {
    const auto step = [&](int by) {
        return std::ranges::adjacent_find(
                   pin, [&](char left, char right) { return right - left != by; }) == pin.end();
    };
    return step(0) || step(1) || step(-1);
}

Result<Done> must_be_pin(const std::string& pin, const std::string& counter) {
    const std::size_t least = counter == admin ? shortest_admin_pin : shortest_pin;
    if (pin.size() < least || pin.size() > longest_pin || is_simple(pin)) {
        return Problem{"access.weak_pin", "PIN",
                       "must have " + std::to_string(least) +
                           " signs or more, and not all the same or in a row",
                       "choose another, or say --generate", ""};
    }
    return Done{};
}

Result<Done> set_pin(const Words& words) {
    if (const auto named = must_be_name(words.name); !named) {
        return named;
    }
    std::string pin = words.generate ? draw_pin() : read_quietly("New PIN: ");
    while (words.generate && is_simple(pin)) {
        pin = draw_pin();
    }
    if (!words.generate && isatty(STDIN_FILENO) != 0 && read_quietly("Once more: ") != pin) {
        return Problem{"access.typed_twice", "PIN", "is not the same as the first one", "try again",
                       ""};
    }
    if (const auto good = must_be_pin(pin, words.name); !good) {
        return good;
    }
    auto hash = codec::hash_pin(pin);
    if (!hash) {
        return hash.problem();
    }
    if (auto stored =
            store_pin(words.data, {words.name, std::move(hash).value(), read_clock().utc});
        !stored) {
        return stored;
    }
    if (words.generate) {
        std::printf("%s\n", pin.c_str());
    }
    std::fprintf(stderr, "the PIN of %s is set; who was signed in with the old one is signed out\n",
                 words.name == admin ? "the administrator" : ("counter " + words.name).c_str());
    return Done{};
}

Result<Done> list_pins(const Words& words) {
    const auto access = read_access(words.data);
    if (!access) {
        return access.problem();
    }
    for (const Pin& pin : access.value().pins) {
        if (words.json) {
            const Record record{{"counter", pin.counter},
                                {"set", std::int64_t{pin.set.time_since_epoch().count()}}};
            std::printf("%s\n", codec::encode(record).c_str());
        } else {
            std::printf("%s\n", pin.counter.c_str());
        }
    }
    return Done{};
}

Result<Done> drop_pin(const Words& words) {
    return remove_pin(words.data, words.name);
}

Result<Done> make_token(const Words& words) {
    if (const auto named = must_be_name(words.name); !named) {
        return named;
    }
    const auto role = parse_role(words.role);
    if (!role || role.value().role == Role::Display) {
        return Problem{"key.bad_role", "role", '"' + words.role + "\" is no role of a token",
                       "write counter:3, counter:3,4, kiosk or admin", ""};
    }
    const std::string secret = codec::new_secret();
    if (auto stored = store_token(
            words.data, {words.name, words.role, codec::print_of(secret), read_clock().utc});
        !stored) {
        return stored;
    }
    std::printf("%s\n", secret.c_str());
    std::fprintf(stderr, "this is the only time that the token is shown\n");
    return Done{};
}

Result<Done> list_tokens(const Words& words) {
    const auto access = read_access(words.data);
    if (!access) {
        return access.problem();
    }
    for (const Token& token : access.value().tokens) {
        if (words.json) {
            const Record record{{"name", token.name},
                                {"role", token.role},
                                {"added", std::int64_t{token.added.time_since_epoch().count()}}};
            std::printf("%s\n", codec::encode(record).c_str());
        } else {
            std::printf("%-32s %s\n", token.name.c_str(), token.role.c_str());
        }
    }
    return Done{};
}

Result<Done> drop_token(const Words& words) {
    return remove_token(words.data, words.name);
}

/// A sub-command of a group, with what all of them have.
struct Group {
    CLI::App* app;
    std::shared_ptr<Words> words = std::make_shared<Words>();
    int* code;

    CLI::App* verb(const char* name, const char* sentence, Result<Done> (*run)(const Words&),
                   const char* what = nullptr) const {
        auto* sub = app->add_subcommand(name, sentence);
        sub->add_option("--data", words->data, "The hub's folder")->required()->type_name("DIR");
        if (what != nullptr) {
            sub->add_option("NAME", words->name, what)->required();
        } else {
            sub->add_flag("--json", words->json, "One JSON object a line; times in ms of UTC");
        }
        sub->callback([words = words, run, code = code] { *code = told(run(*words)); });
        return sub;
    }
};

} // namespace

void add_pin(CLI::App& app, int& code) {
    auto* pin = app.add_subcommand("pin", "The PINs with which clerks sign in on the hub's page.");
    pin->require_subcommand(1);
    pin->footer("Example:\n"
                "  panggil-hub pin set 3 --data /var/lib/panggil\n"
                "  panggil-hub pin set admin --generate --data /var/lib/panggil");
    const Group group{pin, std::make_shared<Words>(), &code};
    constexpr const char* whose = "The counter's id, as in the hall file; or admin";
    group
        .verb("set", "Sets the PIN of a counter; it is typed, or read from standard input.",
              set_pin, whose)
        ->add_flag("--generate", group.words->generate, "Draws one of six digits and prints it");
    group.verb("list", "Shows which counters have a PIN.", list_pins);
    group.verb("remove", "Nobody signs in at this counter any more.", drop_pin, whose);
}

void add_token(CLI::App& app, int& code) {
    auto* token = app.add_subcommand("token", "Tokens with which other systems use the hub's API.");
    token->require_subcommand(1);
    token->footer("Example:\n"
                  "  panggil-hub token add simpus --role counter:3 --data /var/lib/panggil\n"
                  "How to use it: docs/integrasi.md");
    const Group group{token, std::make_shared<Words>(), &code};
    group.verb("add", "Makes a token and prints it, once.", make_token, "Which system it is for")
        ->add_option("--role", group.words->role, "counter:3, counter:3,4, kiosk or admin")
        ->required()
        ->type_name("ROLE");
    group.verb("list", "Shows which systems have a token.", list_tokens);
    group.verb("remove", "This token opens nothing any more.", drop_token, "Which system");
}

} // namespace panggil::hub::web
