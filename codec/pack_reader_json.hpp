// SPDX-License-Identifier: MIT
#pragma once
/// PackReader: reads members of a file that a person wrote. It complains about each that is wrong,
/// with its JSON pointer, and goes on with the default. Private to codec.

#include "core/result.hpp"

#include <nlohmann/json.hpp>

#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>

namespace panggil::codec {

class PackReader {
public:
    using Json = nlohmann::json;

    enum class Need { Required, Optional };

    struct Range {
        double least = 0;
        double most = 0;
    };

    PackReader(std::string_view file, Problems& errors, Problems& warnings)
        : file_(file), errors_(errors), warnings_(warnings) {}

    /// "/clips/num.7": a key inside a place, escaped as JSON pointers want it.
    [[nodiscard]] static std::string inside(std::string_view place, std::string_view key);

    void complain(std::string code, std::string_view place, std::string what, std::string hint);
    /// A problem found elsewhere, at this place.
    void complain(Problem problem, std::string_view place);

    /// The object at `key`, or null (and a complaint when it is needed or of another kind).
    [[nodiscard]] const Json* object(const Json& in, std::string_view place, std::string_view key,
                                     Need need = Need::Required);
    [[nodiscard]] std::string text(const Json& in, std::string_view place, std::string_view key,
                                   Need need = Need::Required);
    [[nodiscard]] double number(const Json& in, std::string_view place, std::string_view key,
                                double otherwise, Range range);

    /// Warns about members that nobody reads, most often a slip of the keys.
    void know(const Json& object, std::string_view place,
              std::initializer_list<std::string_view> known);

private:
    std::string_view file_;
    Problems& errors_;
    Problems& warnings_;
};

} // namespace panggil::codec
