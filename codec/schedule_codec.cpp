// SPDX-License-Identifier: MIT
#include "codec/schedule_codec.hpp"

#include "codec/layout_files.hpp"
#include "codec/table_codec.hpp"

namespace panggil::codec {

Result<LoadedSchedule> load_schedule(const std::filesystem::path& file,
                                     const std::filesystem::path& site, const ReadFile& read) {
    LayoutFiles files(site, read);
    std::error_code ignored;
    const std::filesystem::path canonical = std::filesystem::weakly_canonical(file, ignored);
    Result<Tree> tree = files.read_tree(canonical);
    if (!tree) {
        return tree.problem();
    }
    LoadedSchedule loaded;
    loaded.schedule.file = std::move(tree).value();
    if (Tree::Object* top = loaded.schedule.file.object(); top != nullptr) {
        if (const auto pins = top->find("pins"); pins != top->end()) {
            pins->second = files.resolved_members(std::move(pins->second), canonical.parent_path());
        }
    }
    if (const std::string path = loaded.schedule.file.text_or("holidays"); !path.empty()) {
        const Result<std::string> text = read(path);
        Result<Tree> days = text ? decode_table(text.value(), files.shown(path), files.places)
                                 : Result<Tree>(text.problem());
        if (days) {
            loaded.schedule.holidays = std::move(days).value();
        } else {
            files.problems.push_back(days.problem());
        }
    }
    loaded.schedule.places = std::move(files.places);
    loaded.problems = std::move(files.problems);
    return loaded;
}

} // namespace panggil::codec
