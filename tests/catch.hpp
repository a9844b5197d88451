// SPDX-License-Identifier: MIT
#pragma once
/// Catch2 of either major: 2.13 on Debian 12, 3 on newer distributions.

#if CATCH_MAJOR >= 3
#include <catch2/catch_all.hpp>
using Catch::Approx;
#else
#include <catch2/catch.hpp>
#endif
