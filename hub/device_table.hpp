// SPDX-License-Identifier: MIT
#pragma once
/// DeviceTable: whose keys a hub knows, in a SQLite file beside the hub's own keys, not in the
/// journal: restoring a backup must not bring a revoked key back. Several processes may use it at
/// once: the hub reads, `panggil-hub keys` writes. Revoked keys stay, marked. Failures are Problems
/// (codes keys.*) and leave what was there. One thread each.

#include "core/permission.hpp"

#include <memory>
#include <vector>

namespace panggil::hub {

struct Device {
    std::string key;
    KeyHolder holder;
    UtcTime added{};
    UtcTime revoked{}; ///< zero while it holds
    UtcTime seen{};    ///< zero when it was never here
};

/// An unknown key that knocks.
struct PendingKey {
    std::string key;
    std::string address;
    UtcTime last{};
};

/// A pending key is forgotten when it has not knocked for so long.
inline constexpr Millis pending_lifetime{10 * 60 * 1000};
inline constexpr std::size_t most_pending = 32;
inline constexpr std::size_t most_pending_of_address = 8;

class DeviceTable {
public:
    /// `folder` must exist.
    [[nodiscard]] static Result<DeviceTable> open(const std::string& folder);
    DeviceTable(DeviceTable&&) noexcept;
    DeviceTable& operator=(DeviceTable&&) noexcept;
    ~DeviceTable();

    [[nodiscard]] Result<std::vector<Device>> devices();
    /// The same as the gate wants it.
    [[nodiscard]] Result<KeyTable> keys();

    /// Refused when the name belongs to a device that holds, or the key was ever here. A key that
    /// was pending is so no more. Names: 1 to 32 of a-z, 0-9 and -.
    [[nodiscard]] Result<Done> add(const std::string& key, const KeyHolder& holder, UtcTime now);
    [[nodiscard]] Result<Device> revoke(const std::string& name, UtcTime now);
    [[nodiscard]] Result<Done> saw(const std::vector<std::string>& keys, UtcTime now);

    /// Puts a key on the pending list or refreshes it. When the address has its share, its key that
    /// has not knocked for the longest time gives way; when the list is full, such a one of the
    /// address that has most. So keys of one machine cannot keep another's out.
    [[nodiscard]] Result<Done> knock(const std::string& key, const std::string& address,
                                     UtcTime now);
    [[nodiscard]] Result<std::vector<PendingKey>> pending(UtcTime now);

    /// True when another process has changed the file since the last call.
    [[nodiscard]] bool changed();

private:
    struct Impl;
    explicit DeviceTable(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

} // namespace panggil::hub
