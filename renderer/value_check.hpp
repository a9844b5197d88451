// SPDX-License-Identifier: MIT
#pragma once
/// ValueCheck: whether a value of a layout file is what its field may hold: numbers, words, names
/// of the theme, texts and their placeholders. Collects what is wrong, each with the place where it
/// was written. What widgets and grids are made of is layout_check.cpp's business.

#include "core/diagnosis.hpp"
#include "core/field_spec.hpp"
#include "core/layout.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace panggil::screen {

using Names = std::vector<std::string_view>;

/// "8", "0.5"
[[nodiscard]] std::string plain(double number);
[[nodiscard]] bool is_number_list(const Tree& value, std::initializer_list<std::size_t> sizes);
[[nodiscard]] Words2 one_of(const Names& names);
[[nodiscard]] Words2 a_text();

class ValueCheck {
public:
    /// Both outlive it; `file` names the layout where a value has no place of its own.
    ValueCheck(const Layout& layout, const std::string& file) : layout_(&layout), file_(file) {}

    Problems problems;

protected:
    // Saying what is wrong

    void report(std::string_view name, const Tree& at, std::initializer_list<Words2> words);
    void report_key(std::string_view name, const Tree& at, std::initializer_list<Words2> words);
    void add(std::string_view name, std::string where, std::initializer_list<Words2> words);
    void expect(bool fits, const Tree& at, Words2 wanted);
    void words(const FieldSpec& field, const Tree& value);
    void number(const FieldSpec& field, const Tree& value);
    void word(const FieldSpec& field, const Tree& value);
    void color(const Tree& value);
    void playlist(const Tree& value);
    void text(const Tree& value);
    void stroke(const Tree& value);
    void tracks(const Tree& value);

    template <class Look>
    void each(const Tree& value, Words2 wanted, Look look) {
        if (value.list() == nullptr) {
            expect(false, value, std::move(wanted));
            return;
        }
        for (const Tree& item : *value.list()) {
            look(item);
        }
    }

    template <class Look>
    void for_each_member(const Tree& value, Look look) {
        if (value.object() == nullptr) {
            expect(false, value, {"an object: {…}", "objek: {…}"});
            return;
        }
        for (const auto& [name, member] : *value.object()) {
            look(member);
        }
    }

    template <class Map>
    void token(const Tree& value, const Map& known, std::string_view code, Words2 wanted) {
        const std::string* name = value.text();
        if (name == nullptr) {
            expect(false, value, std::move(wanted));
        } else if (!known.contains(*name)) {
            Names names;
            for (const auto& [each, ignored] : known) {
                names.emplace_back(each);
            }
            report(code, value, {*name, meant(*name, names)});
        }
    }

    const Layout* layout_;
    std::string file_;
};

} // namespace panggil::screen
