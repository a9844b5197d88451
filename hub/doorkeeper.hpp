// SPDX-License-Identifier: MIT
#pragma once
/// Doorkeeper: a hub's keys at work. Holds the gate, keeps it in step with the table of devices,
/// remembers who knocked and who was here, and sends the canary. Must be open before anything is
/// bound, and outlive what is bound. The hub's thread only; nothing blocks but prove().

#include "core/log.hpp"
#include "hub/device_table.hpp"
#include "hub/key_rotation.hpp"
#include "hub/machine.hpp"
#include "hub/strangers.hpp"
#include "link/canary.hpp"
#include "link/gate.hpp"

#include <set>

namespace panggil::hub {

class Doorkeeper {
public:
    using Ports = std::array<link::Endpoint, 3>; ///< control, events, commands

    /// Reads hub.key and devices.sqlite of a folder that `panggil-hub keys init` made. `context`
    /// and `log` must outlive the doorkeeper.
    [[nodiscard]] static Result<Doorkeeper> open(link::Context& context, const std::string& folder,
                                                 Log& log, Now now);

    /// What the server must do now. Rebind: a right was taken away, and only binding anew cuts the
    /// connections that have it; or the hub has its next key. Close: a stranger was let in, or
    /// nobody could prove the contrary.
    enum class Order { GoOn, Rebind, Close };

    [[nodiscard]] Order turn(Now now, const Ports& ports);

    /// Waits until a stranger has been refused at every port; the first thing after binding.
    [[nodiscard]] Result<Done> prove(const Ports& ports);

    /// Whose message this is; nullopt when the key is not in the table. Takes note that it is here.
    [[nodiscard]] std::optional<KeyHolder> holder(const std::string& key);

    /// The key that the hub will have, for those who hold a key of their own.
    [[nodiscard]] const std::optional<NextKey>& next_key() const { return next_key_; }

private:
    Doorkeeper(link::Context& context, const std::string& folder, link::Gate gate,
               DeviceTable devices, KeyTable table, Log& log, Now now);

    [[nodiscard]] Order read_table(Now now);
    [[nodiscard]] Order see_rotation(Now now);
    void take_knocks(Now now);
    [[nodiscard]] Order send_canary(Now now, const Ports& ports);
    void note_seen(Now now);
    void say(LogLevel level, std::string event, Record fields, Now now);
    void complain(const Problem& problem, Now now);

    link::Context* context_;
    std::string folder_;
    KeyRotation rotation_;
    std::optional<NextKey> next_key_;
    Moment rotation_due_{};
    link::Gate gate_;
    DeviceTable devices_;
    KeyTable table_;
    Log* log_;
    OncePerMinute once_;
    std::optional<link::Canary> canary_;
    std::set<std::string, std::less<>> canary_keys_;
    Moment canary_due_{};
    int unanswered_ = 0;
    Moment table_due_{};
    bool unread_ = false; ///< the table has changed and could not be read
    Strangers strangers_;
    std::set<std::string> seen_;
    Moment seen_due_{};
};

} // namespace panggil::hub
