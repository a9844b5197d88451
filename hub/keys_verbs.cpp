// SPDX-License-Identifier: MIT
#include "hub/keys_verbs.hpp"

#include "codec/key_files.hpp"
#include "codec/wire.hpp"
#include "hub/key_rotation.hpp"
#include "hub/machine.hpp"
#include "link/keys.hpp"

#include <array>
#include <cstdio>
#include <ctime>

namespace panggil::hub::keys {

namespace fs = std::filesystem;

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

namespace {

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

} // namespace

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

namespace {

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
    const auto next = KeyRotation(words.folder).announced();
    if (!next) {
        return next.problem();
    }
    const HubTrust trust{hub.value(), next.value() ? next.value()->keys.public_key : ""};
    for (const auto& step :
         {make_private_folder(folder), codec::write_key_pair((folder / "own.key").string(), own),
          codec::keep_hub_trust(folder.string(), trust)}) {
        if (!step) {
            return step.problem();
        }
    }
    return folder.string();
}

} // namespace

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

namespace {

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

} // namespace

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

namespace {

/// Who has not been here since the next key is announced will not know it.
Result<Done> tell_rotation(const Words& words, const std::vector<Device>& devices) {
    const auto next = KeyRotation(words.folder).announced();
    if (!next) {
        return next.problem();
    }
    if (!next.value()) {
        return Done{};
    }
    std::string away;
    for (const Device& device : devices) {
        if (!device.holder.revoked && device.seen < next.value()->announced &&
            device.added < next.value()->announced) {
            away += (away.empty() ? "" : ", ") + device.holder.name;
        }
    }
    std::printf("\nThe hub changes its key on %s. %s%s\n", day_and_time(next.value()->from).c_str(),
                away.empty() ? "Every machine has been here since that was announced."
                             : "Not here since that was announced: ",
                away.c_str());
    return Done{};
}

} // namespace

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
    return words.json ? Result<Done>(Done{}) : tell_rotation(words, devices.value());
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

} // namespace panggil::hub::keys
