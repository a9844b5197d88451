// SPDX-License-Identifier: MIT
#include "renderer/turns.hpp"

#include <algorithm>

namespace panggil::screen {

Turn turn_of(Drawing& drawing, const Tree& properties, std::span<const Millis> times) {
    const TurnedPage page = page_at(times, drawing.time().mono);
    if (times.size() == 1) {
        return {page.index, 1.0};
    }
    drawing.wake_at(page.until);
    return {page.index, drawing.entrance(properties, page.since)};
}

CardPage card_page(Drawing& drawing, const Tree& properties, std::size_t cards,
                   std::size_t on_page) {
    const std::size_t pages = (cards + on_page - 1) / on_page;
    if (pages <= 1) {
        return {0, cards, 1.0};
    }
    if (properties.at("overflow").is_true("error")) {
        drawing.note(Survey::Fault::ManyCards, "", static_cast<double>(cards),
                     static_cast<double>(on_page));
    }
    const Tree& turning = properties.at("overflow").at("page");
    const double seconds = std::clamp(turning.number_or("seconds", 8), 2.0, 600.0);
    const std::vector<Millis> times(pages, Millis(static_cast<int>(seconds * 1000)));
    const Turn turn = turn_of(drawing, turning, times);
    drawing.set_page(static_cast<int>(turn.index) + 1, static_cast<int>(pages));
    const std::size_t first = turn.index * on_page;
    return {first, std::min(cards, first + on_page), turn.opacity};
}

} // namespace panggil::screen
