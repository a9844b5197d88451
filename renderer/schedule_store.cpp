// SPDX-License-Identifier: MIT
#include "renderer/schedule_store.hpp"

#include "codec/schedule_codec.hpp"
#include "core/diagnosis.hpp"
#include "core/file_fields.hpp"
#include "renderer/layout_check.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace panggil::screen {

namespace {

constexpr const char* its_name = "screens.json";

} // namespace

ScheduleStore::ScheduleStore(Site site, std::filesystem::path kept)
    : site_(std::move(site)), files_(std::move(kept)) {
    reload();
}

bool ScheduleStore::is_good(const Read& read) {
    return read.schedule && only_warnings(read.problems);
}

ScheduleStore::Read ScheduleStore::read(const codec::ReadFile& read_file,
                                        const codec::FileExists& exists) const {
    auto loaded = codec::load_schedule(site_.schedule(), site_.root, read_file, exists);
    if (!loaded) {
        return {std::nullopt, {loaded.problem()}};
    }
    const Schedule& schedule = loaded.value().schedule;
    Problems problems = std::move(loaded.value().problems);
    std::ranges::move(check_file(schedule.file, screens_file_fields(), schedule.places, its_name),
                      std::back_inserter(problems));
    std::ranges::move(check_schedule(schedule), std::back_inserter(problems));
    return {std::move(loaded.value().schedule), std::move(problems)};
}

ScheduleStore::Read ScheduleStore::read_now() {
    KeptFiles::Texts texts;
    Read found = read([&](const std::filesystem::path& path) {
        Result<std::string> text = read_file(path);
        if (text) {
            texts[path.string()] = text.value();
        }
        return text;
    });
    if (is_good(found)) {
        files_.keep(its_name, texts);
    }
    return found;
}

/// The layouts that it names were there when it was good; of those that have gone since, the last
/// good ones are kept as well.
ScheduleStore::Read ScheduleStore::read_kept() const {
    const KeptFiles::Texts texts = files_.texts_of(its_name);
    if (texts.empty()) {
        return {};
    }
    return read(
        [&](const std::filesystem::path& path) {
            const auto found = texts.find(path.string());
            return found == texts.end() ? read_file(path) : Result<std::string>(found->second);
        },
        [](const std::filesystem::path&) { return true; });
}

bool ScheduleStore::reload() {
    std::error_code ignored;
    const auto file = std::filesystem::symlink_status(site_.schedule(), ignored);
    if (!std::filesystem::exists(file)) {
        return false; // a site without one shows its one layout; one that has gone keeps holding
    }
    Read next = read_now();
    const bool good = is_good(next);
    const bool first = schedule_.file.is_nothing();
    Read earlier = first && !good ? read_kept() : Read{};
    const bool replaced = is_good(earlier);
    const bool same = next.schedule && next.schedule->file == schedule_.file &&
                      next.schedule->holidays == schedule_.holidays;
    if (!good || first || refused_ || !same || !next.problems.empty()) {
        news_.push_back({good, its_name, next.problems});
    }
    refused_ = good ? std::nullopt : std::optional(next.problems.front());
    Read& taken = replaced ? earlier : next;
    if (taken.schedule && (good || first)) {
        schedule_ = std::move(*taken.schedule);
    }
    return first || (good && !same);
}

std::vector<LayoutStore::News> ScheduleStore::take_news() {
    return std::exchange(news_, {});
}

} // namespace panggil::screen
