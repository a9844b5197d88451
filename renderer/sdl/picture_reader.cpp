// SPDX-License-Identifier: MIT
#include "renderer/sdl/picture_reader.hpp"

#include <utility>

namespace panggil::sdl {

PictureAnswer answer_to(PictureWish wish) {
    PictureAnswer answer;
    answer.wish = std::move(wish);
    if (answer.wish.size.width == 0) {
        auto own = measure_picture(answer.wish.path);
        if (own) {
            answer.own = own.value();
        } else {
            answer.problem = own.problem();
        }
        return answer;
    }
    auto surface = read_picture(answer.wish.path, answer.wish.size);
    if (surface) {
        answer.surface = std::move(surface).value();
    } else {
        answer.problem = surface.problem();
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
