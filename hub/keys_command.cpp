// SPDX-License-Identifier: MIT
#include "hub/keys_command.hpp"

#include "hub/keys_verbs.hpp"

#include <cstdio>
#include <memory>

namespace panggil::hub {

namespace {

using namespace keys;

int told(const Result<Done>& result) {
    if (!result) {
        std::fprintf(stderr, "panggil-hub: %s\n", to_line(result.problem()).c_str());
    }
    const std::string code = result ? "" : result.problem().code;
    const bool is_usage =
        code == "key.bad_role" || code == "keys.bad_days" || code == "keys.bad_use";
    return result ? 0 : is_usage ? 2 : 1;
}

} // namespace

void add_keys(CLI::App& app, int& code) {
    auto* keys = app.add_subcommand(
        "keys", "Who may connect: makes keys, approves, lists and revokes machines.");
    keys->require_subcommand(1);
    keys->footer("A hub with keys speaks to known machines only, and encrypts everything.\n"
                 "Example:\n"
                 "  panggil-hub keys init --keys /var/lib/panggil/keys\n"
                 "  panggil-hub keys add loket-3 --role counter:3 --keys /var/lib/panggil/keys\n"
                 "  panggil-hub --hall hall.json --data /var/lib/panggil \\\n"
                 "      --keys /var/lib/panggil/keys --listen tcp://0.0.0.0:5560\n"
                 "Roles: display (a screen), counter:3 or counter:3,4 (a clerk's console), kiosk\n"
                 "(gives out tickets), admin (everything).");
    auto words = std::make_shared<Words>();
    const auto verb = [&](const char* name, const char* sentence, auto run) {
        auto* sub = keys->add_subcommand(name, sentence);
        sub->add_option("--keys", words->folder, "The hub's key folder")
            ->required()
            ->type_name("DIR");
        sub->callback([words, run, &code] { code = told(run(*words)); });
        return sub;
    };
    const auto wants_name = [&](CLI::App* sub) {
        return sub->add_option("NAME", words->name,
                               "The machine; a screen's is what it is started with (--screen)");
    };
    const auto wants_role = [&](CLI::App* sub) {
        sub->add_option("--role", words->role, "display, counter:3, counter:3,4, kiosk or admin")
            ->required()
            ->type_name("ROLE");
    };
    verb("init", "Makes the hub's keys and an administrator's.", run_init)
        ->footer("Example:\n  panggil-hub keys init --keys /var/lib/panggil/keys");

    auto* add = verb("add", "Makes a key folder for a machine, to be carried there.", run_add);
    wants_name(add)->required();
    wants_role(add);
    auto* key =
        add->add_option("--key", words->key, "The machine's public key, when it has made its own")
            ->type_name("Z85");
    add->add_option("--out", words->out, "Where the folder is made (default: DIR/devices/NAME)")
        ->type_name("DIR")
        ->excludes(key);
    add->footer(
        "Examples:\n"
        "  panggil-hub keys add loket-3 --role counter:3 --keys keys\n"
        "  panggil-hub keys add tv-lobi --role display --out /media/usb/tv-lobi --keys keys");

    auto* list = verb("list", "Shows every key with its role and when it was last here.", run_list);
    auto* pending =
        verb("pending", "Shows unknown machines that knock at the running hub.", run_pending);
    for (auto* looks : {list, pending}) {
        looks->add_flag("--json", words->json, "One JSON object a line; times in ms of UTC");
    }

    auto* approve = verb("approve", "Lets a machine in that knocks.", run_approve);
    approve
        ->add_option("FINGERPRINT", words->fingerprint,
                     "What the machine shows and logs: eight letters and digits")
        ->required();
    wants_name(approve)->required();
    wants_role(approve);
    approve->footer("A machine with only hub.pub in its key folder makes its own key, shows its\n"
                    "fingerprint and knocks. Compare the fingerprint with your own eyes.\n"
                    "Example:\n"
                    "  panggil-hub keys approve K7QX-2MDA tv-lobi --role display --keys keys");

    auto* revoke =
        verb("revoke", "Takes a machine's right away; a running hub cuts it off.", run_revoke);
    wants_name(revoke)->required();

    auto* rotate =
        verb("rotate", "Changes the key of a machine, or the hub's own without NAME.", run_rotate);
    wants_name(rotate);
    rotate->add_option("--out", words->out, "Where the machine's new folder is made")
        ->type_name("DIR");
    rotate->add_option("--days", words->days, "From how many days on the hub's new key holds")
        ->capture_default_str()
        ->type_name("N");
    auto* at_once =
        rotate->add_flag("--now", words->at_once, "The hub's new key holds at once: it has leaked");
    rotate->add_flag("--withdraw", words->withdraw, "The hub keeps its key after all")
        ->excludes(at_once);
    rotate->footer("The old key of a machine is revoked at once.\n"
                   "The hub's next key is told to every machine that is connected until it holds;\n"
                   "they change with it, and nobody has to go there.\n"
                   "Examples:\n"
                   "  panggil-hub keys rotate tv-lobi --keys keys\n"
                   "  panggil-hub keys rotate --days 14 --keys keys");
}

} // namespace panggil::hub
