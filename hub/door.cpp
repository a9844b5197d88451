// SPDX-License-Identifier: MIT
#include "hub/door.hpp"

#include <algorithm>
#include <sys/eventfd.h>
#include <unistd.h>

namespace panggil::hub {

namespace {

constexpr std::size_t most_questions = 512;

} // namespace

Door::Door(std::function<void(Word)> hear)
    : hear_(std::move(hear)), bell_(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {}

Door::~Door() {
    if (bell_ >= 0) {
        close(bell_);
    }
}

bool Door::ask(Question question) {
    const std::lock_guard lock(mutex_);
    if (questions_.size() >= most_questions) {
        return false;
    }
    questions_.push_back(std::move(question));
    ring();
    return true;
}

/// A bell that cannot ring is no loss: the hub looks at least twice a second.
void Door::ring() const {
    const std::uint64_t once = 1;
    const auto written = write(bell_, &once, sizeof once);
    (void)written;
}

std::vector<Door::Question> Door::take(std::size_t at_most) {
    const std::lock_guard lock(mutex_);
    std::uint64_t rung = 0;
    const auto read_bytes = read(bell_, &rung, sizeof rung);
    (void)read_bytes;
    std::vector<Question> taken;
    const std::size_t count = std::min(at_most, questions_.size());
    taken.reserve(count);
    std::move(questions_.begin(), questions_.begin() + static_cast<std::ptrdiff_t>(count),
              std::back_inserter(taken));
    questions_.erase(questions_.begin(), questions_.begin() + static_cast<std::ptrdiff_t>(count));
    if (!questions_.empty()) {
        ring(); // the rest is for the next turn, and that comes at once
    }
    return taken;
}

} // namespace panggil::hub
