// SPDX-License-Identifier: MIT
#pragma once
/// Outlook: on which glass, and from how far, a layout is seen: what screens.json says of the
/// screens that show it, over what its theme says of the hall.

#include "core/schedule.hpp"
#include "core/theme.hpp"
#include "renderer/site.hpp"

#include <vector>

namespace panggil::screen {

class Outlook {
public:
    /// A site without a schedule has no screens that are known.
    explicit Outlook(const Site& site);

    /// Percent of each edge that its screens keep free, the least of them.
    [[nodiscard]] double safe_of(const std::filesystem::path& layout) const;

    /// Each television and farthest seat once; the theme's own when no screen says another.
    [[nodiscard]] std::vector<Legibility> seats_of(const std::filesystem::path& layout,
                                                   const Legibility& of_theme) const;

private:
    [[nodiscard]] std::vector<const Tree*> screens_of(const std::filesystem::path& layout) const;

    Schedule schedule_;
    std::string alert_layout_; ///< every screen shows it
};

} // namespace panggil::screen
