// SPDX-License-Identifier: MIT
#pragma once
/// Result<T>: a value, or the Problem that explains why there is none.
/// Outside input that is wrong is data, not an exception: every Problem names the place, what is
/// wrong there, and the remedy. Nothing here allocates beyond its strings or knows where a problem
/// is shown.

#include <cassert>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace panggil {

/// Why something could not be done. `code` is stable and machine-readable ("unknown_counter",
/// "layout.unknown_widget"); `where` is the place ("layouts/lobi.json#/root/zones/head", "counter
/// 12"); `what` and `hint` are English sentences; `pesan` is the same for the people of the hall,
/// in Indonesian, and may be empty where only engineers read.
struct Problem {
    std::string code;
    std::string where;
    std::string what;
    std::string hint;
    std::string pesan;

    friend bool operator==(const Problem&, const Problem&) = default;
};

using Problems = std::vector<Problem>;

/// One line for a terminal or a log: "where: what (hint)".
[[nodiscard]] inline std::string to_line(const Problem& problem) {
    std::string line = problem.where;
    if (!line.empty()) {
        line += ": ";
    }
    line += problem.what;
    if (!problem.hint.empty()) {
        line += " (" + problem.hint + ")";
    }
    return line;
}

/// The value of a function that only succeeds or fails.
struct Done {
    friend bool operator==(Done, Done) = default;
};

template <class Type>
class Result {
public:
    Result(Type value) : content_(std::move(value)) {}

    Result(Problem problem) : content_(std::move(problem)) {}

    [[nodiscard]] bool ok() const { return std::holds_alternative<Type>(content_); }

    explicit operator bool() const { return ok(); }

    [[nodiscard]] const Type& value() const& {
        assert(ok());
        return *std::get_if<Type>(&content_);
    }

    [[nodiscard]] Type& value() & {
        assert(ok());
        return *std::get_if<Type>(&content_);
    }

    [[nodiscard]] Type&& value() && {
        assert(ok());
        return std::move(*std::get_if<Type>(&content_));
    }

    [[nodiscard]] const Problem& problem() const {
        assert(!ok());
        return *std::get_if<Problem>(&content_);
    }

private:
    std::variant<Type, Problem> content_;
};

} // namespace panggil
