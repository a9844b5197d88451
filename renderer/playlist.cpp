// SPDX-License-Identifier: MIT
#include "renderer/playlist.hpp"

namespace panggil::screen {

std::vector<const Tree*> items_now(Drawing& drawing, const Tree& properties,
                                   std::string_view kind) {
    std::vector<const Tree*> items;
    const Tree& playlist = drawing.layout().playlists.at(properties.text_or("playlist"));
    const Tree::List* all = playlist.at("items").list();
    for (std::size_t at = 0; all != nullptr && at < all->size(); ++at) {
        const Tree& item = (*all)[at];
        if (item.at(kind).text() != nullptr && drawing.is_time_for(item)) {
            items.push_back(&item);
        }
    }
    return items;
}

} // namespace panggil::screen
