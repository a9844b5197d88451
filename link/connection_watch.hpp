// SPDX-License-Identifier: MIT
#pragma once
/// ConnectionWatch: cuts connections to a hub's ports that would cost it its memory or its
/// descriptors. libzmq limits the size of each part of a message but not their number: it keeps all
/// of a message that does not end. And it accepts whoever comes until no descriptor is left. So
/// this looks at what the kernel says of each connection. A connection that is cut may come back; a
/// good client does by itself. One thread, the one that reads the sockets; nothing blocks.

#include "core/time.hpp"

#include <cstdint>
#include <dirent.h>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace panggil::link {

/// What a connection may send, in bytes, before one of its messages has ended; the second part is
/// for the library's own heartbeats. The longest message of the protocol has 16 KiB.
inline constexpr std::uint64_t most_unfinished = 64 << 10;
inline constexpr std::uint64_t idle_bytes_a_second = 256;

class ConnectionWatch {
public:
    enum class Reason {
        Endless, ///< it sends, and no message ends
        Crowd,   ///< descriptors run short, and its machine holds most of them
    };

    struct Cut {
        std::string address; ///< of the machine, without port
        Reason reason = Reason::Endless;
        int connections = 0;
    };

    struct Report {
        std::vector<Cut> cuts;   ///< one for each machine and reason
        std::size_t open = 0;    ///< descriptors of this process
        std::size_t at_most = 0; ///< what the system allows
    };

    ConnectionWatch();

    /// More than three quarters of the descriptors are in use.
    [[nodiscard]] static bool is_short(const Report& report) {
        return report.open > report.at_most / 4 * 3;
    }

    /// A whole message has come over this connection.
    void spoke(int connection) { spoke_.insert(connection); }

    /// Looks at everything that is connected to these ports of this process, and cuts.
    Report look(std::span<const int> ports, Moment now);

private:
    /// A connection: who it is, and how much it had sent when its last message ended.
    struct Known {
        std::uint64_t socket = 0; ///< the kernel's number: a descriptor is used again
        std::uint64_t finished = 0;
        Moment since{};
        std::uint64_t received = 0;
        bool is_cut = false; ///< and the library has yet to close it
    };

    struct Close {
        void operator()(DIR* folder) const { closedir(folder); }
    };

    [[nodiscard]] std::vector<int> descriptors() const;
    void see(int descriptor, std::map<int, Known>& seen, Moment now);
    void give_back(Moment now);

    std::unique_ptr<DIR, Close> folder_; ///< kept open: when descriptors are short it is too late
    std::map<int, Known> known_;
    std::set<int> spoke_;  ///< since the last look
    std::size_t most_ = 0; ///< connections there were since memory was given back
    bool has_cut_ = false; ///< since then
    Moment next_return_{};
};

} // namespace panggil::link
