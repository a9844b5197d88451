// SPDX-License-Identifier: MIT
#include "renderer/sdl/output_keeper.hpp"

#include <SDL_thread.h>

#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

namespace panggil::sdl {

namespace {

constexpr std::chrono::seconds longest_goodbye{2};

} // namespace

/// What the two threads share; the last of them to leave takes it down.
struct OutputKeeper::Shared {
    enum class Wish { None, Open, Close, Current, Leave };

    std::unique_ptr<SoundOutput> output; ///< the keeper's thread alone
    std::shared_ptr<SampleSource> source;

    std::mutex mutex; ///< of all below
    std::condition_variable changed;
    std::function<void()> woken;
    Wish wish = Wish::None;
    State state = State::Closed;
    int openings = 0;
    bool audible = false;
    bool gone = false; ///< its thread has ended
    std::string why;

    [[nodiscard]] bool is_settled() const {
        return wish == Wish::None && state != State::Opening && state != State::Closing;
    }

    void become(State next, bool heard = false, std::string reason = {}) {
        const std::scoped_lock lock(mutex);
        state = next;
        openings += next == State::Open ? 1 : 0;
        audible = heard;
        why = std::move(reason);
        changed.notify_all();
        if (woken) {
            woken();
        }
    }

    void wants(Wish what) {
        const std::scoped_lock lock(mutex);
        wish = what;
        changed.notify_all();
    }
};

OutputKeeper::OutputKeeper(std::unique_ptr<SoundOutput> output,
                           std::shared_ptr<SampleSource> source, std::function<void()> woken)
    : shared_(std::make_shared<Shared>()) {
    shared_->output = std::move(output);
    shared_->source = std::move(source);
    shared_->woken = std::move(woken);
    std::thread([shared = shared_] { keep(shared); }).detach();
}

OutputKeeper::~OutputKeeper() {
    shared_->wants(Shared::Wish::Leave);
    std::unique_lock lock(shared_->mutex);
    shared_->changed.wait_for(lock, longest_goodbye, [&] { return shared_->gone; });
    shared_->woken = nullptr;
}

void OutputKeeper::keep(const std::shared_ptr<Shared>& shared) {
    const auto open = [&] {
        shared->become(State::Opening);
        const auto why = shared->output->open(shared->source);
        shared->become(why ? State::Failed : State::Open, !why && shared->output->audible(),
                       why.value_or(""));
    };
    const auto close = [&] {
        shared->become(State::Closing);
        shared->output->close();
        shared->become(State::Closed);
    };
    while (true) {
        std::unique_lock lock(shared->mutex);
        shared->changed.wait(lock, [&] { return shared->wish != Shared::Wish::None; });
        const Shared::Wish wish = std::exchange(shared->wish, Shared::Wish::None);
        const bool is_open = shared->state == State::Open;
        // Before anybody can see that the wish is gone.
        if (wish == Shared::Wish::Open && !is_open) {
            shared->state = State::Opening;
        } else if (wish == Shared::Wish::Close && is_open) {
            shared->state = State::Closing;
        }
        lock.unlock();
        if (wish == Shared::Wish::Open && !is_open) {
            open();
        } else if (wish == Shared::Wish::Close && is_open) {
            close();
        } else if (wish == Shared::Wish::Current && is_open && shared->output->is_outdated()) {
            close();
            open();
        } else if (wish == Shared::Wish::Leave) {
            break;
        }
    }
    shared->output.reset();
    SDL_TLSCleanup(); // what SDL keeps for a thread that is not of its own making
    const std::scoped_lock lock(shared->mutex);
    shared->gone = true;
    shared->changed.notify_all();
}

void OutputKeeper::want_open() {
    shared_->wants(Shared::Wish::Open);
}

void OutputKeeper::want_closed() {
    shared_->wants(Shared::Wish::Close);
}

void OutputKeeper::want_current() {
    shared_->wants(Shared::Wish::Current);
}

/// A wish that was not looked at yet is on its way.
OutputKeeper::State OutputKeeper::state() const {
    const std::scoped_lock lock(shared_->mutex);
    if (shared_->wish == Shared::Wish::Open && shared_->state != State::Open) {
        return State::Opening;
    }
    if (shared_->wish == Shared::Wish::Close && shared_->state == State::Open) {
        return State::Closing;
    }
    return shared_->state;
}

int OutputKeeper::openings() const {
    const std::scoped_lock lock(shared_->mutex);
    return shared_->openings;
}

bool OutputKeeper::audible() const {
    const std::scoped_lock lock(shared_->mutex);
    return shared_->audible;
}

std::string OutputKeeper::why() const {
    const std::scoped_lock lock(shared_->mutex);
    return shared_->why;
}

bool OutputKeeper::settled_within(std::chrono::milliseconds time) const {
    std::unique_lock lock(shared_->mutex);
    return shared_->changed.wait_for(lock, time, [&] { return shared_->is_settled(); });
}

} // namespace panggil::sdl
