// SPDX-License-Identifier: MIT
#pragma once
/// ConnectionBook: which connections the web has, and which of them only sit there. One that has
/// not brought a whole request in time is cut off, however slowly it goes on sending; when there is
/// little room left, much sooner. Pure; time is an argument.

#include "core/time.hpp"

#include <map>
#include <string>
#include <vector>

namespace panggil::hub::web {

class ConnectionBook {
public:
    struct Limits {
        std::size_t connections = 2000;
        std::size_t of_address = 64; ///< not of this machine: a proxy in front of the hub is there
        Millis first_request{10'000};
        Millis next_request{30'000};
        Millis when_crowded{2'000};
    };

    ConnectionBook() = default;

    explicit ConnectionBook(Limits limits) : limits_(limits) {}

    [[nodiscard]] bool may_enter(const std::string& address) const;
    void opened(int descriptor, const std::string& address, Moment now);
    void closed(int descriptor);
    /// A whole request has come, and is being answered.
    void asked(int descriptor);
    void answered(int descriptor, Moment now);

    /// Whoever has waited too long, to be cut off; each is named until it is closed.
    [[nodiscard]] std::vector<int> overdue(Moment now) const;

    [[nodiscard]] std::size_t open() const { return connections_.size(); }

private:
    struct Connection {
        std::string address;
        Moment since{};
        bool busy = false;
        bool is_new = true;
    };

    Limits limits_;
    std::map<int, Connection> connections_;
    std::map<std::string, std::size_t> of_address_;
};

[[nodiscard]] bool is_this_machine(std::string_view address);

} // namespace panggil::hub::web
