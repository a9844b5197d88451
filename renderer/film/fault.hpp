// SPDX-License-Identifier: MIT
#pragma once
/// What an exception says of a file, in words for people: a film, a sound or a picture may want
/// more memory than there is, and the numbers go on.

#include "core/diagnosis.hpp"

#include <exception>
#include <new>

namespace panggil::film {

inline Words2 words_of(const std::exception& error) {
    return dynamic_cast<const std::bad_alloc*>(&error) != nullptr
               ? Words2{"there is not enough memory", "memori tidak cukup"}
               : Words2{error.what()};
}

} // namespace panggil::film
