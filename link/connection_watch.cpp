// SPDX-License-Identifier: MIT
#include "link/connection_watch.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <charconv>
#include <cstring>
#include <functional>
#include <linux/tcp.h> // <netinet/tcp.h> of Debian 12 has no tcpi_bytes_received
#include <malloc.h>
#include <netinet/in.h>
#include <optional>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>

namespace panggil::link {

namespace {

using Address = sockaddr_storage;

constexpr std::size_t crowd = 100; ///< connections whose going is worth giving memory back
constexpr std::chrono::seconds return_pace{1};

/// The port of an address, or -1 when it is none of TCP.
int port_of(const Address& address) {
    if (address.ss_family == AF_INET) {
        sockaddr_in inet{};
        std::memcpy(&inet, &address, sizeof inet);
        return ntohs(inet.sin_port);
    }
    if (address.ss_family == AF_INET6) {
        sockaddr_in6 inet{};
        std::memcpy(&inet, &address, sizeof inet);
        return ntohs(inet.sin6_port);
    }
    return -1;
}

template <class Ask>
std::optional<Address> ask_address(Ask ask, int descriptor) {
    Address address{};
    socklen_t size = sizeof address;
    if (ask(descriptor, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
        return std::nullopt;
    }
    return address;
}

std::string machine_at(int descriptor) {
    const auto address = ask_address(getpeername, descriptor);
    if (!address) {
        return "?";
    }
    std::array<char, INET6_ADDRSTRLEN> text{};
    sockaddr_in inet{};
    sockaddr_in6 inet6{};
    std::memcpy(&inet, &*address, sizeof inet);
    std::memcpy(&inet6, &*address, sizeof inet6);
    const void* bytes =
        address->ss_family == AF_INET ? static_cast<const void*>(&inet.sin_addr) : &inet6.sin6_addr;
    return inet_ntop(address->ss_family, bytes, text.data(), text.size()) != nullptr ? text.data()
                                                                                     : "?";
}

/// What the other side has sent since it connected; nullopt when this is no TCP connection.
std::optional<std::uint64_t> received_on(int descriptor) {
    tcp_info info{};
    socklen_t size = sizeof info;
    if (getsockopt(descriptor, IPPROTO_TCP, TCP_INFO, &info, &size) != 0 ||
        size < offsetof(tcp_info, tcpi_bytes_received) + sizeof info.tcpi_bytes_received) {
        return std::nullopt;
    }
    return info.tcpi_bytes_received;
}

std::uint64_t socket_number(int descriptor) {
    struct stat about {};

    return fstat(descriptor, &about) == 0 && S_ISSOCK(about.st_mode) ? about.st_ino : 0;
}

std::size_t most_descriptors() {
    rlimit limit{};
    return getrlimit(RLIMIT_NOFILE, &limit) == 0 ? limit.rlim_cur : 1024;
}

/// The library sees that the other side is gone, and lets go of all that it had sent. The
/// descriptor is the library's: should it have closed it just now and accepted another at the same
/// number, a good client is cut, and comes back.
void cut(int descriptor) {
    const linger at_once{1, 0}; // what lies in the kernel's buffers goes as well
    (void)setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    (void)shutdown(descriptor, SHUT_RDWR);
}

void note(ConnectionWatch::Report& report, const std::string& address,
          ConnectionWatch::Reason reason) {
    const auto same = std::ranges::find_if(report.cuts, [&](const ConnectionWatch::Cut& cut) {
        return cut.address == address && cut.reason == reason;
    });
    if (same != report.cuts.end()) {
        ++same->connections;
    } else {
        report.cuts.push_back({address, reason, 1});
    }
}

template <class Connections>
void cut_the_endless(Connections& connections, ConnectionWatch::Report& report, Moment now) {
    for (auto& [descriptor, known] : connections) {
        const auto seconds = std::chrono::floor<std::chrono::seconds>(now - known.since).count();
        const std::uint64_t allowed =
            most_unfinished + idle_bytes_a_second * static_cast<std::uint64_t>(seconds);
        if (!known.is_cut && known.received - known.finished > allowed) {
            note(report, machine_at(descriptor), ConnectionWatch::Reason::Endless);
            cut(descriptor);
            known.is_cut = true;
        }
    }
}

/// From three quarters down to a half: the machine that holds most gives first, and of its
/// connections those that have sent least. Whoever is served has sent more than a silent one.
template <class Connections>
void cut_the_crowd(Connections& connections, ConnectionWatch::Report& report) {
    // Those that are cut are closed in a moment.
    std::size_t open =
        report.open -
        static_cast<std::size_t>(std::ranges::count_if(
            connections, [](const auto& connection) { return connection.second.is_cut; }));
    if (!ConnectionWatch::is_short({{}, open, report.at_most})) {
        return;
    }
    std::map<std::string, std::vector<int>> machines;
    for (const auto& [descriptor, known] : connections) {
        if (!known.is_cut) {
            machines[machine_at(descriptor)].push_back(descriptor);
        }
    }
    for (auto& [address, list] : machines) {
        std::ranges::sort(list, std::greater<>{},
                          [&](int each) { return connections.at(each).received; });
    }
    for (; open > report.at_most / 2; --open) {
        const auto fullest = std::ranges::max_element(
            machines, {}, [](const auto& machine) { return machine.second.size(); });
        if (fullest == machines.end() || fullest->second.empty()) {
            return;
        }
        const int descriptor = fullest->second.back();
        fullest->second.pop_back();
        note(report, fullest->first, ConnectionWatch::Reason::Crowd);
        cut(descriptor);
        connections.at(descriptor).is_cut = true;
    }
}

} // namespace

ConnectionWatch::ConnectionWatch() : folder_(opendir("/proc/self/fd")) {}

ConnectionWatch::Report ConnectionWatch::look(std::span<const int> ports, Moment now) {
    const std::vector<int> open = descriptors();
    Report report{{}, open.size(), most_descriptors()};
    std::map<int, Known> seen;
    for (const int descriptor : open) {
        const auto here = ask_address(getsockname, descriptor);
        if (here && std::ranges::find(ports, port_of(*here)) != ports.end() &&
            ask_address(getpeername, descriptor)) {
            see(descriptor, seen, now);
        }
    }
    // What was cut may have been closed since the list was made: it is not open any more.
    report.open -= static_cast<std::size_t>(std::ranges::count_if(open, [&](int descriptor) {
        const auto before = known_.find(descriptor);
        return before != known_.end() && before->second.is_cut && !seen.contains(descriptor);
    }));
    cut_the_endless(seen, report, now);
    cut_the_crowd(seen, report);
    known_ = std::move(seen);
    spoke_.clear();
    has_cut_ = has_cut_ || !report.cuts.empty();
    give_back(now);
    return report;
}

/// When a flood has gone, the system gets back what it had taken: the allocator would keep it.
void ConnectionWatch::give_back(Moment now) {
    most_ = std::max(most_, known_.size());
    const bool is_closing = std::ranges::any_of(
        known_, [](const auto& connection) { return connection.second.is_cut; });
    const bool has_gone = has_cut_ || most_ >= known_.size() + crowd;
    if (!has_gone || is_closing || now < next_return_) {
        return;
    }
    next_return_ = now + return_pace;
    has_cut_ = false;
    most_ = known_.size();
    malloc_trim(0);
}

std::vector<int> ConnectionWatch::descriptors() const {
    std::vector<int> list;
    if (!folder_) {
        return list;
    }
    rewinddir(folder_.get());
    while (const dirent* entry = readdir(folder_.get())) {
        const std::string_view name = entry->d_name;
        int descriptor = -1;
        if (std::from_chars(name.data(), name.data() + name.size(), descriptor).ec == std::errc{}) {
            list.push_back(descriptor);
        }
    }
    return list;
}

void ConnectionWatch::see(int descriptor, std::map<int, Known>& seen, Moment now) {
    const std::uint64_t socket = socket_number(descriptor);
    const auto received = received_on(descriptor);
    if (socket == 0 || !received) {
        return;
    }
    const auto before = known_.find(descriptor);
    Known known = before != known_.end() && before->second.socket == socket
                      ? before->second
                      : Known{socket, 0, now, 0, false};
    known.received = *received;
    if (spoke_.contains(descriptor)) {
        known.finished = *received;
        known.since = now;
    }
    seen.emplace(descriptor, known);
}

} // namespace panggil::link
