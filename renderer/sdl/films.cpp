// SPDX-License-Identifier: MIT
#include "renderer/sdl/films.hpp"

#include "core/diagnosis.hpp"
#include "renderer/film/fault.hpp"

#include <algorithm>
#include <utility>

namespace panggil::sdl {
namespace fs = std::filesystem;

namespace {

/// A screen looks at least once a second; a film that it has left is not decoded for nobody.
constexpr std::chrono::seconds unseen{3};

fs::file_time_type written_at(const std::string& path) {
    std::error_code error;
    const auto time = fs::last_write_time(path, error);
    return error ? fs::file_time_type::min() : time;
}

Problem cannot_show(const std::string& path, const Words2& why) {
    return diagnose("media.broken", path, {fs::path(path).filename().string(), why});
}

} // namespace

Result<std::shared_ptr<const film::Frame>> FilmStore::first_frame(const std::string& path) {
    const std::atomic<bool> never = false;
    auto decoder = film::Decoder::open(path, never);
    if (!decoder) {
        return decoder.problem();
    }
    auto frame = std::make_shared<film::Frame>();
    while (decoder.value()->next()) {
        if (decoder.value()->write(*frame, decoder.value()->size())) {
            return std::shared_ptr<const film::Frame>(std::move(frame));
        }
    }
    return cannot_show(path, "no frame of it can be decoded");
}

/// One that cannot be shown leaves its place to the fallback, whatever was wrong.
void FilmStore::make_still(const std::string& path, Shown& shown) {
    try {
        auto first = first_frame(path);
        if (first) {
            shown.first = std::move(first).value();
            shown.still = {FilmLook::State::Playing, shown.first->size, 1};
        } else {
            problems_.push_back(first.problem());
        }
    } catch (const std::exception& error) {
        problems_.push_back(cannot_show(path, film::words_of(error)));
    }
}

FilmStore::Shown& FilmStore::shown_at(const Key& key) {
    const auto [found, is_new] = films_.try_emplace(key);
    Shown& shown = found->second;
    shown.asked = Clock::now();
    if (is_new) {
        shown.written = written_at(key.first);
    }
    if (is_new && reading_ == Reading::AtOnce) {
        make_still(key.first, shown);
    } else if (is_new) {
        shown.film = std::make_unique<film::Film>(
            key.first, *bell_,
            key.second.empty() ? film::Film::Order::OverAndOver : film::Film::Order::WhenTold);
    }
    return shown;
}

FilmLook FilmStore::look_of(const Shown& shown) {
    return shown.film ? shown.film->look() : shown.still;
}

FilmLook FilmStore::look(const std::string& path) {
    return look_of(shown_at({path, ""}));
}

/// Of a film that is shown in several ways: the one that was asked for last.
FilmStore::Shown* FilmStore::latest(const std::string& path) {
    Shown* found = nullptr;
    for (auto each = films_.lower_bound({path, ""});
         each != films_.end() && each->first.first == path; ++each) {
        if (found == nullptr || each->second.asked >= found->asked) {
            found = &each->second;
        }
    }
    return found;
}

void FilmStore::begin(Reel& reel, const std::string& name, std::span<const FilmTurn> turns,
                      std::size_t at) {
    if (!reel.path.empty() && reel.path != turns[at].path) {
        films_.erase({reel.path, name}); // at its next turn it begins with its first frame
    }
    const Shown& shown = shown_at({turns[at].path, name});
    reel.at = at;
    reel.path = turns[at].path;
    reel.since = Clock::now();
    reel.rounds = look_of(shown).rounds;
    shown.film->play();
}

bool FilmStore::is_over(Reel& reel, const std::string& name, const FilmTurn& turn) {
    const Shown& shown = shown_at({turn.path, name});
    const FilmLook look = look_of(shown);
    const bool ended = look.rounds > reel.rounds;
    if (look.state == FilmLook::State::Failed || turn.stands <= Millis{0}) {
        return look.state == FilmLook::State::Failed || ended;
    }
    if (Clock::now() - reel.since >= turn.stands) {
        return true;
    }
    if (ended) {
        reel.rounds = look.rounds;
        shown.film->play();
    }
    return false;
}

std::size_t FilmStore::after(const std::string& name, std::span<const FilmTurn> turns,
                             std::size_t at) {
    for (std::size_t step = 1; step < turns.size(); ++step) {
        const std::size_t next = (at + step) % turns.size();
        if (look_of(shown_at({turns[next].path, name})).state != FilmLook::State::Failed) {
            return next;
        }
    }
    return at;
}

FilmChoice FilmStore::choose(const std::string& name, std::span<const FilmTurn> turns) {
    if (reading_ == Reading::AtOnce) { // a picture has the first; who checks wants to know of all
        FilmChoice choice{turns.front().path, {}};
        for (const FilmTurn& turn : turns) {
            const FilmLook its = look(turn.path);
            const bool first = choice.look.state != FilmLook::State::Playing;
            choice = first && its.state == FilmLook::State::Playing ? FilmChoice{turn.path, its}
                                                                    : choice;
        }
        return choice;
    }
    Reel& reel = reels_[name];
    reel.asked = Clock::now();
    reel.at %= turns.size();
    if (turns[reel.at].path != reel.path) { // its items have changed
        const auto found = std::ranges::find(turns, reel.path, &FilmTurn::path);
        reel.at = found != turns.end() ? static_cast<std::size_t>(found - turns.begin()) : reel.at;
    }
    if (turns[reel.at].path != reel.path) {
        begin(reel, name, turns, reel.at);
    }
    const std::size_t next = after(name, turns, reel.at);
    if (is_over(reel, name, turns[reel.at])) {
        const FilmLook coming = look_of(shown_at({turns[next].path, name}));
        if (coming.state ==
            FilmLook::State::Playing) { // else the last frame stands a little longer
            begin(reel, name, turns, next);
        }
    }
    return {reel.path, look_of(shown_at({reel.path, name}))};
}

std::shared_ptr<screen::Bed> FilmStore::sound_of(const SceneSound& sound) {
    if (reading_ == Reading::AtOnce) {
        return nullptr;
    }
    if (sound.of_film) {
        Shown* shown = latest(sound.path);
        if (shown != nullptr && shown->film && !shown->bed) {
            shown->bed = std::make_shared<RingBed>(shown->film->sound());
        }
        return shown != nullptr ? shown->bed : nullptr;
    }
    Heard& heard = heard_[sound.path];
    heard.asked = Clock::now();
    if (!heard.recording) {
        heard.recording = std::make_unique<film::Recording>(sound.path, *bell_);
        heard.bed = std::make_shared<RingBed>(heard.recording->sound());
    }
    return heard.bed;
}

void FilmStore::draw(const Pixels& pixels, const FilmMark& mark, std::uint8_t opacity) {
    const Rect area = intersect(mark.rect, pixels.clip);
    const Shown* found = latest(mark.path);
    if (area.empty() || found == nullptr) {
        return;
    }
    const Shown& shown = *found;
    if (shown.film) {
        shown.film->want({mark.rect.width, mark.rect.height});
    }
    const auto frame = shown.film ? shown.film->frame() : shown.first;
    if (!frame) {
        return;
    }
    // The first frames may have another size than the place: then the nearest pixel is taken.
    const Size size = frame->size;
    const bool same = size.width == mark.rect.width;
    for (int y = area.y; y < area.bottom(); ++y) {
        const auto row = static_cast<std::size_t>(std::int64_t{y - mark.rect.y} * size.height /
                                                  mark.rect.height);
        const std::uint32_t* in = frame->pixels.data() + row * static_cast<std::size_t>(size.width);
        std::uint32_t* out = pixels.row(y);
        for (int x = area.x; x < area.right(); ++x) {
            const int column = same ? x - mark.rect.x
                                    : static_cast<int>(std::int64_t{x - mark.rect.x} * size.width /
                                                       mark.rect.width);
            blend(out[x], in[column], opacity);
        }
    }
}

Problems FilmStore::take_problems() {
    const auto now = Clock::now();
    for (auto& [path, heard] : heard_) {
        if (auto problem = heard.recording->take_problem(); problem) {
            problems_.push_back(std::move(*problem));
        }
    }
    for (auto& [path, shown] : films_) {
        if (shown.film) {
            if (auto problem = shown.film->take_problem(); problem) {
                problems_.push_back(std::move(*problem));
            }
        }
    }
    std::erase_if(films_, [&](const auto& each) {
        const Shown& shown = each.second;
        return shown.film && now - shown.asked > unseen &&
               shown.film->look().state != FilmLook::State::Failed;
    });
    std::erase_if(heard_, [&](const auto& each) { return now - each.second.asked > unseen; });
    std::erase_if(reels_, [&](const auto& each) { return now - each.second.asked > unseen; });
    return std::exchange(problems_, {});
}

bool FilmStore::any() const {
    return std::ranges::any_of(films_, [](const auto& each) {
        return look_of(each.second).state != FilmLook::State::Failed;
    });
}

void FilmStore::forget() {
    std::erase_if(films_, [](const auto& each) {
        const Shown& shown = each.second;
        return look_of(shown).state == FilmLook::State::Failed ||
               shown.written != written_at(each.first.first);
    });
    for (auto& [name, reel] : reels_) {
        if (!films_.contains({reel.path, name})) {
            reel.path.clear(); // the one that comes for it has yet to be told to play
        }
    }
}

} // namespace panggil::sdl
