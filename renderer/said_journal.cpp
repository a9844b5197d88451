// SPDX-License-Identifier: MIT
#include "renderer/said_journal.hpp"

#include "codec/durable.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <sstream>
#include <sys/file.h>
#include <unistd.h>

namespace panggil::screen {

namespace fs = std::filesystem;

namespace {

Problem trouble(const fs::path& place, const std::string& what) {
    return {"said_journal.failed", place.string(), what,
            "let the screen's user write this folder, or give another --state-dir",
            "Layar tidak dapat menyimpan catatan panggilan."};
}

/// Blanks are written ahead: a line that takes their place costs the disk one block, one that makes
/// the file longer several. They have no end of line, so that a torn line among them is none.
constexpr std::size_t room = 16384;

std::string line_of(const SaidJournal::Begun& call) {
    return "S " + call.call_id + (call.bid.empty() ? "" : ' ' + call.bid) + '\n';
}

} // namespace

SaidJournal::SaidJournal(const fs::path& folder, Problems& problems) : file_(folder / "said.log") {
    std::error_code error;
    fs::create_directories(folder, error);
    const int lock = ::open((folder / "said.lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock < 0) {
        problems.push_back(trouble(folder, std::strerror(errno)));
        return;
    }
    if (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
        ::close(lock);
        problems.push_back({"said_journal.in_use", folder.string(), "is in use by another screen",
                            "give each screen its own --state-dir", ""});
        return;
    }
    std::ifstream file(file_, std::ios::binary);
    const std::string old{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    read(old);
    // Begun anew with what still matters, so that it never grows beyond a day or so.
    std::string text;
    for (const std::string& call_id : said_.all()) {
        text += "D " + call_id + '\n';
    }
    if (interrupted_) {
        text += line_of(*interrupted_);
    }
    if (codec::replace_file(file_.string(), text + std::string(room, ' '))) {
        end_ = text.size();
        room_ = end_ + room;
    } else {
        problems.push_back(trouble(file_, std::strerror(errno)));
        end_ = old.rfind('\n') + 1; // it may be that the old one can be gone on with
        room_ = old.size();
        torn_ = room_ - end_;
    }
    // The lock's descriptor stays open for as long as this process lives.
    lock_ = lock;
    descriptor_ = ::open(file_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor_ < 0) {
        problems.push_back(trouble(file_, std::strerror(errno)));
    }
}

SaidJournal::~SaidJournal() {
    for (const int descriptor : {descriptor_, lock_}) {
        if (descriptor >= 0) {
            ::close(descriptor);
        }
    }
}

void SaidJournal::read(const std::string& text) {
    std::istringstream lines(text.substr(0, text.rfind('\n') + 1));
    for (std::string line; std::getline(lines, line);) {
        if (line.size() < 3 || line[1] != ' ') {
            continue; // of a torn write
        }
        std::istringstream words(line.substr(2));
        Begun call;
        words >> call.call_id >> call.bid;
        if (line[0] == 'D') {
            remember(call.call_id);
            if (interrupted_ && interrupted_->call_id == call.call_id) {
                interrupted_.reset();
            }
        } else if (line[0] == 'S' && !said_.contains(call.call_id)) {
            interrupted_ = call;
        }
    }
}

void SaidJournal::remember(const std::string& call_id) {
    if (said_.add(call_id)) {
        last_said_ = call_id;
    }
}

Result<Done> SaidJournal::begin(const Begun& call) {
    return append(line_of(call));
}

Result<Done> SaidJournal::end(const std::string& call_id) {
    remember(call_id);
    return append("D " + call_id + '\n');
}

Result<Done> SaidJournal::append(const std::string& line) {
    if (descriptor_ < 0) {
        return Done{};
    }
    std::string text = line;
    if (end_ + line.size() > room_) {
        text.append(room, ' ');
    } else if (torn_ > line.size()) {
        text.append(torn_ - line.size(), ' ');
    }
    const auto written = ::pwrite(descriptor_, text.data(), text.size(), static_cast<off_t>(end_));
    if (written < static_cast<ssize_t>(line.size())) {
        torn_ = std::max(torn_, line.size());
        return trouble(file_, written < 0 ? std::strerror(errno) : "the disk is full");
    }
    room_ = std::max(room_, end_ + static_cast<std::size_t>(written));
    end_ += line.size();
    torn_ -= std::min(torn_, static_cast<std::size_t>(written));
    return ::fdatasync(descriptor_) == 0 ? Result<Done>(Done{})
                                         : trouble(file_, std::strerror(errno));
}

} // namespace panggil::screen
