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

} // namespace

PictureAnswer answer_to(PictureWish wish) {
    PictureAnswer answer;
    answer.wish = std::move(wish);
    try {
        read_into(answer);
    } catch (const std::exception& error) {
        const std::string& path = answer.wish.path;
        const std::string name = std::filesystem::path(path).filename().string();
        answer.problem = diagnose("media.broken", path, {name, film::words_of(error)});
    }
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
    {
        const std::lock_guard lock(mutex_);
        wishes_.push_back(std::move(wish));
    }
    woken_.notify_one();
}

std::vector<PictureAnswer> PictureReader::take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(answers_, {});
}

void PictureReader::run() {
    for (;;) {
        std::unique_lock lock(mutex_);
        woken_.wait(lock, [this] { return stop_ || !wishes_.empty(); });
        if (stop_) {
            return;
        }
        PictureWish wish = std::move(wishes_.front());
        wishes_.pop_front();
        lock.unlock();
        PictureAnswer answer = answer_to(std::move(wish));
        lock.lock();
        answers_.push_back(std::move(answer));
        lock.unlock();
        bell_->ring();
    }
}

} // namespace panggil::sdl
