// SPDX-License-Identifier: MIT
#pragma once
/// OrderKeeper: what the hub wants of this one screen: a picture of its glass, its name on it, a
/// test sentence, a fresh start. Calls go before all of it. Each order is answered once, also when
/// it is not carried out. Main thread only.

#include "core/log.hpp"
#include "core/message.hpp"
#include "renderer/announcer.hpp"
#include "renderer/label.hpp"
#include "renderer/photo_lab.hpp"

#include <functional>
#include <optional>

namespace panggil::screen {

class OrderKeeper {
public:
    struct Parts {
        std::string screen;
        std::function<void(OrderReport)> report; ///< to the hub
        Announcer* announcer = nullptr;
        Display* display = nullptr;
        Log* log = nullptr;
        bool is_kept_alive = false; ///< somebody starts the program again when it ends
        std::function<bool()> has_reported = [] { return true; }; ///< all reports have left
    };

    explicit OrderKeeper(Parts parts) : parts_(std::move(parts)) {}

    /// How things stand at the screen.
    struct Surroundings {
        const QueueState* state = nullptr;
        TextList zones = {}; ///< its own, as people call them; for take()
        bool is_dark = false;
        bool is_needed = false; ///< a call or a warning is on the glass, or about to be
    };

    /// What can be asked of it, as in ScreenStatus.
    [[nodiscard]] TextList deeds() const;

    void take(const Order& order, const Surroundings& around, Now now);

    /// What time and calls bring; after the announcer's turn, before the picture's.
    void turn(const Surroundings& around, Now now);

    /// What is to stand over the picture.
    [[nodiscard]] const std::optional<Label>& label() const { return label_; }

    /// A fresh start was asked for, and comes when what is being said is over.
    [[nodiscard]] bool is_leaving() const { return restarts_; }

    /// The program is to end, to be started anew: nothing is being said here, and the hub has heard
    /// that it will.
    [[nodiscard]] bool wants_restart(Now now) const {
        return leaves_at_ && now.mono >= *leaves_at_;
    }

    [[nodiscard]] std::optional<Moment> next_deadline(Moment now) const;

    /// Readable when turn() has something to do.
    [[nodiscard]] int descriptor() const { return lab_.descriptor(); }

private:
    void identify(const Order& order, const Surroundings& around, Now now);
    void test_voice(const Order& order, const Surroundings& around, Now now);
    void restart(const Order& order, Now now);
    void photograph(const Order& order, Now now);
    void send_picture(const Result<std::string>& picture);
    void tell_of_test();
    void take_leave(Now now);
    void refuse(const Order& order, Problem why);
    [[nodiscard]] OrderReport report_of(std::int64_t order) const;

    Parts parts_;
    PhotoLab lab_;
    std::optional<Label> label_;
    Moment label_ends_{};
    std::int64_t photo_ = 0;  ///< order of the picture that is being made
    Moment photo_from_{};     ///< when the next one may begin
    std::int64_t tested_ = 0; ///< order of the test that is being said
    bool restarts_ = false;
    std::optional<Moment> waits_until_; ///< for the reports to leave, when all is said
    std::optional<Moment> leaves_at_;
};

} // namespace panggil::screen
