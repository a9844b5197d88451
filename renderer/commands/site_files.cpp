// SPDX-License-Identifier: MIT
#include "renderer/commands/site_files.hpp"

#include <algorithm>

namespace panggil::screen {

namespace fs = std::filesystem;

std::vector<fs::path> files_in(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code error;
    for (const auto& entry : fs::recursive_directory_iterator(
             folder, fs::directory_options::skip_permission_denied, error)) {
        const std::string name = entry.path().filename().string();
        if (entry.is_regular_file(error) && name.ends_with(".json") &&
            !name.ends_with(".schema.json") && !name.ends_with(".board.json")) {
            files.push_back(entry.path());
        }
    }
    std::ranges::sort(files);
    return files;
}

std::string shown_in(const Site& site, const fs::path& file) {
    const fs::path relative =
        fs::weakly_canonical(file).lexically_relative(fs::weakly_canonical(site.root));
    return relative.empty() || *relative.begin() == ".." ? file.string() : relative.string();
}

Result<Site> site_near(const fs::path& path, const std::string& given) {
    if (!given.empty()) {
        return find_site(given);
    }
    std::error_code ignored;
    for (fs::path folder = fs::weakly_canonical(path, ignored); folder.has_relative_path();
         folder = folder.parent_path()) {
        if (fs::is_directory(folder / "layouts", ignored) &&
            fs::is_directory(folder / "fonts", ignored)) {
            return Site{folder};
        }
        if (folder.filename() == "layouts") {
            return Site{folder.parent_path()};
        }
    }
    return find_site("");
}

} // namespace panggil::screen
