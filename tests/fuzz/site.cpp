// SPDX-License-Identifier: MIT
#include "tests/fuzz/site.hpp"

#include <fstream>
#include <iterator>

namespace panggil::fuzz {

namespace fs = std::filesystem;

Site::Site() : root_(fs::canonical(PANGGIL_SOURCE_DIR)) {
    for (const char* folder : {"layouts", "data", "assets"}) {
        for (const auto& entry : fs::recursive_directory_iterator(root_ / folder)) {
            const std::string ending = entry.path().extension().string();
            if (entry.is_regular_file() && (ending == ".json" || ending == ".csv")) {
                std::ifstream file(entry.path(), std::ios::binary);
                files_[entry.path().string()] = {std::istreambuf_iterator<char>(file), {}};
            } else if (entry.is_regular_file()) {
                files_[entry.path().string()] = ""; // a picture that is there
            }
        }
    }
}

void Site::replace(const std::string& file, std::string_view text) {
    files_[(root_ / file).string()] = text;
}

codec::ReadFile Site::reader() const {
    return [this](const fs::path& path) -> Result<std::string> {
        const auto found = files_.find(path.string());
        if (found == files_.end()) {
            return Problem{"file.cannot_read", path.string(), "is not there", "", "tidak ada"};
        }
        return found->second;
    };
}

codec::FileExists Site::finder() const {
    return [this](const fs::path& path) { return files_.contains(path.string()); };
}

} // namespace panggil::fuzz
