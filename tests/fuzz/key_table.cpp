// SPDX-License-Identifier: MIT
// What opens a hall, as it stands on the disk. The first letter says which file it is: r the role
// of a key, k a key, n a hub's next key, a the PINs and tokens of the web, s its sessions, d the
// database of the keys. A file that cannot be believed opens nothing.
#include "codec/key_files.hpp"
#include "hub/device_table.hpp"
#include "hub/web/access.hpp"
#include "hub/web/session_file.hpp"
#include "tests/fuzz/scratch.hpp"
#include "tests/fuzz/target.hpp"

#include <filesystem>

using namespace panggil;
using panggil::fuzz::must;

namespace {

const fuzz::Scratch& scratch() {
    static const fuzz::Scratch made;
    return made;
}

constexpr UtcTime now{Millis{1'795'478'400'000}};

void read_role(std::string_view text) {
    const auto holder = parse_role(text);
    if (holder) {
        const auto again = parse_role(role_text(holder.value()));
        must(again.ok() && again.value() == holder.value(), "a role reads back");
        must(!holder.value().revoked, "a role alone revokes nothing");
    }
    static_cast<void>(codec::fingerprint(codec::tidy_fingerprint(text)));
}

void read_key(std::string_view text) {
    const std::string path = scratch().write("own.key", text);
    if (const auto key = codec::read_public_key(path)) {
        must(key.value().size() == 40, "a key has forty letters");
    }
    if (const auto pair = codec::read_key_pair(path)) {
        must(pair.value().secret_key.size() == 40, "a secret has forty letters");
    }
}

void read_next_key(std::string_view text) {
    static_cast<void>(codec::read_next_key_pair(scratch().write("hub.next.key", text)));
}

void read_credentials(std::string_view text) {
    using namespace hub::web;
    static_cast<void>(scratch().write("web/access.jsonl", text));
    const auto access = hub::web::read_access(scratch().folder().string());
    if (!access) {
        must(access.problem().code.starts_with("access."), "a fault has its code");
        return;
    }
    for (const Token& token : access.value().tokens) {
        const KeyHolder holder = holder_of(token);
        must(parse_role(token.role).ok() || holder.revoked, "a token without a role is no key");
        must(holder.name.starts_with("token:"), "a token is known as one");
    }
}

void read_signed_in(std::string_view text) {
    static_cast<void>(scratch().write("web/sessions.jsonl", text));
    hub::web::Credentials access;
    access.pins = {{"1", "hash", {}}};
    const hub::Now clock{now, Moment{std::chrono::hours(1)}};
    const std::string folder = scratch().folder().string();
    const hub::web::Sessions sessions = hub::web::read_sessions(folder, access, clock);
    for (const auto& [print, session] : sessions.all()) {
        must(session.counter == "1", "nobody comes back whose PIN is another");
        must(session.ends > clock.mono, "a session that is over does not come back");
    }
    must(hub::web::write_sessions(folder, sessions, access, clock), "sessions can be stored");
}

void read_table(std::string_view bytes) {
    for (const char* left :
         {"devices.sqlite-journal", "devices.sqlite-wal", "devices.sqlite-shm"}) {
        std::error_code ignored;
        std::filesystem::remove(scratch().folder() / left, ignored);
    }
    static_cast<void>(scratch().write("devices.sqlite", bytes));
    auto table = hub::DeviceTable::open(scratch().folder().string());
    if (!table) {
        return;
    }
    const std::string key(40, 'k');
    const bool added = table.value().add(key, {"layar-uji", Role::Display, {}, false}, now).ok();
    const auto keys = table.value().keys();
    if (added && keys) {
        must(keys.value().contains(key), "a key that was added is there");
    }
    static_cast<void>(table.value().knock(std::string(40, 'p'), "10.0.0.9", now));
    static_cast<void>(table.value().pending(now));
    if (table.value().revoke("layar-uji", now)) {
        const auto after = table.value().keys();
        must(!after || !after.value().contains(key) || after.value().at(key).revoked,
             "a key that was revoked opens nothing");
    }
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto input = fuzz::text_of(data, size);
    if (input.empty()) {
        return 0;
    }
    const std::string_view rest = input.substr(1);
    switch (input.front()) {
    case 'r':
        read_role(rest);
        break;
    case 'k':
        read_key(rest);
        break;
    case 'n':
        read_next_key(rest);
        break;
    case 'a':
        read_credentials(rest);
        break;
    case 's':
        read_signed_in(rest);
        break;
    case 'd':
        read_table(rest);
        break;
    default:
        break;
    }
    return 0;
}
