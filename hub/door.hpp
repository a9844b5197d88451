// SPDX-License-Identifier: MIT
#pragma once
/// Door: how another thread of this process is a client of the hub, with the same messages as over
/// a socket. That thread asks, with who it asks for; the hub's loop takes a handful a turn, answers
/// by the same Answers as its sockets', and hands over what it publishes. Nothing is shared but
/// bytes, and neither side waits for the other.
/// Bounded: a client that asks too much is refused, not the hub slowed down.

#include "core/permission.hpp"

#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <vector>

namespace panggil::hub {

class Door {
public:
    struct Question {
        std::uint64_t id = 0; ///< the client's, comes back with the answer
        Plane plane = Plane::Control;
        std::string body;
        KeyHolder who; ///< as the client knows it: it has looked at a PIN or a token
    };

    struct Word {
        std::uint64_t id = 0; ///< of the question; 0: published
        std::string body;     ///< empty: there is no answer
    };

    /// `hear` is called on the hub's thread for each word, and must be quick. It must not throw.
    explicit Door(std::function<void(Word)> hear);
    ~Door();
    Door(const Door&) = delete;
    Door& operator=(const Door&) = delete;

    /// Any thread. False when the hub has too much to answer already.
    [[nodiscard]] bool ask(Question question);

    // The hub's thread.

    /// Readable while there are questions.
    [[nodiscard]] int descriptor() const { return bell_; }

    [[nodiscard]] std::vector<Question> take(std::size_t at_most);

    void answer(std::uint64_t id, std::string body) { hear_({id, std::move(body)}); }

    void publish(std::string body) { hear_({0, std::move(body)}); }

private:
    void ring() const;

    std::function<void(Word)> hear_;
    int bell_ = -1;
    std::mutex mutex_;
    std::deque<Question> questions_;
};

} // namespace panggil::hub
