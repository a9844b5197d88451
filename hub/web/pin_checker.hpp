// SPDX-License-Identifier: MIT
#pragma once
/// PinChecker: compares PINs with their hashes on a thread of its own. That takes a tenth of a
/// second each, on purpose, and nobody else waits for it. Bounded: more than a few at once are
/// refused, so that guessing fills neither memory nor the processor.

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace panggil::hub::web {

class PinChecker {
public:
    struct Check {
        std::uint64_t id = 0;
        std::string hash;
        std::string pin;
    };

    /// `tell` is called on the checker's thread.
    explicit PinChecker(std::function<void(std::uint64_t id, bool fits)> tell);
    ~PinChecker();
    PinChecker(const PinChecker&) = delete;
    PinChecker& operator=(const PinChecker&) = delete;

    /// False when too many wait already.
    [[nodiscard]] bool ask(Check check);

private:
    void work();

    std::function<void(std::uint64_t, bool)> tell_;
    std::mutex mutex_;
    std::condition_variable bell_;
    std::deque<Check> checks_;
    bool stopping_ = false;
    std::thread thread_;
};

} // namespace panggil::hub::web
