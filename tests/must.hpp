// SPDX-License-Identifier: MIT
#pragma once
/// A value that must be there for the test to go on.

#include "core/result.hpp"
#include "tests/catch.hpp"

namespace panggil::tests {

template <class Type>
Type must(Result<Type> result) {
    REQUIRE(result.ok());
    return std::move(result).value();
}

} // namespace panggil::tests
