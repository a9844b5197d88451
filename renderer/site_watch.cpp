// SPDX-License-Identifier: MIT
#include "renderer/site_watch.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <sys/inotify.h>
#include <unistd.h>

namespace panggil::screen {

namespace fs = std::filesystem;

namespace {

constexpr std::uint32_t complete = IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE |
                                   IN_CREATE | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF;

/// Where an office keeps what it edits. The voice has a store and a watch of its own; fonts are
/// read once, at the start.
constexpr std::array<const char*, 4> folders{"layouts", "assets", "data", "playlists"};

bool is_edited(const std::string& folder) {
    return std::ranges::find(folders, folder) != folders.end();
}

} // namespace

SiteWatch::SiteWatch(const fs::path& site) : SiteWatch(site, Rules{is_edited}) {}

SiteWatch::SiteWatch(const fs::path& root, Rules rules)
    : site_(root), rules_(std::move(rules)), descriptor_(inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {
    watch(site_);
    std::error_code error;
    // Folders may vanish at any moment: a range-for would throw at the next step.
    for (fs::directory_iterator entry(site_, error); !error && entry != fs::directory_iterator();
         entry.increment(error)) {
        if (rules_.folder(entry->path().filename().string())) {
            watch_below(entry->path());
        }
    }
}

SiteWatch::~SiteWatch() {
    if (descriptor_ >= 0) {
        close(descriptor_);
    }
}

void SiteWatch::watch(const fs::path& folder) {
    if (descriptor_ < 0) {
        return;
    }
    const int number = inotify_add_watch(descriptor_, folder.c_str(), complete | IN_ONLYDIR);
    if (number >= 0) {
        folders_[number] = folder;
    }
}

void SiteWatch::watch_below(const fs::path& folder) {
    std::error_code error;
    if (!rules_.below_counts || !fs::is_directory(folder, error)) {
        return;
    }
    watch(folder);
    std::error_code gone; // of one entry: the others are still to be seen
    fs::recursive_directory_iterator entry(folder, fs::directory_options::skip_permission_denied,
                                           error);
    for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
        if (entry->is_directory(gone) && !entry->is_symlink(gone)) {
            watch(entry->path());
        }
    }
}

bool SiteWatch::read_events() {
    bool any = false;
    // Mostly there is nothing: not filled before it is read into.
    alignas(inotify_event) std::array<char, 16 * 1024> buffer; // NOLINT(*-member-init)
    for (;;) {
        const ssize_t got = read(descriptor_, buffer.data(), buffer.size());
        if (got <= 0) {
            return any;
        }
        for (std::size_t at = 0; at < static_cast<std::size_t>(got);) {
            inotify_event event{};
            std::memcpy(&event, buffer.data() + at, sizeof event);
            const std::string name =
                event.len > 0 ? std::string(buffer.data() + at + sizeof event) : std::string();
            at += sizeof event + event.len;
            const auto folder = folders_.find(event.wd);
            const bool is_folder = (event.mask & IN_ISDIR) != 0;
            if (is_folder && folder != folders_.end() &&
                (event.mask & (IN_CREATE | IN_MOVED_TO)) != 0) {
                const fs::path path = folder->second / name;
                if (folder->second != site_ || rules_.folder(name)) {
                    watch_below(path);
                }
            }
            // A file that was only begun is told again when it is closed; a link or a pipe never
            // is.
            any = any || rules_.root_counts || folder == folders_.end() ||
                  folder->second != site_ || name.empty() || rules_.folder(name);
        }
    }
}

bool SiteWatch::take_change(Moment now) {
    if (descriptor_ >= 0 && read_events()) {
        first_ = first_.value_or(now);
        last_ = now;
    }
    if (!last_ || (now < *last_ + rules_.silence && now < *first_ + rules_.patience)) {
        return false;
    }
    first_.reset();
    last_.reset();
    return true;
}

std::optional<Moment> SiteWatch::due() const {
    return last_ ? std::optional(std::min(*last_ + rules_.silence, *first_ + rules_.patience))
                 : std::nullopt;
}

} // namespace panggil::screen
