// SPDX-License-Identifier: MIT
#pragma once
/// FontFaces: which file draws which face. A face name is what layouts say ("Lato Black"); a file
/// is a bare name, looked for first in the site's own fonts folder and then among the system's.

#include <map>
#include <string>
#include <vector>

namespace panggil {

/// Where files come from, for whoever misses them or passes them on.
struct FontOrigin {
    std::string package; ///< of Debian; empty for files of the site itself
    std::string licence; ///< SPDX name

    friend bool operator==(const FontOrigin&, const FontOrigin&) = default;
};

struct FontFaces {
    /// Face name to file names, the best first.
    std::map<std::string, std::vector<std::string>> files;
    /// Face name to where its files come from.
    std::map<std::string, FontOrigin> origins;
    /// Files for a face without a file of its own, and for letters that a face lacks.
    std::vector<std::string> fallback;

    friend bool operator==(const FontFaces&, const FontFaces&) = default;
};

} // namespace panggil
