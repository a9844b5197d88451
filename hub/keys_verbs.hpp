// SPDX-License-Identifier: MIT
#pragma once
/// What `panggil-hub keys` does, verb by verb. Each prints what it did; a Problem says what it did
/// not, and leaves the folder as it was. For the hub's own files.

#include "core/result.hpp"
#include "hub/device_table.hpp"

#include <filesystem>

namespace panggil::hub::keys {

/// What was written on the command line.
struct Words {
    std::string folder;
    std::string name;
    std::string role;
    std::string key;
    std::string fingerprint;
    std::string out;
    bool json = false;
    int days = 7;         ///< until a new key of the hub holds
    bool at_once = false; ///< from the hub's next start on
    bool withdraw = false;
};

[[nodiscard]] Result<Done> run_init(Words words);
[[nodiscard]] Result<Done> run_add(const Words& words);
[[nodiscard]] Result<Done> run_list(const Words& words);
[[nodiscard]] Result<Done> run_pending(const Words& words);
[[nodiscard]] Result<Done> run_approve(const Words& words);
[[nodiscard]] Result<Done> run_revoke(const Words& words);
[[nodiscard]] Result<Done> run_rotate(Words words); ///< keys_rotate.cpp

// Shared between the verbs.
[[nodiscard]] std::filesystem::path file(const Words& words, const char* name);
[[nodiscard]] std::string day_and_time(UtcTime time);
[[nodiscard]] Result<DeviceTable> open_table(const Words& words);
[[nodiscard]] Result<std::string> add_with_folder(const Words& words, DeviceTable& table);
void tell_folder(const Words& words, const std::string& folder);

} // namespace panggil::hub::keys
