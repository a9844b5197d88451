// SPDX-License-Identifier: MIT
#include "renderer/voice_store.hpp"

#include "core/diagnosis.hpp"
#include "core/sooner.hpp"
#include "renderer/voice_proof.hpp"

#include <algorithm>
#include <set>
#include <sys/eventfd.h>
#include <unistd.h>
#include <utility>

namespace panggil::screen {

namespace fs = std::filesystem;

namespace {

/// A pack is hundreds of files: whoever copies one is not done after a moment's silence.
constexpr Micros silence = std::chrono::milliseconds(400);
constexpr Micros patience = std::chrono::seconds(5);
/// Of one pack; a folder without its clips has hundreds.
constexpr std::size_t most_lines = 40;

/// It costs somebody a word.
bool is_hole(const Problem& problem) {
    return !is_voice_warning(problem.code);
}

/// Where packs stand: the folder's own name for it, and the one that links lead to.
std::set<fs::path> homes_of(const std::vector<fs::path>& packs) {
    std::set<fs::path> homes;
    for (const fs::path& pack : packs) {
        std::error_code failed;
        const fs::path named = fs::absolute(pack, failed).lexically_normal();
        homes.insert((named.has_filename() ? named : named.parent_path()).parent_path());
        if (const fs::path real = fs::weakly_canonical(pack, failed); !failed) {
            homes.insert(real.parent_path());
        }
    }
    return homes;
}

/// A name in a folder: where the way to a home may lead elsewhere.
using Turning = std::pair<fs::path, std::string>;

/// The home's own name and every link on the way; the first that is missing ends it. So a home that
/// comes later, or is exchanged for another, is noticed.
void add_turnings(const fs::path& home, std::set<Turning>& turnings) {
    fs::path at = home.root_path();
    for (const fs::path& part : home.relative_path()) {
        std::error_code failed;
        const fs::path next = at / part;
        const bool is_link = fs::is_symlink(next, failed);
        const bool is_there = fs::is_directory(next, failed);
        if (is_link || !is_there || next == home) {
            turnings.insert({at, part.string()});
        }
        if (!is_there) {
            return;
        }
        at = next;
    }
}

std::set<Turning> turnings_of(const std::set<fs::path>& homes) {
    std::set<Turning> turnings;
    for (const fs::path& home : homes) {
        add_turnings(home, turnings);
    }
    return turnings;
}

std::string name_of(const fs::path& pack) {
    const fs::path plain = pack.lexically_normal();
    return (plain.has_filename() ? plain : plain.parent_path()).filename().string();
}

} // namespace

VoiceStore::VoiceStore(std::vector<fs::path> packs, Log& log, fs::path spool)
    : packs_(std::move(packs)), spool_(std::move(spool)), log_(&log),
      wake_(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {
    begin_reading();
}

VoiceStore::~VoiceStore() {
    if (reader_.joinable()) {
        reader_.join();
    }
    if (wake_ >= 0) {
        close(wake_);
    }
}

/// Packs that others fall back to, and those of other languages, stand beside the wanted one.
void VoiceStore::watch_packs() {
    watches_.clear();
    const std::set<Turning> turnings = turnings_of(homes_of(packs_));
    for (const auto& [folder, name] : turnings) {
        const auto is_it = [name = name](const std::string& other) { return other == name; };
        watches_.push_back(std::make_unique<SiteWatch>(
            folder, SiteWatch::Rules{is_it, false, false, silence, patience}));
    }
    for (const fs::path& home : homes_of(packs_)) {
        const auto is_pack = [home, packs = packs_](const std::string& name) {
            std::error_code failed;
            return std::ranges::find(packs, name, name_of) != packs.end() ||
                   fs::exists(home / name / "pack.json", failed);
        };
        watches_.push_back(std::make_unique<SiteWatch>(
            home, SiteWatch::Rules{is_pack, true, false, silence, patience}));
    }
    // One that came before it was watched was not told.
    read_again_ = turnings_of(homes_of(packs_)) != turnings;
}

bool VoiceStore::files_changed(Moment now) {
    bool changed = false;
    for (const auto& watch : watches_) {
        changed = watch->take_change(now) || changed;
    }
    return changed;
}

std::vector<VoiceStore::Read> VoiceStore::read(const std::vector<fs::path>& packs, bool only_first,
                                               const fs::path& spool) {
    std::vector<Read> all;
    for (std::size_t at = 0; at < (only_first ? 1 : packs.size()); ++at) {
        Read read;
        read.pack = at;
        const auto fail = [&](Problem why) {
            read.problems.insert(read.problems.begin(), std::move(why));
        };
        try {
            auto voice = Voice::load_whole(packs[at], read.problems, read.beside, spool);
            if (voice) {
                read.voice = std::make_shared<Voice>(std::move(voice).value());
                read.holes =
                    static_cast<std::size_t>(std::ranges::count_if(read.problems, is_hole));
            } else {
                fail(voice.problem());
            }
        } catch (const std::exception& failure) {
            fail(diagnose("file.cannot_read", packs[at].string(), {failure.what()}));
        }
        all.push_back(std::move(read));
        if (all.back().voice) {
            break;
        }
    }
    return all;
}

void VoiceStore::begin_reading() {
    watch_packs(); // before it is read: what changes from now on is read once more
    std::promise<std::vector<Read>> promise;
    auto reading = promise.get_future();
    try {
        reader_ = std::thread([packs = packs_, spool = spool_, only_first = voice_ != nullptr,
                               wake = wake_, promise = std::move(promise)]() mutable {
            try {
                promise.set_value(read(packs, only_first, spool));
            } catch (...) { // a thread that threw would end the program
                promise.set_exception(std::current_exception());
            }
            const std::uint64_t one = 1;
            [[maybe_unused]] const ssize_t told = write(wake, &one, sizeof one);
        });
    } catch (const std::exception& failure) { // the machine has no thread to spare
        reject(unread(failure), read_clock());
        read_again_ = true; // with the next turn
        return;
    }
    reading_ = std::move(reading);
}

VoiceStore::Read VoiceStore::unread(const std::exception& failure) const {
    Read read;
    read.problems.push_back(
        diagnose("file.cannot_read", packs_.front().string(), {failure.what()}));
    return read;
}

std::vector<VoiceStore::Read> VoiceStore::take_read() {
    try {
        return reading_.get();
    } catch (const std::exception& failure) {
        return {unread(failure)};
    }
}

void VoiceStore::turn(Now now) {
    read_again_ = files_changed(now.mono) || read_again_;
    if (reading_.valid() &&
        reading_.wait_for(std::chrono::seconds(0)) == std::future_status::ready) {
        reader_.join(); // it has nothing more to do than to wake us
        std::uint64_t count = 0;
        [[maybe_unused]] const ssize_t got = ::read(wake_, &count, sizeof count);
        take(take_read(), now);
        starting_ = false;
    }
    if (read_again_ && !reading_.valid()) {
        begin_reading();
    }
}

void VoiceStore::take(std::vector<Read> all, Now now) {
    for (Read& read : all) {
        // What speaks gives way only to what lacks no more than it, or to what was wanted all
        // along.
        const bool better = voice_ == nullptr || speaks_ != read.pack || read.holes <= holes_;
        if (read.voice && better) {
            accept(read, now);
        } else {
            reject(read, now);
        }
    }
}

/// `kept`: why a language beside the pack is spoken as it was before.
VoiceStore::Standing VoiceStore::standing_of(const Read& read, const Problems& kept) const {
    if (read.pack != 0) {
        return {"other", standing_.fault};
    }
    if (const auto hole = std::ranges::find_if(read.problems, is_hole);
        hole != read.problems.end()) {
        return {"incomplete", to_line(*hole)};
    }
    if (!kept.empty()) {
        return {"old", to_line(kept.front())};
    }
    const auto hole = std::ranges::find_if(read.beside, is_hole);
    return hole != read.beside.end() ? Standing{"beside", to_line(*hole)} : Standing{};
}

void VoiceStore::accept(Read& read, Now now) {
    const bool wanted = read.pack == 0;
    const Problems kept =
        voice_ && speaks_ == read.pack ? read.voice->keep_from(*voice_) : Problems{};
    const Standing standing = standing_of(read, kept);
    if (voice_ && speaks_ == read.pack && standing == standing_ && voice_->is_same(*read.voice)) {
        return;
    }
    const auto before = voice_ ? voice_->languages() : std::set<std::string>{};
    voice_ = std::move(read.voice);
    holes_ = read.holes;
    speaks_ = read.pack;
    standing_ = standing;
    if (wanted) {
        told_.clear();
    }
    tell("voice.problem", read, read.problems, now);
    tell_beside(read, kept, now);
    tell_languages(before, read, now);
    log_->write({now.utc, now.mono, LogLevel::Info, "voice.loaded",
                 Record{{"pack", packs_[read.pack].string()},
                        {"id", voice_->pack().id},
                        {"version", voice_->pack().version}}});
}

/// What was told of them before has not become news by a change elsewhere.
void VoiceStore::tell_beside(const Read& read, const Problems& kept, Now now) {
    const auto known = [this](const Problem& problem) {
        return std::ranges::find(told_beside_, problem) != told_beside_.end();
    };
    const auto is_kept = [&](const Problem& problem) {
        return std::ranges::find(kept, problem) != kept.end();
    };
    Problems rejected = kept;
    std::erase_if(rejected, known);
    Problems faults = read.beside;
    std::erase_if(faults, [&](const auto& each) { return known(each) || is_kept(each); });
    tell("voice.problem", read, faults, now);
    tell("voice.rejected", read, rejected, now);
    told_beside_ = read.beside;
    std::ranges::copy_if(kept, std::back_inserter(told_beside_), [&](const Problem& problem) {
        return std::ranges::find(read.beside, problem) == read.beside.end();
    });
}

void VoiceStore::tell_languages(const std::set<std::string>& before, const Read& read, Now now) {
    for (const std::string& lang : before) {
        if (!voice_->languages().contains(lang)) {
            log_->write({now.utc, now.mono, LogLevel::Info, "voice.language_gone",
                         Record{{"pack", packs_[read.pack].string()}, {"lang", lang}}});
        }
    }
}

void VoiceStore::reject(const Read& read, Now now) {
    if (read.pack == 0) {
        const bool speaks = voice_ != nullptr;
        const auto hole = std::ranges::find_if(read.problems, is_hole);
        standing_ = {!speaks        ? "none"
                     : speaks_ == 0 ? "old"
                                    : "other",
                     hole != read.problems.end() ? to_line(*hole) : ""};
        if (std::exchange(told_, read.problems) == read.problems) {
            return;
        }
    }
    tell("voice.rejected", read, read.problems, now);
}

void VoiceStore::tell(const char* event, const Read& read, const Problems& problems, Now now) {
    for (std::size_t at = 0; at < std::min(problems.size(), most_lines); ++at) {
        Record fields = fields_of(problems[at]);
        fields.set("pack", packs_[read.pack].string());
        if (at + 1 == most_lines && problems.size() > most_lines) {
            fields.set("more", static_cast<std::int64_t>(problems.size() - most_lines));
        }
        log_->write({now.utc, now.mono, LogLevel::Warning, event, std::move(fields)});
    }
}

std::optional<Moment> VoiceStore::due() const {
    std::optional<Moment> next;
    for (const auto& watch : watches_) {
        bring_forward(next, watch->due());
    }
    return next;
}

std::vector<int> VoiceStore::descriptors() const {
    std::vector<int> all{wake_};
    std::ranges::transform(watches_, std::back_inserter(all),
                           [](const auto& watch) { return watch->descriptor(); });
    return all;
}

} // namespace panggil::screen
