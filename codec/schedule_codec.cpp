// SPDX-License-Identifier: MIT
#include "codec/schedule_codec.hpp"

#include "codec/layout_files.hpp"
#include "codec/table_codec.hpp"
#include "core/file_fields.hpp"

#include <utility>

namespace panggil::codec {

Result<LoadedSchedule> load_schedule(const std::filesystem::path& file,
                                     const std::filesystem::path& site, const ReadFile& read,
                                     FileExists exists) {
    LayoutFiles files(site, read, std::move(exists));
    std::error_code ignored;
    Result<Tree> tree =
        files.read_tree(std::filesystem::weakly_canonical(file, ignored), screens_file_fields());
    if (!tree) {
        return tree.problem();
    }
    LoadedSchedule loaded;
    loaded.schedule.file = std::move(tree).value();
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
