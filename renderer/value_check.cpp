// SPDX-License-Identifier: MIT
#include "renderer/value_check.hpp"

#include "core/placeholder.hpp"
#include "renderer/tracks.hpp"

#include <array>
#include <charconv>

namespace panggil::screen {

namespace {

Names words_of(std::string_view line) {
    Names words;
    while (!line.empty()) {
        const std::size_t end = std::min(line.find(' '), line.size());
        words.push_back(line.substr(0, end));
        line.remove_prefix(std::min(end + 1, line.size()));
    }
    return words;
}

} // namespace

std::string plain(double number) {
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
    return {text.data(), end};
}

bool is_number_list(const Tree& value, std::initializer_list<std::size_t> sizes) {
    const Tree::List* list = value.list();
    return list != nullptr && std::ranges::find(sizes, list->size()) != sizes.end() &&
           std::ranges::all_of(*list, [](const Tree& item) { return item.number() != nullptr; });
}

Words2 a_text() {
    return {"a text", "teks dalam tanda kutip"};
}

Words2 one_of(const Names& names) {
    std::string list;
    for (const std::string_view name : names) {
        list += (list.empty() ? "" : ", ") + std::string(name);
    }
    return {"one of: " + list, "salah satu: " + list};
}

void ValueCheck::report(std::string_view name, const Tree& at,
                        std::initializer_list<Words2> words) {
    add(name, to_text(layout_->places.at(at.place())), words);
}

void ValueCheck::report_key(std::string_view name, const Tree& at,
                            std::initializer_list<Words2> words) {
    add(name, to_text_of_key(layout_->places.at(at.place())), words);
}

void ValueCheck::add(std::string_view name, std::string where,
                     std::initializer_list<Words2> words) {
    Problem problem = diagnose(name, where.empty() ? file_ : std::move(where), words);
    // A card is looked at once for each of its states.
    if (std::ranges::find(problems, problem) == problems.end()) {
        problems.push_back(std::move(problem));
    }
}

void ValueCheck::expect(bool fits, const Tree& at, Words2 wanted) {
    if (!fits) {
        report("layout.wrong_kind", at, {std::move(wanted)});
    }
}

void ValueCheck::words(const FieldSpec& field, const Tree& value) {
    if (value.list() == nullptr) {
        word(field, value);
        return;
    }
    for (const Tree& item : *value.list()) {
        word(field, item);
    }
}

void ValueCheck::number(const FieldSpec& field, const Tree& value) {
    const double* found = value.number();
    if (found != nullptr && !field.allowed.empty()) {
        const Names allowed = words_of(field.allowed);
        expect(std::ranges::find(allowed, plain(*found)) != allowed.end(), value, one_of(allowed));
    } else if (found == nullptr || *found < field.least || *found > field.most) {
        report("layout.bad_number", value,
               {found == nullptr ? Words2{"no number", "bukan angka"} : Words2{plain(*found)},
                plain(field.least), plain(field.most)});
    }
}

void ValueCheck::word(const FieldSpec& field, const Tree& value) {
    const Names allowed = words_of(field.allowed);
    if (value.text() == nullptr) {
        expect(false, value, one_of(allowed));
    } else if (std::ranges::find(allowed, *value.text()) == allowed.end()) {
        report("layout.unknown_word", value,
               {*value.text(), field.key, meant(*value.text(), allowed)});
    }
}

void ValueCheck::color(const Tree& value) {
    if (value.text() == nullptr || !layout_->theme.color(*value.text())) {
        token(value, layout_->theme.colors, "layout.unknown_color",
              {"the name of a colour", "nama warna"});
    }
}

void ValueCheck::playlist(const Tree& value) {
    const std::string* name = value.text();
    const auto* known = layout_->playlists.object();
    if (name == nullptr) {
        expect(false, value, {"the name of a playlist", "nama daftar (playlists)"});
    } else if (known == nullptr || !known->contains(*name)) {
        Names names;
        for (const auto& [each, ignored] : known != nullptr ? *known : Tree::Object{}) {
            names.emplace_back(layout_->playlists.object()->find(each)->first);
        }
        report("layout.unknown_playlist", value, {*name, meant(*name, names)});
    }
}

void ValueCheck::text(const Tree& value) {
    if (value.text() == nullptr) {
        expect(false, value, a_text());
        return;
    }
    constexpr std::string_view strings = "strings.";
    for (const auto& [name, format] : placeholder_uses(*value.text())) {
        if (!has_form(name, format)) {
            report("layout.unknown_placeholder", value,
                   {name + ':' + format,
                    {"times: {until:HH.mm}, ages: {age:short}",
                     "jam: {until:HH.mm}, lama: {age:short}"}});
        }
        const auto known = all_placeholders();
        if (name.starts_with(strings)
                ? layout_->strings.at(name.substr(strings.size())).text() != nullptr
                : std::ranges::find(known, name) != known.end()) {
            continue;
        }
        Names names(known.begin(), known.end());
        std::vector<std::string> own;
        if (const auto* object = layout_->strings.object(); object != nullptr) {
            for (const auto& [key, ignored] : *object) {
                own.push_back(std::string(strings) + key);
            }
        }
        names.insert(names.end(), own.begin(), own.end());
        report("layout.unknown_placeholder", value, {name, meant(name, names)});
    }
}

void ValueCheck::stroke(const Tree& value) {
    const Tree::List* list = value.list();
    if (list == nullptr || list->size() != 2 || list->front().number() == nullptr) {
        expect(false, value, {"[width, colour]", "[lebar, warna]"});
    } else {
        color(list->back());
    }
}

void ValueCheck::tracks(const Tree& value) {
    each(value,
         {"a list such as [80, \"1fr\", \"auto\"]", "daftar seperti [80, \"1fr\", \"auto\"]"},
         [&](const Tree& track) {
             if (!is_track(track)) {
                 report("layout.bad_track", track, {});
             }
         });
}

} // namespace panggil::screen
