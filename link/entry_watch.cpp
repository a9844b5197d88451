// SPDX-License-Identifier: MIT
#include "link/entry_watch.hpp"

#include <atomic>
#include <cstdint>
#include <cstring>

namespace panggil::link {

namespace {

std::string new_address() {
    static std::atomic<std::uint64_t> next{0};
    return "inproc://entry-watch-" + std::to_string(++next);
}

} // namespace

EntryWatch::EntryWatch(zmq::context_t& context, zmq::socket_t& socket)
    : watched_(socket.handle()), events_(context, zmq::socket_type::pair) {
    const std::string address = new_address();
    const int events = ZMQ_EVENT_HANDSHAKE_SUCCEEDED | ZMQ_EVENT_HANDSHAKE_FAILED_AUTH |
                       ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL | ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL;
    if (zmq_socket_monitor(watched_, address.c_str(), events) != 0) {
        throw zmq::error_t();
    }
    events_.set(zmq::sockopt::linger, 0);
    events_.connect(address);
}

EntryWatch::~EntryWatch() {
    zmq_socket_monitor(watched_, nullptr, 0);
}

Entry EntryWatch::look() {
    zmq::message_t message;
    // A 16-bit number and its value, then the address as a second part.
    while (events_.recv(message, zmq::recv_flags::dontwait)) {
        std::uint16_t event = 0;
        if (message.size() < sizeof event) {
            continue;
        }
        std::memcpy(&event, message.data(), sizeof event);
        if (!message.more()) {
            continue;
        }
        (void)events_.recv(message, zmq::recv_flags::dontwait);
        entry_ = event == ZMQ_EVENT_HANDSHAKE_SUCCEEDED     ? Entry::Admitted
                 : event == ZMQ_EVENT_HANDSHAKE_FAILED_AUTH ? Entry::Refused
                                                            : Entry::Broken;
    }
    return entry_;
}

} // namespace panggil::link
