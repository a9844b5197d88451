// SPDX-License-Identifier: MIT
#pragma once
/// AlertVoice: which emergency text a zone is to hear now. Each alert is said when it is raised and
/// again and again until it is cleared; when the last one is cleared, that is said once. The
/// gravest comes first. While one stands that sends people out, no ticket is called. Knows no clock
/// and no sound: the caller says what it said.

#include "core/queue_state.hpp"
#include "core/time.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace panggil {

/// What is to be said, by the name of its sentence.
struct AlertText {
    std::string alert; ///< id; "" for the all-clear
    std::string kind;  ///< "alert.gempa", "alert.tsunami.awas.drill", "alert.clear",
                       ///< "alert.clear.drill"

    friend bool operator==(const AlertText&, const AlertText&) = default;
};

/// Each sentence that an alert of a kind known to this version may be said by. A level has one only
/// if the voice gives it one.
[[nodiscard]] std::vector<std::string> alert_sentences();

class AlertVoice {
public:
    /// From the end of one saying to the next.
    static constexpr Micros pause = std::chrono::seconds(15);

    /// Takes note of the alerts that stand. Must be called before the others, in each turn.
    void look(const QueueState& state, UtcTime now);

    /// The text to be said at `now`, or nothing.
    [[nodiscard]] std::optional<AlertText> due(Moment now) const;
    /// When due() has something to say by itself.
    [[nodiscard]] std::optional<Moment> next_due() const;
    /// This text is being said from now on: whoever hears its beginning is to hear that it is over.
    void begun(const AlertText& text);
    /// This text was said to its end, or cannot be said.
    void said(const AlertText& text, Moment now);
    /// It was begun and not heard to its end: it is due again at once.
    void failed(const AlertText& text, Moment now);

    /// True while people are to leave, or were not yet told that it is over.
    [[nodiscard]] bool holds_calls() const;

private:
    struct Standing {
        std::string kind;
        int gravity = 0;
        std::optional<Moment> again; ///< empty = not said yet
    };

    std::map<std::string, Standing, std::less<>> standing_;
    std::string all_clear_; ///< kind of the all-clear that is to be said; empty = none
};

} // namespace panggil
