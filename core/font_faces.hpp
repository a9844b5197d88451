// SPDX-License-Identifier: MIT
#pragma once
/// FontFaces: which file draws which face. A face name is what layouts say ("Lato Black"); a file
/// is a bare name, looked for first in the site's own fonts folder and then among the system's.

#include <map>
#include <string>
#include <vector>

namespace panggil {

struct FontFaces {
    /// Face name to file names, the best first.
    std::map<std::string, std::vector<std::string>> files;
    /// Files for a face without a file of its own, and for letters that a face lacks.
    std::vector<std::string> fallback;

    friend bool operator==(const FontFaces&, const FontFaces&) = default;
};

} // namespace panggil
