// SPDX-License-Identifier: MIT
#include "hub/keys_command.hpp"

#include "codec/key_files.hpp"
#include "codec/wire.hpp"
#include "hub/device_table.hpp"
#include "hub/machine.hpp"
#include "link/keys.hpp"

#include <array>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <memory>

namespace panggil::hub {

namespace fs = std::filesystem;

namespace {

struct Words {
    std::string folder;
    std::string name;
    std::string role;
    std::string key;
    std::string fingerprint;
    std::string out;
    bool json = false;
};

fs::path file(const Words& words, const char* name) {
    return fs::path(words.folder) / name;
}

/// "2026-11-24 09:41 UTC", or "-" for never.
std::string day_and_time(UtcTime time) {
    const std::time_t seconds =
        std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
    std::tm parts{};
    std::array<char, 32> text{};
    gmtime_r(&seconds, &parts);
    const std::size_t size = std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M UTC", &parts);
    return seconds == 0 ? "-" : std::string(text.data(), size);
}

Result<Done> make_private_folder(const fs::path& folder) {
    std::error_code error;
    const bool is_new = fs::create_directories(folder, error);
    if (is_new && !error) {
        fs::permissions(folder, fs::perms::owner_all, error);
    }
    return error ? Result<Done>(Problem{"key.cannot_write", folder.string(), error.message(),
                                        "choose a folder that you may write", ""})
                 : Done{};
}

/// Only where `keys init` has been.
Result<DeviceTable> open_table(const Words& words) {
    if (const auto hub = codec::read_key_pair(file(words, "hub.key").string()); !hub) {
        Problem problem = hub.problem();
        if (problem.code == "key.cannot_read") {
            problem.hint =
                "make the hub's keys first: panggil-hub keys init --keys " + words.folder;
        }
        return problem;
    }
    return DeviceTable::open(words.folder);
}

Result<KeyHolder> holder_of(const Words& words) {
    auto holder = parse_role(words.role);
    if (holder) {
        holder.value().name = words.name;
    }
    return holder;
}

/// A folder to be carried to the machine: the hub's public key, and a pair of its own.
Result<std::string> make_client_folder(const Words& words, const KeyPair& own) {
    const fs::path folder =
        words.out.empty() ? file(words, "devices") / words.name : fs::path(words.out);
    const auto hub = codec::read_public_key(file(words, "hub.pub").string());
    if (!hub) {
        return hub.problem();
    }
    for (const auto& step :
         {make_private_folder(folder), codec::write_key_pair((folder / "own.key").string(), own),
          codec::write_public_key((folder / "hub.pub").string(), hub.value())}) {
        if (!step) {
            return step.problem();
        }
    }
    return folder.string();
}

/// Makes the folder first: a key that is known but lost could only be revoked.
Result<std::string> add_with_folder(const Words& words, DeviceTable& table) {
    const auto holder = holder_of(words);
    if (!holder) {
        return holder.problem();
    }
    const KeyPair own = link::new_key_pair();
    auto folder = make_client_folder(words, own);
    if (!folder) {
        return folder;
    }
    if (const auto added = table.add(own.public_key, holder.value(), read_clock().utc); !added) {
        std::error_code ignored;
        fs::remove(fs::path(folder.value()) / "own.key", ignored);
        return added.problem();
    }
    return folder;
}

Result<Done> add_key(const std::string& key, const Words& words, DeviceTable& table) {
    const auto holder = holder_of(words);
    if (!holder) {
        return holder.problem();
    }
    if (!link::is_key(key)) {
        return Problem{"key.bad_file", "--key", "is not a public key",
                       "copy the 40 characters after \"public\" of the machine's own.key", ""};
    }
    return table.add(key, holder.value(), read_clock().utc);
}

void tell_folder(const Words& words, const std::string& folder) {
    std::printf("%s (%s) may connect with the keys in %s\n"
                "Move that folder to its machine (own.key stays 0600), and start the program there "
                "with --keys FOLDER.\n",
                words.name.c_str(), words.role.c_str(), folder.c_str());
}

Result<Done> run_init(Words words) {
    if (const auto made = make_private_folder(words.folder); !made) {
        return made;
    }
    const KeyPair hub = link::new_key_pair();
    if (auto written = codec::write_key_pair(file(words, "hub.key").string(), hub); !written) {
        Problem problem = written.problem();
        if (problem.code == "key.exists") {
            problem.hint = "this hub has keys; to replace them: panggil-hub keys rotate --keys " +
                           words.folder;
        }
        return problem;
    }
    if (const auto written =
            codec::write_public_key(file(words, "hub.pub").string(), hub.public_key);
        !written) {
        return written;
    }
    auto table = DeviceTable::open(words.folder);
    if (!table) {
        return table.problem();
    }
    words.name = "admin";
    words.role = "admin";
    const auto folder = add_with_folder(words, table.value());
    if (!folder) {
        return folder.problem();
    }
    std::printf("the hub's keys are in %s; start the hub with --keys %s\n", words.folder.c_str(),
                words.folder.c_str());
    tell_folder(words, folder.value());
    std::printf("A screen needs %s in a folder of its own; see panggil-hub keys approve --help.\n",
                file(words, "hub.pub").c_str());
    return Done{};
}

Result<Done> run_add(const Words& words) {
    auto table = open_table(words);
    if (!table) {
        return table.problem();
    }
    if (!words.key.empty()) {
        const auto added = add_key(words.key, words, table.value());
        if (added) {
            std::printf("%s (%s) may connect; its fingerprint is %s\n", words.name.c_str(),
                        words.role.c_str(), codec::fingerprint(words.key).c_str());
        }
        return added;
    }
    const auto folder = add_with_folder(words, table.value());
    if (!folder) {
        return folder.problem();
    }
    tell_folder(words, folder.value());
    return Done{};
}

Result<Done> run_list(const Words& words) {
    auto table = open_table(words);
    const auto devices = table ? table.value().devices() : table.problem();
    if (!devices) {
        return devices.problem();
    }
    if (!words.json) {
        std::printf("%-16s %-16s %-10s %-21s %-21s %s\n", "NAME", "ROLE", "KEY", "ADDED",
                    "LAST SEEN", "REVOKED");
    }
    for (const Device& device : devices.value()) {
        const std::string print = codec::fingerprint(device.key);
        if (words.json) {
            Record line;
            line.set("name", device.holder.name)
                .set("role", role_text(device.holder))
                .set("fingerprint", print)
                .set("key", device.key)
                .set("added", device.added.time_since_epoch().count())
                .set("seen", device.seen.time_since_epoch().count())
                .set("revoked", device.revoked.time_since_epoch().count());
            std::printf("%s\n", codec::encode(line).c_str());
        } else {
            std::printf("%-16s %-16s %-10s %-21s %-21s %s\n", device.holder.name.c_str(),
                        role_text(device.holder).c_str(), print.c_str(),
                        day_and_time(device.added).c_str(), day_and_time(device.seen).c_str(),
                        day_and_time(device.revoked).c_str());
        }
    }
    return Done{};
}

Result<Done> run_pending(const Words& words) {
    auto table = open_table(words);
    const auto pending = table ? table.value().pending(read_clock().utc) : table.problem();
    if (!pending) {
        return pending.problem();
    }
    if (!words.json && pending.value().empty()) {
        std::puts("no unknown machine has knocked in the last ten minutes");
    }
    for (const PendingKey& key : pending.value()) {
        const std::string print = codec::fingerprint(key.key);
        if (words.json) {
            Record line;
            line.set("fingerprint", print)
                .set("key", key.key)
                .set("address", key.address)
                .set("last", key.last.time_since_epoch().count());
            std::printf("%s\n", codec::encode(line).c_str());
        } else {
            std::printf("%s  from %s, last at %s\n", print.c_str(), key.address.c_str(),
                        day_and_time(key.last).c_str());
        }
    }
    return Done{};
}

Result<Done> run_approve(const Words& words) {
    auto table = open_table(words);
    const auto pending = table ? table.value().pending(read_clock().utc) : table.problem();
    if (!pending) {
        return pending.problem();
    }
    const std::string wanted = codec::tidy_fingerprint(words.fingerprint);
    std::vector<std::string> found;
    for (const PendingKey& key : pending.value()) {
        if (codec::fingerprint(key.key) == wanted) {
            found.push_back(key.key);
        }
    }
    if (found.size() != 1) {
        return Problem{"keys.not_pending", wanted,
                       found.empty()
                           ? "has not knocked in the last ten minutes"
                           : "is the fingerprint of two keys: somebody imitates a machine",
                       "compare it with the machine, then look at: panggil-hub keys pending", ""};
    }
    const auto added = add_key(found[0], words, table.value());
    if (added) {
        std::printf("%s (%s) may connect, and will within seconds\n", words.name.c_str(),
                    words.role.c_str());
    }
    return added;
}

Result<Done> run_revoke(const Words& words) {
    auto table = open_table(words);
    const auto device = table ? table.value().revoke(words.name, read_clock().utc)
                              : Result<Device>(table.problem());
    if (!device) {
        return device.problem();
    }
    std::printf("the key %s of %s opens nothing any more; a running hub cuts it off within a "
                "second\n",
                codec::fingerprint(device.value().key).c_str(), words.name.c_str());
    return Done{};
}

/// The hub's own pair is replaced; the old one is kept beside it.
Result<Done> rotate_hub(const Words& words) {
    const fs::path current = file(words, "hub.key");
    const fs::path old =
        current.string() + ".old-" + std::to_string(read_clock().utc.time_since_epoch().count());
    std::error_code error;
    fs::rename(current, old, error);
    if (error) {
        return Problem{"key.cannot_write", current.string(), error.message(),
                       "is the folder yours to write?", ""};
    }
    const KeyPair hub = link::new_key_pair();
    auto written = codec::write_key_pair(current.string(), hub);
    if (written) {
        written = codec::write_public_key(file(words, "hub.pub").string(), hub.public_key);
    }
    if (!written) {
        return written;
    }
    std::printf(
        "the hub has a new key from its next start on; the old one is %s\n"
        "Bring %s into the key folder of every machine, then start the hub and the machines "
        "anew.\n"
        "Until then a machine finds no hub. Its own key stays as it is.\n",
        old.c_str(), file(words, "hub.pub").c_str());
    return Done{};
}

Result<Done> run_rotate(Words words) {
    auto table = open_table(words);
    if (!table) {
        return table.problem();
    }
    if (words.name.empty()) {
        return rotate_hub(words);
    }
    const auto devices = table.value().devices();
    if (!devices) {
        return devices.problem();
    }
    for (const Device& device : devices.value()) {
        if (device.holder.name == words.name && !device.holder.revoked) {
            words.role = role_text(device.holder);
        }
    }
    if (words.out.empty()) {
        words.out =
            (file(words, "devices") /
             (words.name + '-' + std::to_string(read_clock().utc.time_since_epoch().count())))
                .string();
    }
    if (const auto gone = table.value().revoke(words.name, read_clock().utc); !gone) {
        return gone.problem();
    }
    const auto folder = add_with_folder(words, table.value());
    if (!folder) {
        return folder.problem();
    }
    std::printf("the old key of %s opens nothing any more\n", words.name.c_str());
    tell_folder(words, folder.value());
    return Done{};
}

int told(const Result<Done>& result) {
    if (!result) {
        std::fprintf(stderr, "panggil-hub: %s\n", to_line(result.problem()).c_str());
    }
    return result ? 0 : result.problem().code == "key.bad_role" ? 2 : 1;
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
        verb("rotate", "Replaces the key of a machine, or the hub's own without NAME.", run_rotate);
    wants_name(rotate);
    rotate->add_option("--out", words->out, "Where the machine's new folder is made")
        ->type_name("DIR");
    rotate->footer("The old key of a machine is revoked at once. A new hub key takes effect when\n"
                   "the hub starts again, and every machine then needs the new hub.pub.");
}

} // namespace panggil::hub
