// SPDX-License-Identifier: MIT
#include "hub/web/http_server.hpp"

#include "hub/machine.hpp"
#include "hub/web/connection_book.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <condition_variable>
#include <cstring>
#include <microhttpd.h>
#include <mutex>
#include <sys/socket.h>

namespace panggil::hub::web {

namespace {

/// Of the head of a request, and of what is read of its body at a time.
constexpr std::size_t memory_of_connection = 32U << 10U;
constexpr unsigned most_connections = 2000;
/// Between two signs of life of a connection that is being served.
constexpr unsigned idle_seconds = 30;
constexpr unsigned waiting_to_be_accepted = 1024;
constexpr std::size_t chunk = 16U << 10U;
/// A stream whose reader is this far behind is cut off; it comes again and begins anew.
constexpr std::size_t most_unread = 512U << 10U;
constexpr std::size_t longest_path = 256;
/// Of stop(): for the last words to who has asked and reads.
constexpr std::chrono::milliseconds last_words{500};

std::string small_letters(std::string_view text) {
    std::string small(text);
    std::ranges::transform(small, small.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    });
    return small;
}

/// One request, from its first byte to the last of its answer.
struct Exchange {
    MHD_Connection* connection = nullptr;
    int descriptor = -1;
    HttpRequest request;
    bool too_large = false;
    bool handed_over = false;
    bool suspended = false;
    bool is_stream = false;
    bool ended = false;
    bool overrun = false;
    bool answered = false;
    HttpAnswer reply;
    std::string unread; ///< of a stream
};

} // namespace

struct HttpServer::Impl {
    HttpPlace place;
    Hooks hooks;
    MHD_Daemon* daemon = nullptr;
    mutable std::mutex mutex; ///< of all that stands below
    std::map<std::uint64_t, std::unique_ptr<Exchange>> exchanges;
    ConnectionBook book{ConnectionBook::Limits{}};
    std::uint64_t last_id = 0;
    bool stopping = false;
    std::condition_variable completed; ///< an exchange is over

    Exchange* find(std::uint64_t id) {
        const auto found = exchanges.find(id);
        return found == exchanges.end() ? nullptr : found->second.get();
    }

    static void wake(Exchange& exchange) {
        if (exchange.suspended) {
            exchange.suspended = false;
            MHD_resume_connection(exchange.connection);
        }
    }

    Exchange& begin(MHD_Connection* connection, const char* path, const char* method) {
        const std::lock_guard lock(mutex);
        auto exchange = std::make_unique<Exchange>();
        Exchange& begun = *exchange;
        begun.connection = connection;
        const auto* socket = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
        begun.descriptor = socket == nullptr ? -1 : socket->connect_fd;
        const auto* client =
            MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
        begun.request.address = client == nullptr ? "" : address_of(client->client_addr);
        begun.request.id = ++last_id;
        begun.request.method = method;
        begun.request.path = std::string(path).substr(0, longest_path);
        MHD_get_connection_values(connection, MHD_HEADER_KIND, &keep_header, &begun.request);
        MHD_get_connection_values(connection, MHD_GET_ARGUMENT_KIND, &keep_argument,
                                  &begun.request);
        const std::string length = begun.request.header("content-length");
        std::uint64_t bytes = 0;
        std::from_chars(length.data(), length.data() + length.size(), bytes);
        begun.too_large = bytes > hooks.largest_body;
        exchanges.emplace(begun.request.id, std::move(exchange));
        return begun;
    }

    static MHD_Result keep_header(void* to, MHD_ValueKind, const char* name, const char* value) {
        static_cast<HttpRequest*>(to)->headers[small_letters(name)] = value == nullptr ? "" : value;
        return MHD_YES;
    }

    static MHD_Result keep_argument(void* to, MHD_ValueKind, const char* name, const char* value) {
        static_cast<HttpRequest*>(to)->query[name] = value == nullptr ? "" : value;
        return MHD_YES;
    }

    static MHD_Result send(MHD_Connection* connection, const HttpAnswer& answer) {
        MHD_Response* response = MHD_create_response_from_buffer(
            answer.body.size(), const_cast<char*>(answer.body.data()), MHD_RESPMEM_MUST_COPY);
        return queue(connection, answer, response);
    }

    static MHD_Result queue(MHD_Connection* connection, const HttpAnswer& answer,
                            MHD_Response* response) {
        if (response == nullptr) {
            return MHD_NO;
        }
        for (const auto& [name, value] : answer.headers) {
            MHD_add_response_header(response, name.c_str(), value.c_str());
        }
        const MHD_Result queued =
            MHD_queue_response(connection, static_cast<unsigned>(answer.status), response);
        MHD_destroy_response(response);
        return queued;
    }

    /// What is said without asking anybody behind this, and ends the connection.
    MHD_Result refuse(MHD_Connection* connection, std::string_view code) const {
        HttpAnswer answer = hooks.refusal(code);
        answer.headers.emplace_back("Connection", "close");
        return send(connection, answer);
    }

    MHD_Result serve(Exchange& exchange, const char* upload, std::size_t* size) {
        std::unique_lock lock(mutex);
        if (stopping && !exchange.handed_over) {
            return refuse(exchange.connection, "stopping");
        }
        if (*size > 0) {
            exchange.too_large =
                exchange.too_large || exchange.request.body.size() + *size > hooks.largest_body;
            if (!exchange.too_large) {
                exchange.request.body.append(upload, *size);
            }
            *size = 0;
            return MHD_YES;
        }
        if (exchange.too_large) {
            return refuse(exchange.connection, "too_large");
        }
        if (exchange.answered) {
            return exchange.is_stream ? stream(exchange)
                                      : send(exchange.connection, exchange.reply);
        }
        if (stopping) { // the hub has it, and may have done it
            return refuse(exchange.connection, "hub_slow");
        }
        if (!exchange.handed_over) {
            exchange.handed_over = true;
            exchange.suspended = true;
            book.asked(exchange.descriptor);
            MHD_suspend_connection(exchange.connection);
            HttpRequest request = exchange.request;
            lock.unlock();
            hooks.take(std::move(request));
        }
        return MHD_YES;
    }

    MHD_Result stream(Exchange& exchange) {
        MHD_Response* response = MHD_create_response_from_callback(
            MHD_SIZE_UNKNOWN, chunk, &read_stream, this_and(exchange), &forget_reader);
        return queue(exchange.connection, exchange.reply, response);
    }

    /// What the library gives back when it wants more of a stream.
    struct Reader {
        Impl* impl;
        std::uint64_t id;
    };

    Reader* this_and(const Exchange& exchange) { return new Reader{this, exchange.request.id}; }

    static void forget_reader(void* reader) { delete static_cast<Reader*>(reader); }

    static ssize_t read_stream(void* pointer, std::uint64_t, char* buffer, std::size_t most) {
        const Reader& reader = *static_cast<Reader*>(pointer);
        const std::lock_guard lock(reader.impl->mutex);
        Exchange* exchange = reader.impl->find(reader.id);
        if (exchange == nullptr || exchange->overrun) {
            return MHD_CONTENT_READER_END_WITH_ERROR;
        }
        if (exchange->unread.empty()) {
            if (exchange->ended || reader.impl->stopping) {
                return MHD_CONTENT_READER_END_OF_STREAM;
            }
            exchange->suspended = true;
            MHD_suspend_connection(exchange->connection);
            return 0;
        }
        const std::size_t count = exchange->unread.copy(buffer, most);
        exchange->unread.erase(0, count);
        return static_cast<ssize_t>(count);
    }

    // What the library calls.

    static MHD_Result on_request(void* self, MHD_Connection* connection, const char* path,
                                 const char* method, const char*, const char* upload,
                                 std::size_t* size, void** context) {
        Impl& impl = *static_cast<Impl*>(self);
        if (*context == nullptr) {
            Exchange& exchange = impl.begin(connection, path, method);
            *context = &exchange;
            // Said before the body is read: nobody has to send what is not wanted.
            return exchange.too_large ? impl.refuse(connection, "too_large") : MHD_YES;
        }
        return impl.serve(*static_cast<Exchange*>(*context), upload, size);
    }

    static void on_completed(void* self, MHD_Connection*, void** context,
                             MHD_RequestTerminationCode) {
        Impl& impl = *static_cast<Impl*>(self);
        if (*context == nullptr) {
            return;
        }
        auto* exchange = static_cast<Exchange*>(*context);
        *context = nullptr;
        const std::uint64_t id = exchange->request.id;
        bool tell = false;
        {
            const std::lock_guard lock(impl.mutex);
            impl.book.answered(exchange->descriptor, read_clock().mono);
            tell = exchange->handed_over && (exchange->is_stream || !exchange->answered);
            impl.exchanges.erase(id);
        }
        impl.completed.notify_all();
        if (tell) {
            impl.hooks.gone(id);
        }
    }

    static void on_connection(void* self, MHD_Connection* connection, void**,
                              MHD_ConnectionNotificationCode code) {
        Impl& impl = *static_cast<Impl*>(self);
        const auto* socket = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
        if (socket == nullptr) {
            return;
        }
        const std::lock_guard lock(impl.mutex);
        if (code == MHD_CONNECTION_NOTIFY_CLOSED) {
            impl.book.closed(socket->connect_fd);
            return;
        }
        const auto* client =
            MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
        impl.book.opened(socket->connect_fd,
                         client == nullptr ? "" : address_of(client->client_addr),
                         read_clock().mono);
    }

    static MHD_Result on_accept(void* self, const sockaddr* address, socklen_t) {
        Impl& impl = *static_cast<Impl*>(self);
        const std::lock_guard lock(impl.mutex);
        return impl.book.may_enter(address_of(address)) ? MHD_YES : MHD_NO;
    }

    static void on_complaint(void*, const char*, va_list) {} // strangers' faults fill no log
};

HttpServer::HttpServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Result<std::unique_ptr<HttpServer>> HttpServer::open(const HttpPlace& place, Hooks hooks) {
    auto impl = std::make_unique<Impl>();
    impl->place = place;
    impl->hooks = std::move(hooks);
    auto address = place.socket_address();
    if (!address) {
        return parse_http_place(place.host).problem();
    }
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG;
    if (address->ss_family == AF_INET6) {
        flags |= MHD_USE_IPv6;
    }
    std::vector<MHD_OptionItem> options{
        {MHD_OPTION_EXTERNAL_LOGGER, reinterpret_cast<std::intptr_t>(&Impl::on_complaint), nullptr},
        {MHD_OPTION_SOCK_ADDR, 0, &*address},
        {MHD_OPTION_CONNECTION_LIMIT, most_connections, nullptr},
        {MHD_OPTION_CONNECTION_TIMEOUT, idle_seconds, nullptr},
        {MHD_OPTION_CONNECTION_MEMORY_LIMIT, memory_of_connection, nullptr},
        {MHD_OPTION_LISTEN_BACKLOG_SIZE, waiting_to_be_accepted, nullptr},
        {MHD_OPTION_STRICT_FOR_CLIENT, 1, nullptr},
        {MHD_OPTION_NOTIFY_COMPLETED, reinterpret_cast<std::intptr_t>(&Impl::on_completed),
         impl.get()},
        {MHD_OPTION_NOTIFY_CONNECTION, reinterpret_cast<std::intptr_t>(&Impl::on_connection),
         impl.get()},
    };
    if (!place.certificate.empty()) {
        if (MHD_is_feature_supported(MHD_FEATURE_TLS) != MHD_YES) {
            return Problem{"http.no_tls", place.text(), "this libmicrohttpd has no TLS",
                           "install one that has GnuTLS", ""};
        }
        flags |= MHD_USE_TLS;
        options.push_back({MHD_OPTION_HTTPS_MEM_CERT, 0, impl->place.certificate.data()});
        options.push_back({MHD_OPTION_HTTPS_MEM_KEY, 0, impl->place.key.data()});
    }
    options.push_back({MHD_OPTION_END, 0, nullptr});
    errno = 0;
    impl->daemon = MHD_start_daemon(flags, static_cast<std::uint16_t>(place.port), &Impl::on_accept,
                                    impl.get(), &Impl::on_request, impl.get(), MHD_OPTION_ARRAY,
                                    options.data(), MHD_OPTION_END);
    if (impl->daemon == nullptr) {
        const bool taken = errno == EADDRINUSE || errno == EACCES || errno == EADDRNOTAVAIL;
        return Problem{"http.cannot_listen", place.text(),
                       taken || place.certificate.empty()
                           ? std::string(std::strerror(errno == 0 ? EINVAL : errno))
                           : "the certificate and the key do not go together",
                       "is another program on this port? choose another with --http, or say "
                       "--http off",
                       ""};
    }
    if (const auto* bound = MHD_get_daemon_info(impl->daemon, MHD_DAEMON_INFO_BIND_PORT)) {
        impl->place.port = bound->port;
    }
    return std::unique_ptr<HttpServer>(new HttpServer(std::move(impl)));
}

HttpServer::~HttpServer() {
    stop();
}

void HttpServer::stop() {
    if (impl_->daemon == nullptr) {
        return;
    }
    {
        std::unique_lock lock(impl_->mutex);
        impl_->stopping = true;
        for (const auto& [id, exchange] : impl_->exchanges) {
            Impl::wake(*exchange);
        }
        impl_->completed.wait_for(lock, last_words, [this] {
            return std::ranges::none_of(impl_->exchanges,
                                        [](const auto& each) { return each.second->handed_over; });
        });
    }
    MHD_stop_daemon(impl_->daemon);
    impl_->daemon = nullptr;
}

const HttpPlace& HttpServer::place() const {
    return impl_->place;
}

void HttpServer::answer(std::uint64_t id, HttpAnswer answer) {
    const std::lock_guard lock(impl_->mutex);
    if (Exchange* exchange = impl_->find(id); exchange != nullptr && !exchange->answered) {
        exchange->reply = std::move(answer);
        exchange->answered = true;
        Impl::wake(*exchange);
    }
}

void HttpServer::begin_stream(std::uint64_t id, HttpHeaders headers) {
    const std::lock_guard lock(impl_->mutex);
    if (Exchange* exchange = impl_->find(id); exchange != nullptr && !exchange->answered) {
        exchange->reply.headers = std::move(headers);
        exchange->is_stream = true;
        exchange->answered = true;
        Impl::wake(*exchange);
    }
}

void HttpServer::write(std::uint64_t id, std::string_view text) {
    const std::lock_guard lock(impl_->mutex);
    if (Exchange* exchange = impl_->find(id); exchange != nullptr && exchange->is_stream) {
        if (exchange->unread.size() + text.size() > most_unread) {
            exchange->overrun = true;
        } else {
            exchange->unread.append(text);
        }
        Impl::wake(*exchange);
    }
}

void HttpServer::end(std::uint64_t id) {
    const std::lock_guard lock(impl_->mutex);
    if (Exchange* exchange = impl_->find(id); exchange != nullptr) {
        exchange->ended = true;
        Impl::wake(*exchange);
    }
}

void HttpServer::sweep(Moment now) {
    const std::lock_guard lock(impl_->mutex);
    for (const int descriptor : impl_->book.overdue(now)) {
        shutdown(descriptor, SHUT_RDWR); // the library sees that it is closed, and tells us
    }
}

std::size_t HttpServer::connections() const {
    const std::lock_guard lock(impl_->mutex);
    return impl_->book.open();
}

} // namespace panggil::hub::web
