// SPDX-License-Identifier: MIT
#pragma once
/// Survey: what a present() notes for the checker while it draws: which widget wrote which text,
/// and what did not fit. Drawing is the same with and without it.

#include <cstdint>
#include <string>
#include <vector>

namespace panggil::screen {

struct Survey {
    /// Places are those of the widgets' trees.
    struct Text {
        std::uint32_t place = 0;
        std::size_t node = 0;
        std::size_t mark = 0;
        bool number = false; ///< a ticket's number or a counter's that all seats must read
    };

    enum class Fault {
        Cut,
        Shrunk,
        MustFit,
        Tall,
        NoPlace,
        SmallCards,
        ManyCards,
        SmallCode,
        FastTicker,
        ShortPage
    };

    struct Note {
        Fault fault = Fault::Cut;
        std::uint32_t place = 0;
        std::string text;
        double measure = 0; ///< percent, units or letters a second
        double limit = 0;
    };

    std::vector<Text> texts;
    std::vector<Note> notes;
};

} // namespace panggil::screen
