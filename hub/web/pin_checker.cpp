// SPDX-License-Identifier: MIT
#include "hub/web/pin_checker.hpp"

#include "codec/secrets.hpp"

namespace panggil::hub::web {

namespace {

constexpr std::size_t most_waiting = 16;

} // namespace

PinChecker::PinChecker(std::function<void(std::uint64_t, bool)> tell)
    : tell_(std::move(tell)), thread_([this] { work(); }) {}

PinChecker::~PinChecker() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    bell_.notify_all();
    thread_.join();
}

bool PinChecker::ask(Check check) {
    {
        const std::lock_guard lock(mutex_);
        if (checks_.size() >= most_waiting) {
            return false;
        }
        checks_.push_back(std::move(check));
    }
    bell_.notify_all();
    return true;
}

void PinChecker::work() {
    std::unique_lock lock(mutex_);
    while (true) {
        bell_.wait(lock, [this] { return stopping_ || !checks_.empty(); });
        if (stopping_) {
            return;
        }
        const Check check = std::move(checks_.front());
        checks_.pop_front();
        lock.unlock();
        const bool fits = codec::pin_fits(check.hash, check.pin);
        tell_(check.id, fits);
        lock.lock();
    }
}

} // namespace panggil::hub::web
