// SPDX-License-Identifier: MIT
#pragma once
/// Diagnosis: what can be wrong with the files that an office edits, in both languages, in one
/// table: a stable code for people and scripts, a stable name for logs, the sentence and the
/// remedy. A code never changes its meaning; one that is no longer used is never given away again.

#include "core/result.hpp"

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

namespace panggil {

/// Words in both languages; one text stands for both.
struct Words2 {
    std::string english;
    std::string indonesian;

    Words2(const char* same) : english(same), indonesian(same) {}

    Words2(std::string same) : english(same), indonesian(std::move(same)) {}

    Words2(std::string_view same) : Words2(std::string(same)) {}

    Words2(std::string in_english, std::string in_indonesian)
        : english(std::move(in_english)), indonesian(std::move(in_indonesian)) {}
};

struct Diagnosis {
    std::string_view code; ///< letter of its class and number: 1xx an error, 2xx a warning
    std::string_view name; ///< "layout.unknown_widget"
    std::string_view english;
    std::string_view english_hint;
    std::string_view indonesian;
    std::string_view indonesian_hint;

    [[nodiscard]] bool is_warning() const { return code[1] == '2'; }
};

[[nodiscard]] std::span<const Diagnosis> all_diagnoses();
/// Null for a name that is not of this table (a file that cannot be read, a picture, a font).
[[nodiscard]] const Diagnosis* find_diagnosis(std::string_view name);

/// The problem of this name; $1 to $4 in its sentences are the words given. `pesan` is sentence and
/// remedy in Indonesian.
[[nodiscard]] Problem diagnose(std::string_view name, std::string where,
                               std::initializer_list<Words2> words);

/// The remedy for a wrong name: what was probably meant, else what there is.
[[nodiscard]] Words2 meant(std::string_view wrong, std::span<const std::string_view> known);

/// True when nothing else than advice is in it: what may be shown all the same.
[[nodiscard]] bool only_warnings(const Problems& problems);

} // namespace panggil
