// SPDX-License-Identifier: MIT
#pragma once
/// Scratch: a folder in memory for the files of one program, gone with it. What a target must not
/// see from outside is never put there.

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <sys/stat.h>

namespace panggil::fuzz {

class Scratch {
public:
    Scratch() {
        std::error_code none;
        const bool in_memory = std::filesystem::is_directory("/dev/shm", none);
        std::string name = std::string(in_memory ? "/dev/shm" : "/tmp") + "/panggil-fuzz-XXXXXX";
        if (::mkdtemp(name.data()) == nullptr) {
            std::perror(name.c_str());
            std::abort();
        }
        folder_ = std::filesystem::canonical(name);
    }

    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;

    ~Scratch() {
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }

    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

    /// For its owner alone, as a key must be. The path of what was written.
    std::string write(const std::string& name, std::string_view content) const {
        const std::filesystem::path path = folder_ / name;
        std::filesystem::create_directories(path.parent_path());
        std::FILE* file = std::fopen(path.c_str(), "wb");
        // Nothing has no address, and fwrite wants one.
        if (file == nullptr || (!content.empty() && std::fwrite(content.data(), 1, content.size(),
                                                                file) != content.size())) {
            std::perror(path.c_str());
            std::abort();
        }
        std::fclose(file);
        ::chmod(path.c_str(), 0600);
        return path.string();
    }

private:
    std::filesystem::path folder_;
};

} // namespace panggil::fuzz
