// SPDX-License-Identifier: MIT
#pragma once
/// SiteWatch: tells when files of the site have changed, by inotify. It looks at files that are
/// complete (closed after writing, or renamed into place) and waits for a short silence, so that
/// an editor's several steps are one change; under a flood it lets one through now and then.
/// Folders that come later are watched as well. The same for any other root. Main thread only.

#include "core/time.hpp"

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace panggil::screen {

class SiteWatch {
public:
    struct Rules {
        /// Whether this folder, directly in the root, is watched with all below it.
        std::function<bool(const std::string& name)> folder;
        /// What is below those folders counts; otherwise only that they come, go or are exchanged.
        bool below_counts = true;
        /// Other files of the root count as well.
        bool root_counts = true;
        Micros silence{15'000};  ///< after the last change
        Micros patience{60'000}; ///< after the first one
    };

    /// What an office edits, but the voice.
    explicit SiteWatch(const std::filesystem::path& site);
    SiteWatch(const std::filesystem::path& root, Rules rules);
    ~SiteWatch();
    SiteWatch(const SiteWatch&) = delete;
    SiteWatch& operator=(const SiteWatch&) = delete;

    /// Readable when something has happened; -1 when this machine cannot watch.
    [[nodiscard]] int descriptor() const { return descriptor_; }

    /// True once for each change that has settled.
    [[nodiscard]] bool take_change(Moment now);

    /// When take_change() should be asked again.
    [[nodiscard]] std::optional<Moment> due() const;

private:
    void watch(const std::filesystem::path& folder);
    void watch_below(const std::filesystem::path& folder);
    [[nodiscard]] bool read_events();

    std::filesystem::path site_;
    Rules rules_;
    int descriptor_;
    std::map<int, std::filesystem::path> folders_;
    std::optional<Moment> first_; ///< of the changes that were not let through yet
    std::optional<Moment> last_;
};

} // namespace panggil::screen
