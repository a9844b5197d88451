// SPDX-License-Identifier: MIT
#pragma once
/// What a field of a message is: its name and kind, what it may hold, and one sentence for people.
/// The decoder checks by these facts, and the schemas and pages of docs/protocol are made of them,
/// so that neither can say what the other does not.

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace panggil::codec {

enum class Kind {
    Text,
    Whole,   ///< a whole number of 64 bits
    Digest,  ///< 16 hex digits
    Flag,    ///< true or false
    Texts,   ///< a list of texts
    Record,  ///< a flat object of texts, whole numbers and lists of texts
    Records, ///< an object from key to record
    Object,  ///< an object with fields of its own, `inside`
    Objects, ///< a list of such
};

struct ShapeFacts;

struct Facts {
    std::string name;
    std::string sentence;
    std::string example = {}; ///< a text as it is, anything else as JSON; "" = none
    Kind kind = Kind::Text;
    const ShapeFacts* inside = nullptr;

    bool is_required = false; ///< a message without it is refused
    bool is_clamped = false;  ///< outside its range counts as the nearest end
    std::int64_t least = std::numeric_limits<std::int64_t>::min();
    std::int64_t most = std::numeric_limits<std::int64_t>::max();
    std::size_t shortest = 0; ///< bytes of a text
    std::size_t longest = std::numeric_limits<std::size_t>::max();
    std::vector<std::string_view> words = {}; ///< the texts that it may be
    std::vector<std::string_view> known =
        {}; ///< the texts that are in use; a reader must bear others

    [[nodiscard]] Facts required() const {
        Facts facts = *this;
        facts.is_required = true;
        return facts;
    }

    [[nodiscard]] Facts within(std::int64_t low, std::int64_t high) const {
        Facts facts = *this;
        facts.least = low;
        facts.most = high;
        return facts;
    }

    [[nodiscard]] Facts clamped(std::int64_t low, std::int64_t high) const {
        Facts facts = within(low, high);
        facts.is_clamped = true;
        return facts;
    }

    [[nodiscard]] Facts sized(std::size_t low, std::size_t high) const {
        Facts facts = *this;
        facts.shortest = low;
        facts.longest = high;
        return facts;
    }

    [[nodiscard]] Facts one_of(std::vector<std::string_view> all) const {
        Facts facts = *this;
        facts.words = std::move(all);
        return facts;
    }

    [[nodiscard]] Facts such_as(std::vector<std::string_view> some) const {
        Facts facts = *this;
        facts.known = std::move(some);
        return facts;
    }

    [[nodiscard]] bool has_range() const {
        return least != std::numeric_limits<std::int64_t>::min() ||
               most != std::numeric_limits<std::int64_t>::max();
    }

    [[nodiscard]] bool has_size() const {
        return shortest != 0 || longest != std::numeric_limits<std::size_t>::max();
    }
};

/// The fields of one object.
struct ShapeFacts {
    std::string name; ///< "announcement"
    std::string sentence;
    std::vector<Facts> fields = {};
};

} // namespace panggil::codec
