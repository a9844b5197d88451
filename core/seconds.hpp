// SPDX-License-Identifier: MIT
#pragma once
/// A clock's seconds as a mark that goes on by itself: most of what an idle screen would do is to
/// present the same picture with two other digits.

#include "core/text_metrics.hpp"
#include "core/time.hpp"

namespace panggil {

enum class Counted {
    Stands, ///< these seconds are there already
    Moved,  ///< they are others now
    Misfit, ///< with the new digits all of the line would stand elsewhere; the mark is as it was
};

/// Shows the seconds of this moment, as presenting the clock would. The rest of the clock is of the
/// minute that the mark was made in: later than that is the caller's to know.
[[nodiscard]] Counted count_to(SecondsMark& mark, UtcTime now, TextMetrics& metrics);

/// The next moment with other seconds.
[[nodiscard]] UtcTime next_second(UtcTime now);

/// True of "HH.mm.ss": within a minute nothing but its last two digits changes.
[[nodiscard]] bool ends_in_seconds(std::string_view pattern);

} // namespace panggil
