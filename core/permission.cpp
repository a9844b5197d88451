// SPDX-License-Identifier: MIT
#include "core/permission.hpp"

#include "core/joined.hpp"
#include "core/operation.hpp"
#include "core/operations/arguments.hpp"
#include "core/plain_text.hpp"

#include <algorithm>

namespace panggil {

namespace {

constexpr std::size_t longest_counter = 32;

Problem forbidden(std::string where, std::string what, std::string hint, std::string pesan) {
    return {"forbidden", std::move(where), std::move(what), std::move(hint), std::move(pesan)};
}

Problem unknown_key() {
    return forbidden("key", "is not known to this hub, or was revoked",
                     "ask an administrator for a key of this hub",
                     "Kunci perangkat ini tidak dikenal atau sudah dicabut. Hubungi admin.");
}

Problem wrong_role(const KeyHolder& who, std::string_view asked) {
    return forbidden("key " + who.name,
                     "may not " + std::string(asked) + ": its role is " + role_text(who),
                     "use a key of another role, or ask an administrator",
                     "Kunci " + who.name + " (" + role_text(who) +
                         ") tidak boleh melakukan ini. Hubungi admin.");
}

Problem foreign_counter(const KeyHolder& who, const std::string& asked) {
    // What was asked may be any text; only a short plain one is repeated.
    const std::string counter = fault_of_text(asked, longest_counter).empty() ? asked : "?";
    return forbidden("counter " + counter,
                     "does not belong to key " + who.name + ", which has " +
                         joined(who.counters, ","),
                     "call from the counter's own console",
                     "Kunci " + who.name + " untuk loket " + joined(who.counters, ",") +
                         ", bukan loket " + counter + ".");
}

bool is_live(const std::optional<KeyHolder>& who) {
    return who && !who->revoked;
}

/// Numbers and ids of one counter are the same counter; what names none is nobody's.
bool owns(const KeyHolder& who, const std::string& asked, const QueueState& state) {
    const auto counter = find_counter(asked, state);
    return counter && std::ranges::any_of(who.counters, [&](const std::string& own) {
               const auto mine = find_counter(own, state);
               return mine && mine.value() == counter.value();
           });
}

bool role_may(Role role, Access access) {
    switch (role) {
    case Role::Admin:
        return true;
    case Role::Counter:
        return access == Access::OwnCounter;
    case Role::Kiosk:
        return access == Access::Kiosk;
    case Role::Display:
        break;
    }
    return false;
}

/// The screen that the request speaks for, if it speaks for one.
const std::string* speaks_for(const ControlRequest& request) {
    if (const auto* ping = std::get_if<Ping>(&request)) {
        return ping->status ? &ping->status->screen : nullptr;
    }
    if (const auto* report = std::get_if<ReceiptReport>(&request)) {
        return &report->receipt.screen;
    }
    if (const auto* wish = std::get_if<SpeakRequest>(&request)) {
        return &wish->screen;
    }
    if (const auto* report = std::get_if<OrderReport>(&request)) {
        return &report->screen;
    }
    return nullptr;
}

} // namespace

std::string_view name_of(Role role) {
    switch (role) {
    case Role::Counter:
        return "counter";
    case Role::Kiosk:
        return "kiosk";
    case Role::Admin:
        return "admin";
    case Role::Display:
        break;
    }
    return "display";
}

std::string role_text(const KeyHolder& holder) {
    std::string text(name_of(holder.role));
    return holder.counters.empty() ? text : text + ':' + joined(holder.counters, ",");
}

Result<KeyHolder> parse_role(std::string_view text) {
    KeyHolder holder;
    for (const Role role : {Role::Display, Role::Kiosk, Role::Admin}) {
        if (text == name_of(role)) {
            holder.role = role;
            return holder;
        }
    }
    constexpr std::string_view clerk = "counter:";
    bool sound = text.starts_with(clerk);
    holder.role = Role::Counter;
    for (std::string_view rest = sound ? text.substr(clerk.size()) : ""; sound;) {
        const std::size_t comma = rest.find(',');
        const std::string counter(rest.substr(0, comma));
        sound = !counter.empty() && counter.find(' ') == std::string::npos &&
                fault_of_text(counter, longest_counter).empty();
        holder.counters.push_back(counter);
        if (comma == std::string_view::npos) {
            break;
        }
        rest.remove_prefix(comma + 1);
    }
    if (!sound) {
        return Problem{"key.bad_role", "role", '"' + std::string(text) + "\" is not a role",
                       "write display, counter:3, counter:3,4, kiosk or admin", ""};
    }
    return holder;
}

bool may_enter(const std::optional<KeyHolder>& who, Plane plane) {
    return is_live(who) && (plane != Plane::Events || who->role != Role::Kiosk);
}

Result<Done> may(const std::optional<KeyHolder>& who, const Command& command,
                 const QueueState& state) {
    if (!is_live(who)) {
        return unknown_key();
    }
    if (who->role == Role::Admin) {
        return Done{};
    }
    const Operation* operation = find_operation(command.op);
    if (operation == nullptr || !role_may(who->role, operation->access)) {
        return wrong_role(*who, operation == nullptr ? "give commands" : operation->name);
    }
    if (operation->access != Access::OwnCounter) {
        return Done{};
    }
    for (const Parameter& parameter : operation->parameters) {
        const std::string& asked = command.args.text(parameter.key);
        if (parameter.kind == ParameterKind::Counter && !owns(*who, asked, state)) {
            return foreign_counter(*who, asked);
        }
    }
    return Done{};
}

Result<Done> may(const std::optional<KeyHolder>& who, const CommandQuery& /*query*/) {
    if (!is_live(who)) {
        return unknown_key();
    }
    return who->role == Role::Display ? wrong_role(*who, "ask about commands")
                                      : Result<Done>(Done{});
}

Result<Done> may(const std::optional<KeyHolder>& who, const ControlRequest& request) {
    if (!is_live(who)) {
        return unknown_key();
    }
    const std::string* screen = speaks_for(request);
    if (const auto* order = std::get_if<OrderRequest>(&request)) {
        const bool only_looks = order->deed == "picture" && who->role == Role::Counter;
        return who->role == Role::Admin || only_looks ? Result<Done>(Done{})
                                                      : wrong_role(*who, "give a screen orders");
    }
    switch (who->role) {
    case Role::Admin:
        return Done{};
    case Role::Display:
        if (screen != nullptr && *screen != who->name) {
            return forbidden("key " + who->name, "speaks for another screen than itself",
                             "start the screen with --screen " + who->name,
                             "Kunci " + who->name + " hanya untuk layar " + who->name + ".");
        }
        return Done{};
    case Role::Counter:
        return screen == nullptr ? Result<Done>(Done{}) : wrong_role(*who, "speak for a screen");
    case Role::Kiosk:
        break;
    }
    // A kiosk learns the port of the commands from a ping, and nothing else.
    if (screen == nullptr && std::holds_alternative<Ping>(request)) {
        return Done{};
    }
    return wrong_role(*who, "look at the hall");
}

} // namespace panggil
