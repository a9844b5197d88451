// SPDX-License-Identifier: MIT
// Saves one thing as the programs do, and reads it back as they do: torn_test.py kills it at every
// system call between the two marks.
//   torn_saver list | save KIND FOLDER first|second | read KIND FOLDER
// `second` changes what `first` has stored. `read` prints what a program would go on with.
#include "codec/key_files.hpp"
#include "hub/device_table.hpp"
#include "hub/term.hpp"
#include "hub/web/access.hpp"
#include "hub/web/session_file.hpp"
#include "renderer/alert_keeper.hpp"
#include "renderer/commands/migrate.hpp"
#include "renderer/kept_files.hpp"
#include "renderer/said_journal.hpp"
#include "renderer/site.hpp"

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <unistd.h>

using namespace panggil;

namespace {

constexpr UtcTime at{Millis{1'795'478'400'000}};

enum class Turn { First, Second };

struct Kind {
    const char* name;
    bool (*save)(const std::string& folder, Turn turn);
    std::string (*read)(const std::string& folder);
};

KeyPair pair_of(Turn turn) {
    const char letter = turn == Turn::First ? 'a' : 'b';
    return {std::string(40, letter), std::string(40, letter)};
}

template <class Type>
std::string trouble_or(const Result<Type>& result, std::string (*text)(const Type&)) {
    return result ? text(result.value()) : to_line(result.problem());
}

std::string shown(const KeyPair& pair) {
    return pair.public_key;
}

std::string folder_of_web(const std::string& folder) {
    std::filesystem::create_directories(folder + "/web");
    return folder;
}

// A key that is there is never written over: `second` makes the first one.
bool make_key(const std::string& folder, Turn turn) {
    return turn == Turn::First || codec::write_key_pair(folder + "/own.key", pair_of(turn)).ok();
}

std::string read_made_key(const std::string& folder) {
    const std::string path = folder + "/own.key";
    return std::filesystem::exists(path) ? trouble_or(codec::read_key_pair(path), shown) : "none";
}

bool replace_key(const std::string& folder, Turn turn) {
    return codec::replace_key_pair(folder + "/hub.key", pair_of(turn)).ok();
}

std::string read_key(const std::string& folder) {
    return trouble_or(codec::read_key_pair(folder + "/hub.key"), shown);
}

bool save_next_key(const std::string& folder, Turn turn) {
    return turn == Turn::First ||
           codec::write_next_key_pair(folder + "/hub.next.key", {pair_of(turn), at, at}).ok();
}

std::string read_next_key(const std::string& folder) {
    const std::string path = folder + "/hub.next.key";
    return !std::filesystem::exists(path)
               ? "none"
               : trouble_or<codec::NextKeyPair>(
                     codec::read_next_key_pair(path),
                     [](const codec::NextKeyPair& next) { return shown(next.keys); });
}

bool save_term(const std::string& folder, Turn turn) {
    return turn == Turn::First ? hub::next_term(folder, 100, UtcTime{}).ok()
                               : hub::mark_begun(folder).ok();
}

std::string read_term(const std::string& folder) {
    return std::to_string(hub::unwritten_term(folder, UtcTime{})) +
           (hub::is_begun(folder) ? " begun" : "");
}

bool save_pin(const std::string& folder, Turn turn) {
    return hub::web::store_pin(folder, {"1", turn == Turn::First ? "old" : "new", at}).ok();
}

std::string read_pin(const std::string& folder) {
    return trouble_or<hub::web::Credentials>(hub::web::read_access(folder),
                                             [](const hub::web::Credentials& access) {
                                                 const hub::web::Pin* pin = access.pin_of("1");
                                                 return pin == nullptr ? "none" : pin->hash;
                                             });
}

const hub::Now now{at, Moment{std::chrono::hours(1)}};

hub::web::Credentials pins() {
    hub::web::Credentials access;
    access.pins = {{"1", "hash", at}};
    return access;
}

bool save_sessions(const std::string& folder, Turn turn) {
    hub::web::Sessions sessions;
    sessions.open("print-1", "1", now.mono);
    if (turn == Turn::Second) {
        sessions.open("print-2", "1", now.mono);
    }
    return hub::web::write_sessions(folder_of_web(folder), sessions, pins(), now);
}

std::string read_sessions(const std::string& folder) {
    return std::to_string(hub::web::read_sessions(folder, pins(), now).count()) + " sessions";
}

bool save_layout(const std::string& folder, Turn turn) {
    screen::KeptFiles kept(folder);
    kept.keep("layouts/uji.json", {{"layouts/uji.json", turn == Turn::First ? "old" : "new"}});
    return kept.texts_of("layouts/uji.json").size() == 1;
}

std::string read_layout(const std::string& folder) {
    const auto texts = screen::KeptFiles(folder).texts_of("layouts/uji.json");
    return texts.empty() ? "none" : texts.begin()->second;
}

bool save_alerts(const std::string& folder, Turn turn) {
    screen::AlertKeeper keeper(folder);
    Board board;
    board.alerts = {{"1", turn == Turn::First ? "gempa" : "kebakaran", "", true, 0, 0}};
    keeper.settle(board, true, at);
    return true;
}

std::string read_alerts(const std::string& folder) {
    screen::AlertKeeper keeper(folder);
    Board board;
    keeper.settle(board, false, at);
    return board.alerts.empty() ? "none" : board.alerts.front().kind;
}

// A new life of a screen begins its diary anew; what it had said stays said.
bool save_said(const std::string& folder, Turn turn) {
    Problems problems;
    screen::SaidJournal said(folder, problems);
    return problems.empty() && (turn == Turn::Second || said.end("77-1").ok());
}

std::string read_said(const std::string& folder) {
    Problems problems;
    const screen::SaidJournal said(folder, problems);
    return said.has_said("77-1") ? "said" : "not said";
}

bool migrate_layout(const std::string& folder, Turn turn) {
    const std::string file = folder + "/uji.json";
    if (turn == Turn::First) {
        std::ofstream(file) << R"({"version": 1, "root": {"widget": "text", "text": "Halo"}})";
        return true;
    }
    return screen::migrate(file).ok();
}

std::string read_migrated(const std::string& folder) {
    const auto text = screen::read_file(folder + "/uji.json");
    return text ? text.value() : to_line(text.problem());
}

bool save_device(const std::string& folder, Turn turn) {
    auto table = hub::DeviceTable::open(folder);
    const bool first = turn == Turn::First;
    return table.ok() && table.value()
                             .add(pair_of(turn).public_key,
                                  {first ? "tv-1" : "tv-2", Role::Display, {}, false}, at)
                             .ok();
}

std::string read_devices(const std::string& folder) {
    auto table = hub::DeviceTable::open(folder);
    if (!table) {
        return to_line(table.problem());
    }
    return trouble_or<KeyTable>(table.value().keys(), [](const KeyTable& keys) {
        return std::to_string(keys.size()) + " keys";
    });
}

constexpr std::array<Kind, 11> kinds{{{"a machine's own key", make_key, read_made_key},
                                      {"a hub's key that takes over", replace_key, read_key},
                                      {"a hub's next key", save_next_key, read_next_key},
                                      {"the table of keys", save_device, read_devices},
                                      {"the hub's term", save_term, read_term},
                                      {"PINs and tokens", save_pin, read_pin},
                                      {"sessions of the web", save_sessions, read_sessions},
                                      {"a layout or screens.json, kept", save_layout, read_layout},
                                      {"a layout, migrated", migrate_layout, read_migrated},
                                      {"alerts", save_alerts, read_alerts},
                                      {"what was said", save_said, read_said}}};

const Kind* kind_of(std::string_view name) {
    for (const Kind& kind : kinds) {
        if (kind.name == name) {
            return &kind;
        }
    }
    return nullptr;
}

/// Seen in the list of system calls; nothing is there.
void mark(const char* name) {
    static_cast<void>(::access(name, F_OK));
}

} // namespace

int main(int count, char** words) {
    const std::string verb = count > 1 ? words[1] : "";
    if (verb == "list") {
        for (const Kind& kind : kinds) {
            std::puts(kind.name);
        }
        return 0;
    }
    const Kind* kind = count > 3 ? kind_of(words[2]) : nullptr;
    if (kind == nullptr || (verb == "save" && count < 5)) {
        std::fputs("torn_saver list | save KIND FOLDER first|second | read KIND FOLDER\n", stderr);
        return 2;
    }
    if (verb == "read") {
        std::puts(kind->read(words[3]).c_str());
        return 0;
    }
    const Turn turn = std::string_view(words[4]) == "first" ? Turn::First : Turn::Second;
    mark("/the-save-begins");
    const bool saved = kind->save(words[3], turn);
    mark("/the-save-has-ended");
    return saved ? 0 : 3;
}
