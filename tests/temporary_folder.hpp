// SPDX-License-Identifier: MIT
#pragma once
/// A folder of its own for a test, gone with it.

#include <filesystem>
#include <random>
#include <string>
#include <system_error>

namespace panggil::test {

class TemporaryFolder {
public:
    TemporaryFolder()
        : path_(std::filesystem::path(PANGGIL_BINARY_DIR) /
                ("test-" + std::to_string(std::random_device()()) + '-' +
                 std::to_string(std::random_device()()))) {
        std::filesystem::create_directories(path_);
    }

    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

} // namespace panggil::test
