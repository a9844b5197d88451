// SPDX-License-Identifier: MIT
#pragma once
/// Gate: who may connect to a hub with keys. It answers ZeroMQ's questions (ZAP, RFC 27) on a
/// thread of its own, from a table that is exchanged as a whole. It fails closed: without it
/// libzmq would let every key in, so if its thread ends in any other way than by the destructor,
/// the program aborts. Opened before anything is bound, closed after everything is unbound.

#include "link/knocks.hpp"
#include "link/sockets.hpp"

#include <vector>

namespace panggil::link {

class Gate {
public:
    /// From now on everything that `context` binds is encrypted with `hub` and guarded by this
    /// gate. `context` must outlive the gate.
    [[nodiscard]] static Result<Gate> open(Context& context, KeyPair hub, KeyTable table);
    Gate(Gate&&) noexcept;
    Gate& operator=(Gate&&) = delete;
    ~Gate();

    /// What is bound from now on has this key.
    void change_key(Context& context, KeyPair hub) const;

    /// Holds for whoever connects from now on. It cuts nobody off: who is connected stays so until
    /// the sockets are bound anew.
    void admit(KeyTable table);

    /// Unknown keys since the last time, each once, at most 32, four of an address.
    [[nodiscard]] std::vector<Knock> take_knocks();

private:
    struct Impl;
    explicit Gate(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

} // namespace panggil::link
