// SPDX-License-Identifier: MIT
#pragma once
/// Tree: a value of the layout files: nothing, truth, number, text, list or object, whatever syntax
/// it came in. What is absent or of another kind reads as the fall-back given, so that drawing
/// never fails on content. Each value remembers the place where it was written, through merges, so
/// that a complaint points into the right file; the place takes no part in comparing.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace panggil {

/// A stretch of a file, in lines and letters from 1.
struct Stretch {
    int line = 0;
    int column = 0;
    int letters = 0;

    friend bool operator==(const Stretch&, const Stretch&) = default;
};

/// Where a value was written.
struct Place {
    std::string file;    ///< as people know it: "layouts/lobi.json"; empty = nowhere
    std::string pointer; ///< within the file: "/root/zones/head"
    Stretch value;
    Stretch key; ///< of the member's name; none for items of a list

    friend bool operator==(const Place&, const Place&) = default;
};

/// The first one is "nowhere".
using Places = std::vector<Place>;

/// "layouts/lobi.json:88:21"; "" for nowhere.
[[nodiscard]] std::string to_text(const Place& place);
/// The same for the name of the member.
[[nodiscard]] std::string to_text_of_key(const Place& place);

class Tree {
public:
    using List = std::vector<Tree>;
    using Object = std::map<std::string, Tree, std::less<>>;

    Tree() = default;

    Tree(std::nullptr_t) {}

    Tree(bool truth) : content_(truth) {}

    Tree(double number) : content_(number) {}

    Tree(int number) : content_(static_cast<double>(number)) {}

    Tree(std::string text) : content_(std::move(text)) {}

    Tree(const char* text) : content_(std::string(text)) {}

    Tree(List list) : content_(std::move(list)) {}

    Tree(Object object) : content_(std::move(object)) {}

    [[nodiscard]] bool is_nothing() const { return content_.index() == 0; }

    [[nodiscard]] const bool* truth() const { return std::get_if<bool>(&content_); }

    [[nodiscard]] const double* number() const { return std::get_if<double>(&content_); }

    [[nodiscard]] const std::string* text() const { return std::get_if<std::string>(&content_); }

    [[nodiscard]] const List* list() const { return std::get_if<List>(&content_); }

    [[nodiscard]] List* list() { return std::get_if<List>(&content_); }

    [[nodiscard]] const Object* object() const { return std::get_if<Object>(&content_); }

    [[nodiscard]] Object* object() { return std::get_if<Object>(&content_); }

    /// The member of an object, or a Tree of nothing.
    [[nodiscard]] const Tree& at(std::string_view key) const;
    [[nodiscard]] std::string text_or(std::string_view key, std::string_view otherwise = "") const;
    [[nodiscard]] double number_or(std::string_view key, double otherwise) const;
    [[nodiscard]] bool is_true(std::string_view key) const;

    /// An index into the Places of the document.
    [[nodiscard]] std::uint32_t place() const { return place_; }

    void set_place(std::uint32_t place) { place_ = place; }

    friend bool operator==(const Tree& one, const Tree& other) {
        return one.content_ == other.content_;
    }

private:
    std::variant<std::nullptr_t, bool, double, std::string, List, Object> content_;
    std::uint32_t place_ = 0;
};

/// RFC 7396: objects merge by key, nothing deletes, everything else replaces.
[[nodiscard]] Tree merge_patch(Tree target, const Tree& patch);

} // namespace panggil
