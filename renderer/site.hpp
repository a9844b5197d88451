// SPDX-License-Identifier: MIT
#pragma once
/// Site: the folder that holds what an office may edit: layouts/, assets/, fonts/, audio/. Found
/// once at start; everything a layout names stays inside it.

#include "core/result.hpp"

#include <filesystem>
#include <string>

namespace panggil::screen {

struct Site {
    std::filesystem::path root;

    [[nodiscard]] std::filesystem::path default_layout() const {
        return root / "layouts" / "mpp-lanskap.json";
    }

    [[nodiscard]] std::filesystem::path schedule() const { return root / "screens.json"; }

    [[nodiscard]] std::filesystem::path alert_layout() const {
        return root / "layouts" / "darurat.json";
    }

    [[nodiscard]] std::filesystem::path default_pack() const { return root / "audio" / "id-ID"; }

    [[nodiscard]] std::filesystem::path font_table() const { return root / "fonts" / "fonts.json"; }
};

/// `given` (from --site) wins; else $PANGGIL_SITE; else the nearest folder above the program, then
/// above the working directory, that holds layouts/ and fonts/; else the office's folder of an
/// installed system (/etc/panggil/site), else what was installed with it (share/panggil).
/// The Problem lists where it looked.
[[nodiscard]] Result<Site> find_site(const std::string& given);

/// Where a screen of this name keeps what must survive a restart: $STATE_DIRECTORY (systemd), else
/// panggil/<name> in $XDG_STATE_HOME or ~/.local/state; "" when the machine has no such place.
[[nodiscard]] std::string default_state_dir(const std::string& screen);

/// The whole file, or why not (missing, unreadable, no plain file, larger than 16 MiB). Never
/// waits: a pipe is no file.
[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& path);

} // namespace panggil::screen
