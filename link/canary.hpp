// SPDX-License-Identifier: MIT
#pragma once
/// Canary: a stranger of our own. It knocks at the hub's three ports with a fresh key that nobody
/// knows, and must be refused at each; if it is let in, so is everybody. One thread; nothing
/// blocks.

#include "link/sockets.hpp"

#include <array>

namespace panggil::link {

class Canary {
public:
    /// `ports` are a hub's control, events and commands, bound on `context`.
    [[nodiscard]] static Result<Canary> send(Context& context,
                                             const std::array<Endpoint, 3>& ports);
    Canary(Canary&&) noexcept;
    Canary& operator=(Canary&&) noexcept;
    ~Canary();

    enum class Verdict { Waiting, Refused, Entered };

    /// Entered as soon as one port let it in, Refused when all have refused.
    [[nodiscard]] Verdict look();

    /// Its public key: a knock that is not a machine's.
    [[nodiscard]] const std::string& key() const;

private:
    struct Impl;
    explicit Canary(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

} // namespace panggil::link
