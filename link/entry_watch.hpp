// SPDX-License-Identifier: MIT
#pragma once
/// EntryWatch: listens to what a client socket says about its handshake. For link's own files. The
/// socket must outlive the watch, and both belong to one thread.

#include "link/sockets.hpp"

#include <zmq.hpp>

namespace panggil::link {

class EntryWatch {
public:
    EntryWatch(zmq::context_t& context, zmq::socket_t& socket);
    EntryWatch(const EntryWatch&) = delete;
    EntryWatch& operator=(const EntryWatch&) = delete;
    ~EntryWatch();

    /// The last that was heard. Never blocks.
    [[nodiscard]] Entry look();

private:
    void* watched_;
    zmq::socket_t events_;
    Entry entry_ = Entry::Unknown;
};

} // namespace panggil::link
