// SPDX-License-Identifier: MIT
#include "renderer/sdl/picture_reader.hpp"

#include "core/diagnosis.hpp"
#include "renderer/film/fault.hpp"

#include <filesystem>
#include <utility>

namespace panggil::sdl {

namespace {

void read_into(PictureAnswer& answer) {
    if (answer.wish.size.width == 0) {
        auto own = measure_picture(answer.wish.path);
        if (own) {
            answer.own = own.value();
        } else {
            answer.problem = own.problem();
        }
        return;
    }
    auto surface = read_picture(answer.wish.path, answer.wish.size);
    if (surface) {
        answer.surface = std::move(surface).value();
    } else {
        answer.problem = surface.problem();
    }
}

void note(const std::exception& error, PictureAnswer& answer) noexcept {
    try {
        const std::string& path = answer.wish.path;
        const std::string name = std::filesystem::path(path).filename().string();
        answer.problem = diagnose("media.broken", path, {name, film::words_of(error)});
    } catch (const std::exception&) { // these words are short enough to need no memory
        answer.problem = Problem{"media.broken", "", "no memory left", "", "memori habis"};
    }
}

/// A thread that threw would end the program.
void complete(PictureAnswer& answer) noexcept {
    try {
        read_into(answer);
    } catch (const std::exception& error) {
        note(error, answer);
    }
}

} // namespace

PictureAnswer answer_to(PictureWish wish) {
    PictureAnswer answer;
    answer.wish = std::move(wish);
    complete(answer);
    return answer;
}

PictureReader::PictureReader(film::Bell& bell) : bell_(&bell), thread_([this] { run(); }) {}

PictureReader::~PictureReader() {
    {
        const std::lock_guard lock(mutex_);
        stop_ = true;
    }
    woken_.notify_all();
    thread_.join();
}

void PictureReader::ask(PictureWish wish) {
    std::list<PictureAnswer> asked(1); // whoever asks has the memory for the answer
    asked.front().wish = std::move(wish);
    {
        const std::lock_guard lock(mutex_);
        wishes_.splice(wishes_.end(), asked);
    }
    woken_.notify_one();
}

std::list<PictureAnswer> PictureReader::take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(answers_, {});
}

void PictureReader::run() {
    std::list<PictureAnswer> read;
    for (;;) {
        std::unique_lock lock(mutex_);
        woken_.wait(lock, [this] { return stop_ || !wishes_.empty(); });
        if (stop_) {
            return;
        }
        read.splice(read.end(), wishes_, wishes_.begin());
        lock.unlock();
        complete(read.front());
        lock.lock();
        answers_.splice(answers_.end(), read);
        lock.unlock();
        bell_->ring();
    }
}

} // namespace panggil::sdl
