// SPDX-License-Identifier: MIT
#include "renderer/site.hpp"

#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <system_error>
#include <vector>

namespace panggil::screen {

namespace fs = std::filesystem;

namespace {

constexpr std::uintmax_t largest_file = 16U << 20U;

bool is_site(const fs::path& folder) {
    std::error_code ignored;
    return fs::is_directory(folder / "layouts", ignored) &&
           fs::is_directory(folder / "fonts", ignored);
}

fs::path program_folder() {
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    return error ? fs::path{} : program.parent_path();
}

/// The folder itself and all above it.
std::vector<fs::path> upwards(fs::path folder) {
    std::vector<fs::path> folders;
    while (!folder.empty()) {
        folders.push_back(folder);
        if (folder == folder.root_path()) {
            break;
        }
        folder = folder.parent_path();
    }
    return folders;
}

} // namespace

Result<Site> find_site(const std::string& given) {
    if (!given.empty()) {
        if (!is_site(given)) {
            return Problem{
                "site.not_found", given, "is not a site folder",
                "a site holds at least the folders layouts and fonts; give another --site", ""};
        }
        return Site{fs::absolute(given)};
    }
    std::vector<fs::path> candidates;
    if (const char* from_environment = std::getenv("PANGGIL_SITE"); from_environment != nullptr) {
        candidates.emplace_back(from_environment);
    }
    std::error_code ignored;
    for (const fs::path& folder : upwards(program_folder())) {
        candidates.push_back(folder);
    }
    candidates.push_back(program_folder().parent_path() / "share" / "panggil");
    for (const fs::path& folder : upwards(fs::current_path(ignored))) {
        candidates.push_back(folder);
    }
    candidates.emplace_back("/usr/share/panggil");
    for (const fs::path& folder : candidates) {
        if (is_site(folder)) {
            return Site{folder};
        }
    }
    return Problem{
        "site.not_found", candidates.front().string(), "no site folder found near the program",
        "say --site DIR or set PANGGIL_SITE to the folder that holds layouts and fonts", ""};
}

std::string default_state_dir(const std::string& screen) {
    const auto from = [](const char* name) {
        const char* value = std::getenv(name);
        return value == nullptr ? fs::path{} : fs::path(value);
    };
    if (const fs::path given = from("STATE_DIRECTORY"); !given.empty()) {
        return given.string();
    }
    fs::path states = from("XDG_STATE_HOME");
    if (const fs::path home = from("HOME"); states.empty() && !home.empty()) {
        states = home / ".local" / "state";
    }
    return states.empty() ? std::string() : (states / "panggil" / screen).string();
}

Result<std::string> read_file(const fs::path& path) {
    std::error_code error;
    const std::uintmax_t size = fs::file_size(path, error);
    if (error) {
        return Problem{"file.cannot_read", path.string(), "cannot be read: " + error.message(),
                       "check the name and that this user may read it", ""};
    }
    if (size > largest_file) {
        return Problem{"file.too_large", path.string(), "is larger than 16 MiB",
                       "this is not such a file", ""};
    }
    std::ifstream file(path, std::ios::binary);
    std::string content{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (!file) {
        return Problem{"file.cannot_read", path.string(),
                       std::string("cannot be read: ") + std::strerror(errno),
                       "check that this user may read it", ""};
    }
    return content;
}

} // namespace panggil::screen
