// SPDX-License-Identifier: MIT
#pragma once
/// ScheduleStore: screens.json with the holidays that it names, as it may be followed: read,
/// checked, and the last good one kept, also for the next start. One that is broken, half written
/// or gone never replaces the one that is followed; what is wrong with it is told. Main thread
/// only.

#include "core/schedule.hpp"
#include "renderer/kept_files.hpp"
#include "renderer/layout_store.hpp"
#include "renderer/site.hpp"

namespace panggil::screen {

class ScheduleStore {
public:
    /// `kept`: the folder of the last good one, made when it is needed; "" keeps none.
    ScheduleStore(Site site, std::filesystem::path kept);

    /// Of a broken one that has no good one before it, what is left.
    [[nodiscard]] const Schedule& schedule() const { return schedule_; }

    /// Files have changed. True when another schedule is followed now.
    bool reload();

    /// What is wrong with the file as it is now; nothing when it is followed.
    [[nodiscard]] const std::optional<Problem>& refused() const { return refused_; }

    [[nodiscard]] std::vector<LayoutStore::News> take_news();

private:
    struct Read {
        std::optional<Schedule> schedule; ///< none when it is no JSON at all
        Problems problems;
    };

    [[nodiscard]] Read read(const codec::ReadFile& read_file,
                            const codec::FileExists& exists = {}) const;
    /// As the files are now; a good one is kept for the next start.
    [[nodiscard]] Read read_now();
    [[nodiscard]] Read read_kept() const;
    [[nodiscard]] static bool is_good(const Read& read);

    Site site_;
    KeptFiles files_;
    Schedule schedule_;
    std::optional<Problem> refused_;
    std::vector<LayoutStore::News> news_;
};

} // namespace panggil::screen
