// SPDX-License-Identifier: MIT
#pragma once
/// Orders: what is asked of single screens. Each order goes out once, is answered by its screen or
/// is over after some seconds, and whoever gave it is told. Who asks for the same while it is on
/// its way shares the answer; the same question once more, by its rid, gets the same answer and is
/// done no second time; a picture is good for a second, so that many who look cost a
/// screen no more than one, and nobody gets the same one twice by the control plane. In memory
/// only, and bounded; knows no socket, one thread.

#include "core/message.hpp"

#include <map>
#include <set>
#include <vector>

namespace panggil::hub {

/// Where an answer goes that comes later: to a peer of the control plane, or through the door.
struct Route {
    std::string peer;           ///< routing id; "" = the door
    std::uint64_t question = 0; ///< of the door

    friend auto operator<=>(const Route&, const Route&) = default;
};

class Orders {
public:
    /// An order of another term has another id: what a screen has done of one that was given by an
    /// earlier life of the hub answers none of this one.
    explicit Orders(std::int64_t term);

    /// Something to be sent.
    struct Letter {
        Route to;
        std::variant<Order, OrderFate> what;
    };

    /// This screen was heard by way of this peer: its orders go there.
    void reached(const std::string& screen, const std::string& peer);

    /// The answer, when there is one already; else it comes by letter. `silence`: for how long the
    /// screen was not heard; nothing when it never was.
    [[nodiscard]] std::optional<OrderFate> ask(const OrderRequest& request, Route from,
                                               std::optional<Millis> silence, Moment now);

    /// A screen's word. False when it is about no order of that screen.
    bool hear(OrderReport report, Moment now);

    /// Gives up what was not answered in time.
    void tick(Moment now);

    /// Somebody waits at this door for an answer.
    [[nodiscard]] bool owes(const Route& asker) const;

    [[nodiscard]] std::vector<Letter> take_letters() { return std::exchange(letters_, {}); }

private:
    struct Asker {
        Route route;
        std::int64_t rid = 0;

        friend bool operator==(const Asker&, const Asker&) = default;
    };

    /// An answer that may be asked for once more: on a bad line a question is said again.
    struct Told {
        Asker asker;
        OrderFate fate;
        Moment until{};
    };

    struct Pending {
        std::int64_t id = 0;
        std::string screen;
        std::string deed;
        std::int64_t anyway = 0;
        std::vector<Asker> askers;
        Moment until{};
        std::string picture; ///< what has come of it
    };

    struct Photo {
        std::string picture;
        Moment taken{};
        std::set<std::string> peers{}; ///< who have it
    };

    [[nodiscard]] const OrderFate* told(const Asker& asker, const OrderRequest& request) const;
    void end(const Pending& pending, OrderFate fate, Moment now);

    std::map<std::string, std::string> peers_; ///< by screen
    std::vector<Pending> pending_;
    std::vector<Told> told_;
    std::map<std::string, Photo> photos_; ///< by screen; those of the last second
    std::vector<Letter> letters_;
    std::int64_t last_;
};

} // namespace panggil::hub
