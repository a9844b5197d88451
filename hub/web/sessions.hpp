// SPDX-License-Identifier: MIT
#pragma once
/// Sessions: who has signed in. The cookie's secret is known to the browser alone; here stands its
/// print. A session ends when nobody used it for a long time, after a working day, when its clerk
/// signs out, or when its PIN is changed. Bounded: the counter's oldest gives way. Pure; time is an
/// argument.

#include "core/time.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace panggil::hub::web {

struct Session {
    std::string counter; ///< its id; "admin"
    Moment used{};
    Moment ends{}; ///< whatever is done until then

    friend bool operator==(const Session&, const Session&) = default;
};

class Sessions {
public:
    struct Limits {
        std::chrono::hours idle{8};
        std::chrono::hours longest{12};
        std::size_t of_counter = 20;
    };

    Sessions() = default;

    explicit Sessions(Limits limits) : limits_(limits) {}

    void open(const std::string& print, const std::string& counter, Moment now);
    /// One of an earlier life of the hub; nothing unless it can still be used.
    void restore(const std::string& print, Session session, Moment now);
    /// Null when there is none, or it is over. Counts as use.
    [[nodiscard]] const Session* find(const std::string& print, Moment now);
    void close(const std::string& print);
    /// All of a counter, because its PIN is another now.
    void close_all(const std::string& counter);

    /// How many are at a counter, but for this one.
    [[nodiscard]] std::size_t at(const std::string& counter, const std::string& but_for) const;
    [[nodiscard]] Moment ends(const Session& session) const;

    /// Lets those go that are over.
    void tidy(Moment now);

    [[nodiscard]] const std::map<std::string, Session>& all() const { return sessions_; }

    [[nodiscard]] std::size_t count() const { return sessions_.size(); }

private:
    Limits limits_;
    std::map<std::string, Session> sessions_;
};

} // namespace panggil::hub::web
