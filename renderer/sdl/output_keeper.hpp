// SPDX-License-Identifier: MIT
#pragma once
/// OutputKeeper: opens and closes a sound output on a thread of its own, since a device may take
/// seconds to open, and for ever to close. Whoever asks is never held: it says what it wants, and
/// sees in state() how far it is. Main thread, except where it says otherwise.

#include "renderer/sdl/sound_output.hpp"

#include <chrono>
#include <functional>

namespace panggil::sdl {

class OutputKeeper {
public:
    enum class State { Closed, Opening, Open, Closing, Failed };

    /// `woken` is called by the keeper's thread whenever the state has changed.
    OutputKeeper(std::unique_ptr<SoundOutput> output, std::shared_ptr<SampleSource> source,
                 std::function<void()> woken);
    /// A device that does not let go is left behind with its thread.
    ~OutputKeeper();
    OutputKeeper(const OutputKeeper&) = delete;
    OutputKeeper& operator=(const OutputKeeper&) = delete;

    void want_open();
    void want_closed();
    /// Opens the device anew when another one is the default by now.
    void want_current();

    [[nodiscard]] State state() const;
    [[nodiscard]] int openings() const;    ///< how often a device was opened
    [[nodiscard]] bool audible() const;    ///< of the open device
    [[nodiscard]] std::string why() const; ///< it failed

    /// Waits until the state is settled, or for so long: at the start of the program, or its end.
    bool settled_within(std::chrono::milliseconds time) const;

private:
    struct Shared;
    static void keep(const std::shared_ptr<Shared>& shared);

    std::shared_ptr<Shared> shared_;
};

} // namespace panggil::sdl
