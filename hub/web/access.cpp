// SPDX-License-Identifier: MIT
#include "hub/web/access.hpp"

#include "codec/durable.hpp"
#include "codec/wire.hpp"
#include "hub/folder_lock.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <functional>
#include <sys/stat.h>
#include <unistd.h>

namespace panggil::hub::web {

namespace {

std::string folder_of(const std::string& data) {
    return data + "/web";
}

std::string file_of(const std::string& data) {
    return folder_of(data) + "/access.jsonl";
}

std::int64_t number_of(UtcTime at) {
    return at.time_since_epoch().count();
}

Result<Done> take(Credentials& access, const Record& record) {
    const std::string& kind = record.text("kind");
    const UtcTime at{Millis(record.number("at"))};
    if (kind == "pin" && record.has("counter") && record.has("hash")) {
        access.pins.push_back({record.text("counter"), record.text("hash"), at});
    } else if (kind == "token" && record.has("name") && record.has("print") &&
               parse_role(record.text("role"))) {
        access.tokens.push_back(
            {record.text("name"), record.text("role"), record.text("print"), at});
    } else {
        return Problem{"access.bad_file", "", "has a line that is neither a PIN nor a token", "",
                       ""};
    }
    return Done{};
}

std::string text_of(const Credentials& access) {
    std::string text;
    for (const Pin& pin : access.pins) {
        text += codec::encode(Record{{"kind", std::string("pin")},
                                     {"counter", pin.counter},
                                     {"hash", pin.hash},
                                     {"at", number_of(pin.set)}}) +
                '\n';
    }
    for (const Token& token : access.tokens) {
        text += codec::encode(Record{{"kind", std::string("token")},
                                     {"name", token.name},
                                     {"role", token.role},
                                     {"print", token.print},
                                     {"at", number_of(token.added)}}) +
                '\n';
    }
    return text;
}

/// What root writes is the hub's all the same: the owner of its folder must be able to read it.
Result<Done> give_to_owner(const std::string& data) {
    struct stat owner {};

    if (geteuid() != 0 || stat(data.c_str(), &owner) != 0) {
        return Done{};
    }
    const std::string lock = folder_of(data) + "/hub.lock";
    for (const std::string& path : {folder_of(data), lock, file_of(data)}) {
        if (lchown(path.c_str(), owner.st_uid, owner.st_gid) != 0) {
            return Problem{"access.cannot_write", path,
                           "is stored, but cannot be given to the owner of " + data + ": " +
                               std::strerror(errno),
                           "run it as the user of the hub", ""};
        }
    }
    return Done{};
}

Result<Done> change(const std::string& data, const std::function<Result<Done>(Credentials&)>& how) {
    const auto lock = FolderLock::take(folder_of(data));
    if (!lock) {
        return Problem{"access.busy", folder_of(data), lock.problem().what,
                       "another panggil-hub pin or token command runs; try again", ""};
    }
    auto access = read_access(data);
    if (!access) {
        return access.problem();
    }
    if (const auto changed = how(access.value()); !changed) {
        return changed;
    }
    if (!codec::replace_file(file_of(data), text_of(access.value()))) {
        return Problem{"access.cannot_write", file_of(data), std::strerror(errno),
                       "run it as the user of the hub", ""};
    }
    return give_to_owner(data);
}

} // namespace

const Pin* Credentials::pin_of(std::string_view counter) const {
    const auto found = std::ranges::find(pins, counter, &Pin::counter);
    return found == pins.end() ? nullptr : &*found;
}

const Token* Credentials::token_of(std::string_view print) const {
    const auto found = std::ranges::find(tokens, print, &Token::print);
    return found == tokens.end() ? nullptr : &*found;
}

KeyHolder holder_of(const Token& token) {
    const auto role = parse_role(token.role);
    KeyHolder holder = role ? role.value() : KeyHolder{"", Role::Kiosk, {}, true};
    holder.name = "token:" + token.name;
    return holder;
}

KeyHolder holder_of_counter(const std::string& counter) {
    const std::string name = "web:" + counter;
    return counter == admin ? KeyHolder{name, Role::Admin, {}, false}
                            : KeyHolder{name, Role::Counter, {counter}, false};
}

Result<Credentials> read_access(const std::string& data) {
    Credentials access;
    const std::string path = file_of(data);

    struct stat facts {};

    if (stat(path.c_str(), &facts) != 0) {
        return errno == ENOENT ? Result<Credentials>(access)
                               : Problem{"access.cannot_read", path, std::strerror(errno), "", ""};
    }
    if ((facts.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        return Problem{"access.too_open", path, "can be read by others than its owner",
                       "chmod 600 " + path + ", and set the PINs anew if somebody may have read it",
                       ""};
    }
    errno = 0;
    std::ifstream file(path);
    if (!file.is_open()) { // of another user, perhaps: not known is not none
        return errno == ENOENT ? Result<Credentials>(access)
                               : Problem{"access.cannot_read", path, std::strerror(errno),
                                         "give it to the user of the hub", ""};
    }
    for (std::string line; std::getline(file, line);) {
        const auto record = codec::decode_record(line);
        const auto taken = record ? take(access, record.value()) : record.problem();
        if (!taken) {
            return Problem{"access.bad_file", path, taken.problem().what,
                           "set the PINs and tokens anew: move this file away first", ""};
        }
    }
    if (file.bad()) {
        return Problem{"access.cannot_read", path, std::strerror(errno), "", ""};
    }
    return access;
}

std::int64_t access_version(const std::string& data) {
    struct stat facts {};

    if (stat(file_of(data).c_str(), &facts) != 0) {
        return 0;
    }
    // A file that is replaced has another inode, also within one tick of its clock.
    constexpr std::int64_t billion = 1'000'000'000;
    return (facts.st_ctim.tv_sec * billion + facts.st_ctim.tv_nsec) ^
           static_cast<std::int64_t>(facts.st_ino << 1U);
}

Result<Done> store_pin(const std::string& data, Pin pin) {
    return change(data, [&](Credentials& access) -> Result<Done> {
        std::erase_if(access.pins, [&](const Pin& each) { return each.counter == pin.counter; });
        access.pins.push_back(std::move(pin));
        return Done{};
    });
}

Result<Done> remove_pin(const std::string& data, const std::string& counter) {
    return change(data, [&](Credentials& access) -> Result<Done> {
        if (access.pin_of(counter) == nullptr) {
            return Problem{"access.unknown", "counter " + counter, "has no PIN",
                           "see panggil-hub pin list", ""};
        }
        std::erase_if(access.pins, [&](const Pin& each) { return each.counter == counter; });
        return Done{};
    });
}

Result<Done> store_token(const std::string& data, Token token) {
    return change(data, [&](Credentials& access) -> Result<Done> {
        const bool exists = std::ranges::any_of(
            access.tokens, [&](const Token& each) { return each.name == token.name; });
        if (exists) {
            return Problem{"access.exists", "token " + token.name, "is there already",
                           "remove it first, or give the new one another name", ""};
        }
        access.tokens.push_back(std::move(token));
        return Done{};
    });
}

Result<Done> remove_token(const std::string& data, const std::string& name) {
    return change(data, [&](Credentials& access) -> Result<Done> {
        const auto gone =
            std::erase_if(access.tokens, [&](const Token& each) { return each.name == name; });
        if (gone == 0) {
            return Problem{"access.unknown", "token " + name, "is not there",
                           "see panggil-hub token list", ""};
        }
        return Done{};
    });
}

} // namespace panggil::hub::web
