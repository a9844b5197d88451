// SPDX-License-Identifier: MIT
#include "hub/key_rotation.hpp"
#include "hub/keys_verbs.hpp"
#include "hub/machine.hpp"

#include <cstdio>

namespace panggil::hub::keys {

namespace {

/// So long a machine may be away and still learn the key in time.
constexpr int most_days = 90;

Result<Done> withdraw_next(KeyRotation& rotation) {
    auto done = rotation.withdraw();
    if (done) {
        std::puts("the hub keeps its key; a running hub no longer announces another");
    }
    return done;
}

/// Without notice: for a key that others may hold.
Result<Done> change_at_once(const Words& words, KeyRotation& rotation) {
    const auto announced = rotation.announced();
    if (!announced) {
        return announced.problem();
    }
    const UtcTime now = read_clock().utc;
    const bool was_announced = announced.value().has_value();
    if (was_announced) {
        if (auto hastened = rotation.hasten(*announced.value(), now); !hastened) {
            return hastened;
        }
    } else if (const auto made = rotation.announce(now, now); !made) {
        return made.problem();
    }
    std::printf("the hub has a new key from now on; one that runs takes it within a second\n");
    std::printf("Machines that have not %s find no hub until %s is in their key folder. Their own "
                "keys stay as they are.\n",
                was_announced ? "been connected since it was announced" : "got it by hand",
                file(words, "hub.pub").c_str());
    return Done{};
}

Result<Done> announce_next(const Words& words, KeyRotation& rotation) {
    const UtcTime now = read_clock().utc;
    const auto made = rotation.announce(now, now + std::chrono::hours(24 * words.days));
    if (!made) {
        Problem problem = made.problem();
        if (problem.code == "key.exists") {
            problem.what = "a next key is announced already";
            problem.hint = "take it sooner with --now, or take it back with --withdraw";
        }
        return problem;
    }
    std::printf("the hub has a new key from %s on; until then a running hub tells it to every "
                "machine that is connected, and they change with it\n"
                "Machines that are away until then need %s by hand; panggil-hub keys list names "
                "them.\n",
                day_and_time(made.value().from).c_str(), file(words, "hub.pub").c_str());
    return Done{};
}

Result<Done> rotate_hub(const Words& words) {
    KeyRotation rotation(words.folder);
    if (words.days < 1 || words.days > most_days) {
        return Problem{"keys.bad_days", "--days " + std::to_string(words.days),
                       "is not a number of days", "write 1 to 90, or --now", ""};
    }
    return words.withdraw  ? withdraw_next(rotation)
           : words.at_once ? change_at_once(words, rotation)
                           : announce_next(words, rotation);
}

} // namespace

Result<Done> run_rotate(Words words) {
    auto table = open_table(words);
    if (!table) {
        return table.problem();
    }
    if (words.name.empty()) {
        return rotate_hub(words);
    }
    if (words.at_once || words.withdraw) {
        return Problem{"keys.bad_use", words.name, "a machine's key changes at once",
                       "--now and --withdraw are for the hub's own key, without NAME", ""};
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

} // namespace panggil::hub::keys
