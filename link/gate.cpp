// SPDX-License-Identifier: MIT
#include "link/gate.hpp"

#include "link/context_impl.hpp"
#include "link/keys.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <thread>

namespace panggil::link {

namespace {

constexpr const char* questions_address = "inproc://zeromq.zap.01";
constexpr const char* stop_address = "inproc://panggil.gate.stop";

std::optional<Plane> plane_of(std::string_view domain) {
    for (const Plane plane : {Plane::Control, Plane::Events, Plane::Commands}) {
        if (domain == zap_domain(plane)) {
            return plane;
        }
    }
    return std::nullopt;
}

/// version, request id, domain, address, routing id, mechanism, key
using Question = std::vector<std::string>;

Question read_question(zmq::socket_t& socket) {
    Question parts;
    zmq::message_t part;
    do {
        (void)socket.recv(part);
        parts.push_back(part.to_string());
    } while (part.more());
    return parts;
}

std::string key_of(const Question& question) {
    std::array<char, 41> text{};
    if (question.size() != 7 || question[5] != "CURVE" || question[6].size() != 32) {
        return {};
    }
    std::array<std::uint8_t, 32> bytes{};
    std::ranges::copy(question[6], bytes.begin());
    zmq_z85_encode(text.data(), bytes.data(), bytes.size());
    return text.data();
}

} // namespace

struct Gate::Impl {
    zmq::socket_t questions;
    zmq::socket_t stop_here;
    zmq::socket_t stop_there;
    std::string token;
    std::mutex mutex; ///< guards what follows: the thread reads the table and adds knocks
    KeyTable table;
    Knocks knocks;
    std::thread thread;

    Impl(Context::Impl& context, KeyTable first)
        : questions(context.context, zmq::socket_type::rep),
          stop_here(context.context, zmq::socket_type::pair),
          stop_there(context.context, zmq::socket_type::pair), token(context.token),
          table(std::move(first)) {
        for (zmq::socket_t* socket : {&questions, &stop_here, &stop_there}) {
            socket->set(zmq::sockopt::linger, 0);
        }
        questions.bind(questions_address);
        stop_there.bind(stop_address);
        stop_here.connect(stop_address);
        thread = std::thread([this] { guard(); });
    }

    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    ~Impl() {
        stop_here.send(zmq::message_t(), zmq::send_flags::none);
        thread.join();
    }

    /// The thread. No way out but the destructor's word.
    void guard() noexcept {
        try {
            std::array<zmq::pollitem_t, 2> items{
                {{questions.handle(), 0, ZMQ_POLLIN, 0}, {stop_there.handle(), 0, ZMQ_POLLIN, 0}}};
            for (;;) {
                zmq::poll(items.data(), items.size(), std::chrono::milliseconds(-1));
                if ((items[1].revents & ZMQ_POLLIN) != 0) {
                    return;
                }
                if ((items[0].revents & ZMQ_POLLIN) != 0) {
                    answer(read_question(questions));
                }
            }
        } catch (const std::exception& error) {
            std::fprintf(stderr, "the gate failed (%s): stopping, since every key could enter\n",
                         error.what());
        } catch (...) {
            std::fputs("the gate failed: stopping, since every key could enter\n", stderr);
        }
        std::abort();
    }

    void answer(const Question& question) {
        const std::string key = key_of(question);
        const auto plane = question.size() > 2 ? plane_of(question[2]) : std::nullopt;
        const bool admitted = !key.empty() && plane && enters(key, *plane, question[3]);
        const std::array<std::string, 6> reply{"1.0",
                                               question.size() > 1 ? question[1] : "",
                                               admitted ? "200" : "400",
                                               admitted ? "OK" : "this key may not enter",
                                               admitted ? token + key : "",
                                               ""};
        for (std::size_t part = 0; part < reply.size(); ++part) {
            questions.send(zmq::buffer(reply.at(part)), part + 1 < reply.size()
                                                            ? zmq::send_flags::sndmore
                                                            : zmq::send_flags::none);
        }
    }

    bool enters(const std::string& key, Plane plane, const std::string& address) {
        const std::lock_guard lock(mutex);
        const auto known = table.find(key);
        if (known != table.end()) {
            return may_enter(known->second, plane);
        }
        knocks.add({key, address});
        return false;
    }
};

Gate::Gate(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Gate::Gate(Gate&&) noexcept = default;
Gate::~Gate() = default;

Result<Gate> Gate::open(Context& context, KeyPair hub, KeyTable table) {
    if (!belong_together(hub)) {
        return Problem{"key.broken", "hub key", "is not a pair of keys",
                       "make a new one: panggil-hub keys init", ""};
    }
    try {
        context.impl().token = new_key_pair().public_key;
        auto impl = std::make_unique<Impl>(context.impl(), std::move(table));
        context.impl().server = std::move(hub);
        return Gate(std::move(impl));
    } catch (const std::exception& error) {
        return Problem{"link.no_gate", "keys", error.what(),
                       "install a ZeroMQ with CURVE (Debian's has it)", ""};
    }
}

void Gate::change_key(Context& context, KeyPair hub) const {
    context.impl().server = std::move(hub);
}

void Gate::admit(KeyTable table) {
    const std::lock_guard lock(impl_->mutex);
    impl_->table = std::move(table);
}

std::vector<Knock> Gate::take_knocks() {
    const std::lock_guard lock(impl_->mutex);
    return impl_->knocks.take();
}

} // namespace panggil::link
