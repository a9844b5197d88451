// SPDX-License-Identifier: MIT
#include "renderer/commands/source_book.hpp"

#include "codec/tree_codec.hpp"
#include "renderer/site.hpp"

#include <algorithm>
#include <charconv>

namespace panggil::screen {

namespace {

/// "file:12:5" -> "file", 12, 5; line 0 when it is not of this form.
Place place_in(std::string_view where) {
    const std::size_t last = where.rfind(':');
    const std::size_t first =
        last == std::string_view::npos || last == 0 ? last : where.rfind(':', last - 1);
    Place place{std::string(where), "", {}, {}};
    if (first == std::string_view::npos) {
        return place;
    }
    const auto number = [](std::string_view text) {
        int value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        return error == std::errc{} && end == text.data() + text.size() ? value : 0;
    };
    const int line = number(where.substr(first + 1, last - first - 1));
    const int column = number(where.substr(last + 1));
    if (line > 0 && column > 0) {
        place = {std::string(where.substr(0, first)), "", {line, column, 1}, {}};
    }
    return place;
}

std::string line_of(std::string_view text, int number) {
    for (int at = 1; at < number && !text.empty(); ++at) {
        text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
    }
    std::string line(text.substr(0, text.find('\n')));
    std::ranges::replace(line, '\t', ' '); // columns count a tab as one letter
    return line;
}

} // namespace

const SourceBook::Source& SourceBook::source(const std::string& file) {
    const auto [found, is_new] = sources_.try_emplace(file);
    if (is_new) {
        auto text = read_file(root_ / file);
        if (!text) {
            text = read_file(file);
        }
        if (text) {
            found->second.text = std::move(text).value();
            static_cast<void>(codec::decode_tree(found->second.text, file, found->second.places));
        }
    }
    return found->second;
}

std::optional<SourceBook::Spot> SourceBook::find(std::string_view where) {
    Place wanted = place_in(where);
    if (const std::size_t mark = where.find('#'); mark != std::string_view::npos) {
        const Source& file = source(std::string(where.substr(0, mark)));
        // A member that is missing has no place: its owner's stands for it.
        std::string pointer(where.substr(mark + 1));
        for (;;) {
            const auto found = std::ranges::find(file.places, pointer, &Place::pointer);
            if (found != file.places.end()) {
                return Spot{*found, line_of(file.text, found->value.line)};
            }
            if (pointer.empty()) {
                return std::nullopt;
            }
            pointer.erase(std::min(pointer.rfind('/'), pointer.size()));
        }
    }
    if (wanted.value.line == 0) {
        return std::nullopt;
    }
    const Source& file = source(wanted.file);
    for (const Place& place : file.places) {
        const auto starts = [&](const Stretch& stretch) {
            return stretch.line == wanted.value.line && stretch.column == wanted.value.column;
        };
        if (starts(place.value) || starts(place.key)) {
            wanted.pointer = place.pointer;
            wanted.value = starts(place.value) ? place.value : place.key;
            break;
        }
    }
    return Spot{wanted, line_of(file.text, wanted.value.line)};
}

} // namespace panggil::screen
