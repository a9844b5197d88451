// SPDX-License-Identifier: MIT
#pragma once
/// Lockout: how often a PIN may be guessed. Counted for each counter from each address, for each
/// address over all counters, and, much more patiently, for each counter from wherever: so nobody
/// can try them all, and nobody can lock a clerk out from another machine without trying for long.
/// Behind a proxy, or a router that hides them, all machines are one address: they share its count.
/// Each lock lasts twice as long as the one before. Pure and bounded; time is an argument.

#include "core/time.hpp"

#include <array>
#include <map>
#include <optional>
#include <string>

namespace panggil::hub::web {

class Lockout {
public:
    /// How long nothing is tried for this counter from this address; nothing when it may be tried.
    [[nodiscard]] std::optional<Millis> locked(const std::string& counter,
                                               const std::string& address, Moment now) const;

    /// A PIN was wrong; how many more may be tried before a lock.
    int failed(const std::string& counter, const std::string& address, Moment now);
    /// A PIN was right: what the same person mistyped before is forgotten, also of the address;
    /// what was tried there at other counters is not.
    void succeeded(const std::string& counter, const std::string& address);

    [[nodiscard]] std::size_t size() const { return tries_.size(); }

private:
    struct Tries {
        int failures = 0; ///< since the last lock
        int locks = 0;
        Moment last{};
        Moment until{};
    };

    struct Kind {
        std::string key;
        int at_most = 0;
    };

    [[nodiscard]] static std::array<Kind, 3> kinds(const std::string& counter,
                                                   const std::string& address);
    void forget_old(Moment now);

    std::map<std::string, Tries> tries_;
};

} // namespace panggil::hub::web
