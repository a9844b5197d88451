// SPDX-License-Identifier: MIT
#include "hub/term.hpp"

#include "codec/durable.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>

namespace panggil::hub {

namespace fs = std::filesystem;

namespace {

fs::path file_in(const std::string& folder) {
    return fs::path(folder) / "hub.term";
}

constexpr const char* begun_mark = "begun";

/// "1795478400 begun": the last term, and whether a journal here has held an event.
struct Known {
    std::int64_t term = 0;
    bool begun = false;
};

Known known_in(const fs::path& file) {
    std::ifstream stream(file);
    Known known;
    std::string mark;
    if (!(stream >> known.term)) {
        return {};
    }
    stream >> mark;
    known.begun = mark == begun_mark;
    return known;
}

/// The file holds the new term or the old one, whatever happens meanwhile.
bool keep(const fs::path& file, const Known& known) {
    const std::string text =
        std::to_string(known.term) + (known.begun ? ' ' + std::string(begun_mark) : "") + '\n';
    return codec::replace_file(file.string(), text);
}

Problem cannot_keep(const fs::path& file, int why) {
    if (why == ENOSPC || why == EDQUOT || why == EFBIG) {
        return Problem{"journal.full", file.string(), "the disk is full",
                       "free some space; the hub goes on by itself", "Penyimpanan server penuh."};
    }
    return Problem{"journal.cannot_open", file.string(), std::strerror(why),
                   "let the hub's user write this folder", ""};
}

} // namespace

std::int64_t unwritten_term(const std::string& folder, UtcTime now) {
    const std::int64_t seconds =
        std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
    return std::max(seconds, known_in(file_in(folder)).term + 1);
}

Result<std::int64_t> next_term(const std::string& folder, std::int64_t known, UtcTime now) {
    const fs::path file = file_in(folder);
    const std::int64_t term = std::max(known + 1, unwritten_term(folder, now));
    if (keep(file, {term, known_in(file).begun})) {
        return term;
    }
    return cannot_keep(file, errno);
}

Result<Done> mark_begun(const std::string& folder) {
    const fs::path file = file_in(folder);
    Known known = known_in(file);
    if (known.begun) {
        return Done{};
    }
    known.begun = true;
    return keep(file, known) ? Result<Done>(Done{}) : cannot_keep(file, errno);
}

bool is_begun(const std::string& folder) {
    return known_in(file_in(folder)).begun;
}

} // namespace panggil::hub
