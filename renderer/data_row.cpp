// SPDX-License-Identifier: MIT
#include "renderer/data_row.hpp"

#include "core/whole.hpp"

#include <algorithm>

namespace panggil::screen {

const Tree::List* data_rows(const Drawing& drawing, const Tree& properties) {
    return drawing.layout().tables.at(properties.text_or("table")).list();
}

std::string cell(const Tree& row, std::string_view key) {
    const double* number = row.at(key).number();
    return number != nullptr ? std::to_string(whole_of(*number)) : row.text_or(key);
}

bool shows(const Tree& properties, std::string_view part) {
    const Tree& show = properties.at("show");
    if (show.text() != nullptr) {
        return *show.text() == part;
    }
    return show.list() == nullptr || std::ranges::any_of(*show.list(), [&](const Tree& each) {
               return each.text() != nullptr && *each.text() == part;
           });
}

} // namespace panggil::screen
