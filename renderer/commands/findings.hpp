// SPDX-License-Identifier: MIT
#pragma once
/// Findings: what a check has found so far, each problem once.

#include "core/result.hpp"

#include <algorithm>
#include <utility>

namespace panggil::screen {

struct Findings {
    Problems problems;

    void add(Problem problem) {
        if (std::ranges::find(problems, problem) == problems.end()) {
            problems.push_back(std::move(problem));
        }
    }

    void add(Problems more) {
        for (Problem& problem : more) {
            add(std::move(problem));
        }
    }
};

} // namespace panggil::screen
