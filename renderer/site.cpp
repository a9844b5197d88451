// SPDX-License-Identifier: MIT
#include "renderer/site.hpp"

#include "core/diagnosis.hpp"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace panggil::screen {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t largest_file = 16U << 20U;

/// Closed at the end of its scope.
struct Descriptor {
    explicit Descriptor(int opened) : number(opened) {}

    ~Descriptor() {
        if (number >= 0) {
            close(number);
        }
    }

    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    int number;
};

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
    candidates.emplace_back("/etc/panggil/site"); // the office's own, of the Debian packages
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
    const auto unreadable = [&](const std::string& why) {
        return diagnose("file.cannot_read", path.string(), {why});
    };
    const Descriptor file(open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));

    struct stat about {};

    if (file.number < 0 || fstat(file.number, &about) != 0) {
        return unreadable(std::strerror(errno));
    }
    if (!S_ISREG(about.st_mode)) {
        return unreadable(S_ISDIR(about.st_mode) ? "it is a folder" : "it is no plain file");
    }
    std::string content;
    std::array<char, 64 * 1024> piece{};
    for (;;) {
        const ssize_t got = read(file.number, piece.data(), piece.size());
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return unreadable(std::strerror(errno));
        }
        if (got == 0) {
            return content;
        }
        content.append(piece.data(), static_cast<std::size_t>(got));
        if (content.size() > largest_file) {
            return diagnose("file.too_large", path.string(), {std::to_string(largest_file >> 20U)});
        }
    }
}

} // namespace panggil::screen
