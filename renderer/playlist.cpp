// SPDX-License-Identifier: MIT
#include "renderer/playlist.hpp"

#include "core/calendar.hpp"
#include "renderer/when.hpp"

namespace panggil::screen {

std::vector<const Tree*> items_now(Drawing& drawing, const Tree& properties,
                                   std::string_view kind) {
    std::vector<const Tree*> items;
    const Tree& playlist = drawing.layout().playlists.at(properties.text_or("playlist"));
    const Tree::List* all = playlist.at("items").list();
    for (std::size_t at = 0; all != nullptr && at < all->size(); ++at) {
        const Tree& item = (*all)[at];
        if (!item.at("when").is_nothing()) {
            drawing.wake_at(next_change_of("HH.mm", drawing.time().utc));
        }
        if (item.at(kind).text() != nullptr &&
            holds(item.at("when"), drawing.board(), drawing.time().utc)) {
            items.push_back(&item);
        }
    }
    return items;
}

} // namespace panggil::screen
