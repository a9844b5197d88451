// SPDX-License-Identifier: MIT
#pragma once
/// Who may do what. The one place where a key's role opens or closes something: commands by the
/// operation table's `access`, questions and reports by their kind, sockets by their plane. The
/// holder comes from the hub's table of keys, never from a message. Pure; what is not allowed here
/// is forbidden.

#include "core/message.hpp"

#include <map>

namespace panggil {

enum class Role {
    Display, ///< a screen: reads, and reports about itself
    Counter, ///< a clerk's console: its own counters; reads everything
    Kiosk,   ///< gives out tickets and sees nothing else
    Admin,   ///< everything
};

/// "display", "counter", "kiosk", "admin".
[[nodiscard]] std::string_view name_of(Role role);

/// Whose key it is.
struct KeyHolder {
    std::string name; ///< of the device; a screen's is the name that it reports with
    Role role = Role::Display;
    TextList counters; ///< ids or numbers of a Counter's own counters
    bool revoked = false;

    friend bool operator==(const KeyHolder&, const KeyHolder&) = default;
};

/// From public key to holder.
using KeyTable = std::map<std::string, KeyHolder, std::less<>>;

/// "display", "counter:3", "counter:3,teknik", "kiosk", "admin": role and counters of a holder that
/// has no name yet.
[[nodiscard]] Result<KeyHolder> parse_role(std::string_view text);
/// The same, back.
[[nodiscard]] std::string role_text(const KeyHolder& holder);

enum class Plane { Control, Events, Commands };

/// Whether a connection may come about at all; nullopt is a key that nobody knows. A display gets
/// as far as the commands, where it is told that it may not: the clerk with the wrong key folder
/// must learn why.
[[nodiscard]] bool may_enter(const std::optional<KeyHolder>& who, Plane plane);

/// Done, or "forbidden" in the clerk's words. `state` turns a counter's number into its id.
[[nodiscard]] Result<Done> may(const std::optional<KeyHolder>& who, const Command& command,
                               const QueueState& state);
[[nodiscard]] Result<Done> may(const std::optional<KeyHolder>& who, const CommandQuery& query);
[[nodiscard]] Result<Done> may(const std::optional<KeyHolder>& who, const ControlRequest& request);

} // namespace panggil
