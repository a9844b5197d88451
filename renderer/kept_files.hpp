// SPDX-License-Identifier: MIT
#pragma once
/// KeptFiles: the files that a good layout was made of, as they were when it was last good, so that
/// a screen that starts with a broken one can show the one before. One file for each layout in a
/// folder of the screen's own. Nothing here fails: what cannot be kept or read is not there. Main
/// thread only.

#include <filesystem>
#include <map>
#include <string>

namespace panggil::screen {

class KeptFiles {
public:
    using Texts = std::map<std::string, std::string>; ///< by absolute path

    /// "" keeps nothing.
    explicit KeptFiles(std::filesystem::path folder) : folder_(std::move(folder)) {}

    /// Replaces what was kept under this name. Writes only what is new.
    void keep(const std::string& name, const Texts& texts);

    /// Empty when nothing is kept under this name.
    [[nodiscard]] Texts texts_of(const std::string& name) const;

private:
    [[nodiscard]] std::filesystem::path file_of(const std::string& name) const;

    std::filesystem::path folder_;
    std::map<std::string, Texts> written_; ///< in this life
};

} // namespace panggil::screen
